"""The cheap test that sends most scalars away before anything expensive looks at them."""

from remediate.shapes import embedded
from remediate.shapes.headers import header_naming
from remediate.shapes.tokens import may_hold as may_hold_token

_SHORTEST_TEXT = 9
#: A text that names a value has one of these between the two.
_STRUCTURE = "=: '<"


def worth_reading(name: str, value: object) -> bool:
    """Whether a scalar of this name can hold a secret at all."""
    if header_naming(name) is not None:
        return True
    if not isinstance(value, str) or len(value) < _SHORTEST_TEXT:
        return False
    if "://" in value and ("?" in value or "@" in value or "/" in value):
        return True
    if any(c in value for c in _STRUCTURE) and embedded.may_hold(value.lower()):
        return True
    return may_hold_token(value)
