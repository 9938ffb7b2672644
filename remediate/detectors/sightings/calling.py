"""What a scalar is called by what stands around it: a label beside it, its row, its column, its step, its type."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from remediate.detectors.sightings.labels import holding_publisher, label, naming_publisher
from remediate.detectors.sightings.places import is_strong, speaks, tells

#: Steps whose title names what is typed into them; that of a request names what comes back.
_TITLED = frozenset({"Compose", "InitializeVariable", "SetVariable", "AppendToStringVariable", "AppendToArrayVariable"})
_ROWS = frozenset({"rows", "values", "data", "records"})
_COLUMNS = ("columns", "headers", "fields", "header", "columnNames")
_LONGEST_HEAD = 60


def title(kind: str, name: str) -> str:
    """What the title of a step says about its own input: empty where it is no name of it."""
    return name if kind in _TITLED else ""


def called_in(member: str, holder: dict[str, Any], outer: str) -> str:
    """The name of what a member holds whose own name says nothing: what tells first, the nearest before."""
    stated = label(member, holder)
    if not stated and holding_publisher(member):
        return member  # a prefix without a column that names it may be a word: `hash_value`
    if outer and not speaks(stated) and tells(outer):
        return outer
    return stated or outer or member


def declared(name: str, parameter: dict[str, Any]) -> str:
    """What the default of a parameter is called: a secure one is a secret whatever its name."""
    kind = parameter.get("type")
    return kind if isinstance(kind, str) and is_strong(kind) and not is_strong(name) else name


def flattened(parameters: dict[str, Any]) -> dict[str, str]:
    """The columns of a connector's row that are named by another: `item/value` beside `item/displayname`.

    In a connector's policies: `x-ms-apimTemplateParameter.value` beside `x-ms-apimTemplateParameter.name`.
    """
    named: dict[tuple[str, str | None], str] = {}
    for key, stated in parameters.items():
        if stated.__class__ is str and (naming := _naming(key)) is not None and tells(stated):
            named.setdefault(naming, stated)
    if not named:
        return {}
    columns = ((key, *_column(key)) for key in parameters)
    holders = ((key, (row, holding_publisher(column))) for key, row, column in columns if column)
    return {key: named[holder] for key, holder in holders if holder in named}


@lru_cache(maxsize=16384)
def _naming(key: str) -> tuple[str, str] | None:
    """The row and the publisher of a flattened column that names another; None for every other member."""
    row, column = _column(key)
    publisher = naming_publisher(column) if column else None
    return None if publisher is None else (row, publisher)


def _column(key: str) -> tuple[str, str]:
    """The row and the column of a flattened name; nothing of another."""
    row, sign, column = key.rpartition("/" if "/" in key else ".")
    return (row, column) if sign else ("", "")


def columns(member: str, holder: dict[str, Any]) -> Sequence[str]:
    """The names of the columns of the rows in a member, where another member states them: `columns` beside `rows`."""
    if member not in _ROWS:
        return ()
    stated: Sequence[Any] = next((holder[name] for name in _COLUMNS if isinstance(holder.get(name), list)), [])
    return stated if all(isinstance(name, str) for name in stated) else ()


def heads(rows: Sequence[Any]) -> Sequence[str]:
    """The names of the columns, if the items of a list are rows below a row of names; empty if not."""
    first = rows[0] if len(rows) > 1 else None
    if not isinstance(first, list) or len(first) < 2:  # noqa: PLR2004 - one column is no table
        return ()
    if not all(isinstance(head, str) and 0 < len(head) <= _LONGEST_HEAD and head[0] != "@" for head in first):
        return ()
    return first if all(isinstance(row, list) and len(row) == len(first) for row in rows[1:]) else ()


def cell(row: Sequence[Any], column: int, names: Sequence[str], outer: str) -> str:
    """What the cell of a row is called: by its column, or by the word before it: `["apiKey", "..."]`."""
    if names and tells(names[column]):
        return names[column]
    before = row[0] if column == 1 and len(row) == 2 else None  # noqa: PLR2004 - a pair
    return before if isinstance(before, str) and before[:1] != "@" and tells(before) else outer
