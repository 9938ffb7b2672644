"""What a package holds besides its flows that people write into: variables, descriptions, connectors, settings.

Nothing here is judged. Texts are found cheaply, by what stands around them: a large customizations.xml is never built
as a tree for them.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.interface import Document, EnvironmentVariable, Facts, Outside, Prose
from remediate.package.reading import Reading, located
from remediate.package.variables import current_value, is_definition, schema_name_of_values
from remediate.package.workflows import FLOW_FOLDERS

_DATA = ".json.data.xml"
#: A description as an attribute or as an element; a shorter one holds no credential.
_DESCRIPTION = re.compile(
    r"""[Dd]escription(?:\s{1,8}default)?\s{0,8}=\s{0,8}(?:"([^"<]{9,})"|'([^'<]{9,})')|<[Dd]escription>([^<]{9,})</"""
)
_SETTINGS = re.compile(r"(?:.*/)?[^/]*deployment[^/]*settings[^/]*\.json")
_CONNECTORS = re.compile(
    r"connectors?/[^/]*(?:connectionparameters|connectionparametersets|policytemplateinstances)\.json"
)
_INLINE = re.compile(r"<(connectionparameters|connectionparametersets)>\s{0,80}([^<\s][^<]*)</\1>")
_PAC = ("EnvironmentVariables", "ConnectionReferences")
_PAC_MARKS = tuple(f'"{name}"'.encode() for name in _PAC)


def outside(reading: Reading, facts: Facts, *, with_prose: bool = True) -> Outside:
    """What a solution holds besides its flows; a file that cannot be read is a problem of `reading`.

    Prose is looked for in all texts, which takes a while: it can be left out.
    """
    own = [name for name in reading.names if name.casefold().endswith(_DATA) or is_definition(name)]
    named = (facts.manifest, facts.customizations, *own) if with_prose else ()
    texts = {name: text for name in named if name and (text := _text(reading, name))}
    return Outside(
        (*facts.environment_variables, *_only_valued(reading, facts.environment_variables)),
        tuple(prose for name, text in texts.items() for prose in descriptions(name, text)),
        tuple(_documents(reading, is_connector)),
        tuple(prose for name in (facts.customizations,) if name in texts for prose in _inline(name, texts[name])),
        tuple(_settings(reading)),
    )


def _only_valued(reading: Reading, known: tuple[EnvironmentVariable, ...]) -> Iterator[EnvironmentVariable]:
    """The variables of which the solution brings a value alone: their definition is in another solution."""
    defined = {variable.values_member for variable in known}
    for member in reading.names:
        if (name := schema_name_of_values(member)) and member not in defined:
            try:
                value = current_value(_document(reading, member).value)
            except PackageError as error:
                reading.problems.append(error)
            else:
                yield EnvironmentVariable(name, name, 0, None, value, member, member)


def descriptions(member: str, text: str) -> Iterator[Prose]:
    """The descriptions in an XML text, each wording once: the platform repeats one for its language."""
    seen = set()
    for found in _DESCRIPTION.finditer(text):
        group = found.lastindex or 0
        told = found[group]
        if told not in seen:
            seen.add(told)
            yield Prose(member, found.start(group), html.unescape(told) if "&" in told else told)


def is_connector(path: str) -> bool:
    """Whether a member tells what a custom connector asks of its connections, or does to its requests."""
    return _CONNECTORS.fullmatch(path.casefold()) is not None


def is_settings(path: str) -> bool:
    """Whether a file is called like a deployment settings file (platform-facts 1.9), and is no flow called so."""
    path = path.casefold()
    return _SETTINGS.fullmatch(path) is not None and not path.startswith(FLOW_FOLDERS)


def may_have_settings(data: bytes) -> bool:
    """Whether the bytes of a file, whatever it is called, have the marks of deployment settings."""
    plain = data.replace(b"\0", b"") if b"\0" in data else data
    return any(mark in plain for mark in _PAC_MARKS)


def has_settings(document: Any) -> bool:
    """Whether a JSON document has the shape that `pac solution create-settings` gives (platform-facts 1.9)."""
    return isinstance(document, dict) and any(isinstance(document.get(name), list) for name in _PAC)


def _text(reading: Reading, member: str) -> str | None:
    try:
        return reading.text(member)
    except PackageError:
        return None  # told already by whoever needs it


def _inline(member: str, text: str) -> Iterator[Prose]:
    for found in _INLINE.finditer(text):
        yield Prose(member, found.start(2), html.unescape(found[2]))


def _documents(reading: Reading, is_wanted: Callable[[str], bool]) -> Iterator[Document]:
    for name in reading.names:
        if is_wanted(name[len(reading.root) :]):
            try:
                yield _document(reading, name)
            except PackageError as error:
                reading.problems.append(error)


def _settings(reading: Reading) -> Iterator[Document]:
    """The deployment settings, by their shape; only a file that is called like them is a problem if it has none."""
    for name in reading.names:
        path = name[len(reading.root) :].casefold()
        if not path.endswith(".json") or path.startswith(FLOW_FOLDERS) or schema_name_of_values(name):
            continue
        try:
            data = reading.bytes(name, limits.FLOW_LIMIT)
            if is_settings(path) or may_have_settings(data):
                found = _parsed(name, data)
                if has_settings(found.value):
                    yield found
        except PackageError as error:
            if is_settings(path):
                reading.problems.append(error)


def _document(reading: Reading, member: str) -> Document:
    return _parsed(member, reading.bytes(member, limits.FLOW_LIMIT))


def _parsed(member: str, data: bytes) -> Document:
    return Document(member, located(member, lambda: parse(data)))
