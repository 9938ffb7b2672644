"""What a password has to be like, as policies and forms tell it: `At least 8 characters`, `mindestens 12 Zeichen`."""

import re

#: What passwords are counted in.
_UNIT = (
    r"(?:characters?|chars?|letters?|digits?|numbers?|symbols?|uppercase|lowercase|capitals?|alphanumeric|special"
    r"|zeichen|buchstaben?|ziffern?|zahl(?:en)?|gro(?:ß|ss)buchstaben?|kleinbuchstaben?|sonderzeichen"
    r"|caract[eè]res?|lettres?|chiffres?|majuscules?|minuscules?|letras?|d[ií]gitos?|n[uú]meros?|may[uú]sculas?"
    r"|min[uú]sculas?|mai[uú]sculas?|caratter[ei]|letter[ae]|cifr[ae]|numer[io]|maiuscol[ae]|minuscol[ae]|s[ií]mbolos?"
    r"|tekens?|cijfers?|hoofdletters?|tecken|tegn|siffror|merkkiä|znak(?:ów|i|ova|ov|ů|y)?"
    r"|символ(?:а|ов|и|ів)?|знак(?:а|ов|и|ів)?|букв[аы]?|цифр[аы]?|karakter(?:a|i|e|en|ów)?|simbol(?:iai|ių|a|i|ov)?"
    r"|rakstzīm(?:es|ju)|märki|χαρακτήρες|ký tự|huruf|תווים|أحرف|حروف|حرفا|ตัวอักษร|อักขระ|अक्षर|वर्ण|글자|문자)"
)
_MORE = r"(?:\+| (?:or|oder|ou|of|o) (?:more|mehr|plus|mais|meer|más|più))"
_TO = r"(?: ?(?:-|–|to|bis|à|a|al|tot|and|und|et|y|e) ?\d{1,3})"
_COUNTED = re.compile(rf"(?:^|[^\w])\d{{1,3}}(?:{_MORE}|{_TO})?[ -](?:[^\W\d_]{{2,16}}[ -])?{_UNIT}\b", re.IGNORECASE)
_BOUND = re.compile(
    r"(?:at least|at most|minimum(?: of)?|min\.?|max\.?|maximum(?: of)?|no (?:less|more) than|mindestens|höchstens"
    r"|mind\.|minimal|maximal|au moins|au minimum|au maximum|al menos|como mínimo|mínimo(?: de)?|por lo menos"
    r"|pelo menos|no mínimo|minstens|minimaal|maximaal|ten minste|almeno|minimo|massimo|co najmniej|minst"
    r"|length|länge|longueur|longitud|comprimento|lengte|lunghezza)[:=]? (?:\w{2,8} )?\d{1,3}\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"(?:[^\W\d_]+ ){0,3}(?:must|muss|doit|debe|deve|moet) (?:not |nicht )?(?:[^\W\d_]+ ){0,3}?(?:contain|have|be"
    r"|include|start|end|match|differ|contenir|avoir|être|comporter|contener|tener|incluir|conter|ter|contenere|avere|bevatten"
    r"|enthalten|haben|mindestens|\d)\b",
    re.IGNORECASE,
)
_GLYPHS = re.compile(r"\d{1,3} ?(?:文字|桁|个字符|個字元|字符|位以上|자)")


def is_requirement(value: str) -> bool:
    """Whether the value tells how long a password is to be, or what it has to hold."""
    if " " not in value:
        return not value.isascii() and _GLYPHS.search(value) is not None
    if not any(map(str.isdigit, value)):
        return _MUST.match(value) is not None
    return bool(_COUNTED.search(value) or _BOUND.search(value) or _MUST.match(value) or _GLYPHS.search(value))
