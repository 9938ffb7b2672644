"""Letters without digits that were drawn: no word of the makers' languages has them in this order."""

import re

#: Pairs of letters that stand in no word of English, German, French, Spanish, Portuguese, Dutch or Italian.
_NEVER = (
    *("bq", "bx", "cj", "cv", "cx", "dx", "fq", "fx", "fz", "gq", "gx", "hx", "jb", "jc", "jf", "jg", "jh", "jl"),
    *("jm", "jq", "jr", "jv", "jw", "jx", "jy", "jz", "kq", "kx", "kz", "lx", "mq", "mx", "pq", "px", "qb", "qc"),
    *("qd", "qf", "qg", "qh", "qj", "qk", "ql", "qm", "qn", "qo", "qp", "qr", "qs", "qt", "qv", "qw", "qx", "qy"),
    *("qz", "sx", "vb", "vc", "vf", "vg", "vh", "vj", "vk", "vm", "vp", "vq", "vt", "vw", "vx", "vz", "wq", "wv"),
    *("wx", "xd", "xj", "xk", "xr", "xx", "xz", "yj", "yq", "zc", "zf", "zj", "zq", "zr", "zx"),
)
_PAIR = re.compile("|".join(_NEVER))
#: What is written with several letters and spoken as one consonant.
_ONE = re.compile(r"sch|tch|str|ch|ck|ph|th|gh|ng|tz|pf|sh")
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
_VOWELS = re.compile(r"[aeiouy]")
_LEAST = 12
_LONGEST = 64
_FEW_VOWELS = 6


def is_jumbled(value: str) -> bool:
    """Whether the value is a dozen letters or more of one size that make no words: `lbmoktkfxcthbxgj`."""
    if not (_LEAST <= len(value) <= _LONGEST and value.isascii() and value.isalpha()):
        return False
    if not (value.islower() or value.isupper()):
        return False  # where words are put together, any letters meet
    lower = value.lower()
    if _PAIR.search(lower) or len(_VOWELS.findall(lower)) * _FEW_VOWELS < len(lower):
        return True
    return _CLUSTER.search(_ONE.sub("c", lower)) is not None
