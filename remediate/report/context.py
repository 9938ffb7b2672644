"""The unchanged lines around a change: they say where it is, and show no value that is the author's.

A secret of which no detector knows may stand beside the one that moves. So of an unchanged line only what the platform
itself defines is shown: names of members, and words that are no value (rewriting.md part 2: user names and client ids
stay readable).
"""

import re

#: `  "name": "text",` or `  "text",` or `  4711,` of an indented JSON document.
_LINE = re.compile(r'(\s*(?:"(?:[^"\\]|\\.)*": )?)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)(,?)')
_NAME = re.compile(r'\s*"((?:[^"\\]|\\.)*)": ')
HIDDEN = '"…"'
#: Members whose value is a word of the platform's, or says who signs in to what.
_SHOWN = frozenset(
    {"type", "kind", "method", "operationId", "connectionName", "apiId", "source", "runtimeSource", "frequency"}
    | {"username", "tenant", "authority", "audience", "clientId", "credentialType", "triggerAuthenticationType"}
    | {"actionName", "item/EnvironmentVariableName", "secretName"}
)
#: Items of the platform's lists: statuses, and what is secured.
_WORDS = frozenset({'"Succeeded"', '"Failed"', '"Skipped"', '"TimedOut"', '"inputs"', '"outputs"', '""'})


def quiet(line: str) -> str:
    """The line without its value, where that may be anything."""
    match = _LINE.fullmatch(line)
    if match is None or match[2] in _WORDS:
        return line
    named = _NAME.match(line)
    if named and named[1] in _SHOWN:
        return line
    return f"{match[1]}{HIDDEN}{match[3]}"


def same(line: str) -> str:
    """What makes a line the same one: a value does not change because another member follows it."""
    match = _LINE.fullmatch(line)
    return line.removesuffix(",") if match else line
