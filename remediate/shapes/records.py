"""Values that are of other sorts by their shape: fields, cells, ids of Microsoft 365, parcels, dates, people."""

import re

from remediate.shapes.names import naming

#: A cell, a range or a column of a workbook, and a path into JSON.
_CELLS = re.compile(
    r"(?:'?[\w .-]{1,40}'?!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?<=[!:\d])(?<=.{4})"
    r"|\w{1,60}\[\[?[#@]?[\w .-]{1,60}\]?\]|\$(?:\.[\w-]{1,60}|\[[^\[\]]{1,40}\]){1,12}"
)
#: The name of a field: of a page (`#password`, `.pwd`), of a form (`password_1`, `__password`).
_FIELD = re.compile(r"[#.@_]{1,2}([A-Za-z][A-Za-z_-]{2,40})|([a-z][a-z_-]{2,40})_\d{1,2}")
#: A chat, a meeting, a drive, an item of Exchange, the place in a list of Cosmos DB.
_MICROSOFT = re.compile(
    r"\S{1,200}@(?:thread\.(?:v2|skype|tacv2)|unq\.gbl\.spaces)(?:/\S{0,80})?|b![\w-]{40,80}"
    r"|\+RID:\S{1,200}|AAMkA[\w=+/-]{40,300}"
)
#: A parcel of UPS, DHL or the post of a country.
_PARCEL = re.compile(r"1Z[0-9A-Z]{16}|J[JV]?D\d{12,20}|[A-Z]{2}\d{9}[A-Z]{2}|00\d{18}")
_MONTH = (
    r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|févr|mars|avr|juin|juil|août|ene|abr|ago|dic)"
)
_PERIOD = (
    r"(?:hourly|daily|weekly|monthly|quarterly|yearly|annually|täglich|wöchentlich|monatlich|jährlich|quartalsweise|vierteljährlich"
    r"|quotidien|hebdomadaire|mensuel(?:le)?|annuel(?:le)?|diario|semanal|mensual|anual|mensal|dagelijks|wekelijks|maandelijks|jaarlijks)"
)
#: A day, a week or a time in the ways that people write them, and how often something happens.
_CLOCK = r"(?:,? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?)?"
_UNITS = (
    r"(?:days?|weeks?|months?|years?|hours?|tage?n?|wochen?|monate?n?|jahre?n?|stunden|jours?|semaines|mois|ans?|días?"
    r"|dias|semanas|meses|años?|anos|dagen|weken|maanden|jaar|giorni|settimane|mesi|anni)"
)
_EVERY = (
    r"(?:every|each|all|alle|a cada|jede[ns]?|tous les|toutes les|cada|elke|om de|ogni|within|in|nach|after|dans|en)"
)
_WHEN = re.compile(
    rf"\d{{4}}-W\d\d(?:-\d)?|\d{{4}}-\d\d|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}{_CLOCK}"
    rf"|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}{_CLOCK}|q[1-4][ /-]?\d{{4}}"
    rf"|{_MONTH}[a-zéû]{{0,7}}\.? (?:\d{{1,2}},? )?\d{{4}}{_CLOCK}"
    rf"|\d{{1,2}}\.? {_MONTH}[a-zéû]{{0,7}}\.?,? \d{{4}}{_CLOCK}"
    r"|(?:end|ende|mitte|anfang|fin|finales?|fine|d[eé]but|fim|eind|start|begin|mid)"
    r"(?: of| von| de| del| di| van)? \d{4}"
    rf"|{_PERIOD}"
    rf"|{_EVERY} \d{{1,4}} \w{{1,12}}|\d{{1,4}} ?{_UNITS}",
    re.IGNORECASE,
)
#: A person or a group of a directory, an account of a domain.
_WHO = re.compile(
    r"(?:CN|OU|DC|UID|O)=[^\n]{1,200}|(?:cn|ou|uid)=[^,=]{1,80}(?:,\s?(?:CN|OU|DC|O|C|cn|ou|dc|o|c)=[^,=]{1,80})+"
    r"|[A-Za-z][\w-]{1,30}\\[A-Za-z][\w.$-]{1,60}"
    r"|[A-Za-z][A-Za-z0-9.-]{1,14}\\{1,2}[A-Za-z][A-Za-z.-]{0,20}[A-Za-z]|(?:GRP|SG|GG|DL|ROLE|SEC)_[\w-]{2,60}"
)
#: The answer of a service: `401: bad credentials`.
_ANSWER = re.compile(r"[1-5]\d\d ?[:-] ?[A-Za-z][^\n]{2,200}")
#: The parts of the key of a record: `tenant#10#order#13424`, `DE|37127|2024-05`.
_COMPOSITE = re.compile(
    r"[A-Za-z]{2,20}(?:[#|][A-Za-z0-9-]{1,20}){2,8}"
    r"|(?:[A-Za-z]|\d{1,10}|\d{4}-\d\d(?:-\d\d)?)(?:[#|](?:[A-Za-z]{1,20}|[\d-]{1,10})){2,8}"
)


def is_record(value: str) -> bool:
    """Whether the value says where, when or who, or is the id of a thing, by its shape."""
    return bool(
        _CELLS.fullmatch(value)
        or _MICROSOFT.fullmatch(value)
        or _PARCEL.fullmatch(value)
        or _WHEN.fullmatch(value)
        or _WHO.fullmatch(value)
        or _ANSWER.fullmatch(value)
        or _COMPOSITE.fullmatch(value)
        or _is_field(value)
    )


def _is_field(value: str) -> bool:
    """Whether the value is the name of the field for a credential, with the signs around it that fields have."""
    match = _FIELD.fullmatch(value)
    named = naming(match[1] or match[2]) if match else None
    return named is not None and named.strong
