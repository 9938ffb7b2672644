"""JSON pointers (RFC 6901): how findings and patches say where something is."""

from typing import Any


def token(name: str) -> str:
    """`name` as one reference token: `~` and `/` escaped."""
    return name.replace("~", "~0").replace("/", "~1")


def join(base: str, *names: str | int) -> str:
    """The pointer to `names`, one below the other, under `base`."""
    for name in names:
        base += "/" + (token(name) if isinstance(name, str) else str(name))
    return base


def split(pointer: str) -> list[str]:
    """The unescaped names of a pointer, outermost first; the whole document is `[]`."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def resolve(document: Any, pointer: str) -> Any:
    """The value that `pointer` names. Raises KeyError, IndexError or ValueError where there is none."""
    for name in split(pointer):
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


def find(document: Any, pointer: str, otherwise: Any = None) -> Any:
    """The value that `pointer` names, or `otherwise` where there is none."""
    try:
        return resolve(document, pointer)
    except (KeyError, IndexError, ValueError, TypeError):
        return otherwise


def contains(outer: str, inner: str) -> bool:
    """Whether `inner` names the same value as `outer`, or one inside it."""
    return inner == outer or inner.startswith(outer + "/")
