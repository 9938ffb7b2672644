"""The engines that are measured: our own detectors, and others where they are installed. None is a dependency."""

import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from detection_lines import alarm_at, as_lines
from detection_score import Alarm
from planting.ground import definition_path

Engine = Callable[[Any], list[Alarm]]


def remediate() -> Engine:
    """Our detectors, in-process; garbage is looked for as rarely as in the command."""
    from remediate.collecting import collect_rarely  # noqa: PLC0415 - the benchmark scores other engines without us
    from remediate.detectors import DETECTORS  # noqa: PLC0415 - likewise
    from remediate.flow import Flow  # noqa: PLC0415 - likewise

    collect_rarely()

    def find(document: Any) -> list[Alarm]:
        pointer = "".join(f"/{name}" for name in definition_path(document))
        flow = Flow(document, "planted", definition_pointer=pointer)
        return [
            Alarm(f.pointer, f.span, f.confidence.value, f.placeholder, detector.id)
            for detector in DETECTORS
            for f in detector.find(flow)
            if f.span is not None or detector.id.startswith("literal-")
        ]

    return find


def _by_line(scan: Callable[[Path], Iterator[tuple[int, str | None, str]]]) -> Engine:
    """An engine that reads a file and says line, secret and rule."""
    folder = Path(tempfile.mkdtemp(prefix="detection-"))

    def find(document: Any) -> list[Alarm]:
        text, pointers = as_lines(document)
        path = folder / "flow.json"
        path.write_text(text, encoding="utf-8")
        try:
            found = [alarm_at(document, pointers, line, secret, rule) for line, secret, rule in scan(path)]
        finally:
            path.unlink()
        return [alarm for alarm in found if alarm is not None]

    return find


def detect_secrets() -> Engine:
    """detect-secrets with its default plug-ins (pip install detect-secrets)."""
    scan_file = import_module("detect_secrets.core.scan").scan_file
    default_settings = import_module("detect_secrets.settings").default_settings

    def scan(path: Path) -> Iterator[tuple[int, str | None, str]]:
        with default_settings():
            for found in scan_file(str(path)):
                yield found.line_number, found.secret_value, found.type

    return _by_line(scan)


def kingfisher() -> Engine:
    """Kingfisher's offline scanner (pip install kingfisher-secret-scanner); its online validation is never used."""
    scanner = import_module("kingfisher_sdk").Scanner()

    def scan(path: Path) -> Iterator[tuple[int, str | None, str]]:
        for found in scanner.scan_file(path):
            if found.visible:
                yield found.location["line"], found.secret, found.rule_id

    return _by_line(scan)


ENGINES: dict[str, Callable[[], Engine]] = {
    "remediate": remediate,
    "detect-secrets": detect_secrets,
    "kingfisher": kingfisher,
}
