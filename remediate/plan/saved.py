"""A plan as a file: read by people, carried out later, refused when the input is another one by then.

It holds no value and nothing that would let anyone test a guess: texts in which any detector sees something are
masked, and a flow is recognised by a digest of its bytes *after* every such text was masked, so that no digest covers a
secret that is known, whether it moves or is held, and whether or not the run looked for it. `apply` plans again and
carries out only what is equal to the saved plan.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from remediate import __version__
from remediate.detection import Outcome
from remediate.detectors import ALL
from remediate.errors import PlanError
from remediate.flow import pointer as ptr
from remediate.plan.discretion import Discretion, discretion
from remediate.plan.making import Options
from remediate.plan.masking import masked, masked_text, secret_texts
from remediate.plan.model import Elsewhere, FlowPlan, PackagePlan
from remediate.playbook import Apply, Legacy, Playbook, Step, Way
from remediate.step_options import read_options
from remediate.waivers import Waiver

FORMAT = 1
_STALE = "Make a new plan with `remediate plan`, read it, and apply that one."


@dataclass(frozen=True, slots=True)
class Request:
    """What a run was asked for: everything besides the input that decides what it does."""

    paths: tuple[str, ...]
    options: Options
    vault: str | None
    out: str | None


@dataclass(frozen=True)
class SavedPlan:
    """A plan read from a file. `packages` are its packages by path, as `package_record` gives them."""

    request: Request
    packages: Mapping[str, Any]

    def as_of(self, today: date) -> "SavedPlan":
        """The same plan on a day.

        Raises PlanError where a waiver that it counts on has expired by then.
        """
        options = self.request.options
        playbook = options.playbook.as_of(today)
        for over in playbook.expired:
            raise PlanError(f"the waiver of {over.place} has expired on {over.until}.", hint=_STALE)
        return replace(self, request=replace(self.request, options=replace(options, playbook=playbook)))

    def check(self, path: str, plan: PackagePlan, flows: Sequence[Any] | None = None) -> None:
        """Refuse the plan that was made of the input as it is now, where it is not the saved one.

        `flows` are its `flow_records`, where the plan itself has only been told.

        Raises PlanError that names the first part which differs.
        """
        saved = self.packages.get(path)
        if saved is None:
            raise PlanError("the plan does not know this package.", hint=_STALE, file=path)
        now = package_record(plan, flows)
        if saved == now:
            return
        known = {flow["file"]: flow for flow in saved.get("flows", [])}
        for flow in now["flows"]:
            if known.get(flow["file"]) != flow:
                raise PlanError(f"{flow['file']} has changed since the plan was made.", hint=_STALE, file=path)
        raise PlanError("the package has changed since the plan was made.", hint=_STALE, file=path)


class PlanWriter:
    """A plan in the making: notes what passes by, and is the file once all has."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._packages: dict[str, Any] = {}

    def note(self, path: str, plan: PackagePlan, flows: Sequence[Any] | None = None) -> None:
        """Write down one package, by its path as it was shown; `flows` as for `SavedPlan.check`."""
        self._packages[path] = package_record(plan, flows)

    @property
    def changes(self) -> bool:
        """Whether anything is written when it is carried out."""
        return any(package["writes"] or package["removes"] for package in self._packages.values())

    def document(self) -> bytes:
        """The file."""
        document = {
            "remediate": __version__,
            "format": FORMAT,
            "request": request_record(self._request),
            "packages": self._packages,
        }
        return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def read_plan(data: bytes, file: str = "") -> SavedPlan:
    """The plan in a file.

    Raises PlanError where it is none, or was made by another version of remediate.
    """
    try:
        document = json.loads(data)
        made_by, packages = document["remediate"], document["packages"]
        if document["format"] != FORMAT or made_by != __version__ or not isinstance(packages, dict):
            raise PlanError(f"it was made by remediate {made_by}; this is {__version__}.", hint=_STALE, file=file)
        return SavedPlan(_request(document["request"]), packages)
    except (ValueError, KeyError, TypeError, StopIteration):
        raise PlanError("it is not a plan of remediate.", hint="Make one with `remediate plan`.", file=file) from None


def is_plan(data: bytes) -> bool:
    """Whether a file is a plan, of any version: what a new one may take the place of."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and {"remediate", "format", "packages"} <= document.keys()


def flow_records(plan: PackagePlan) -> list[dict[str, Any]]:
    """The flows of one package as they are saved: no value, no length of one."""
    say = discretion(plan)
    return [_flow_record(flow, say) for flow in plan.flows]


def package_record(plan: PackagePlan, flows: Sequence[Any] | None = None) -> dict[str, Any]:
    """One package of a plan as it is saved, with the records of its flows."""
    facts = plan.package.facts
    record = {
        "kind": plan.package.kind.value,
        "name": plan.package.name,
        "version": facts.version if facts else "",
        "skipped": plan.skipped,
        "flows": [],
        "variables": [[v.schema_name, v.display_name, v.secret_name] for v in plan.variables],
        "texts": [[t.schema_name, t.display_name, t.default] for t in plan.texts],
        "references": [[r.logical_name, r.connector_id] for r in plan.references],
        "deposits": [[d.secret_name, d.schema_name, list(d.flows)] for d in plan.deposits],
        "writes": list(plan.edits),
        "removes": list(plan.removed),
        "elsewhere": [_elsewhere_record(one) for one in plan.elsewhere],
    }
    # as it will be read back; the records of flows are discreet already
    told = {**discretion(plan).everywhere(record), "flows": flow_records(plan) if flows is None else list(flows)}
    loaded: dict[str, Any] = json.loads(json.dumps(told))
    return loaded


def _elsewhere_record(one: Elsewhere) -> dict[str, Any]:
    return {"file": one.member, **_finding_record(one.outcome)}


def _finding_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "detector": outcome.detector,
        "pointer": outcome.finding.pointer,
        "fate": outcome.fate.value,
        "message": outcome.finding.message,
        "held": outcome.held.reason if outcome.held else "",
    }


def _flow_record(flow: FlowPlan, say: Discretion) -> dict[str, Any]:
    record = {
        "file": flow.file.member,
        "name": flow.file.name,
        "patch": list(_shown_patch(flow)) if flow.changes else [],
        "findings": [_finding_record(outcome) for outcome in flow.outcomes],
    }
    told: dict[str, Any] = say.everywhere(record)
    return {**told, "masked_sha256": hashlib.sha256(_seen(flow, say)).hexdigest()}


def _seen(flow: FlowPlan, say: Discretion) -> bytes:
    """What a flow is recognised by: its bytes with masks; where a secret stands in names, what they say with masks."""
    before = flow.mended.before
    if not say or not say.about(before.member_names):
        return masked_text(flow.file.data, before)
    return json.dumps(say.everywhere(masked(before)), ensure_ascii=False).encode("utf-8", "backslashreplace")


_GONE = object()


def _shown_patch(flow: FlowPlan) -> Iterable[dict[str, Any]]:
    """The patch, with each value as the result shows it when what was found there is masked."""
    after = masked(flow.mended.after, secret_texts(flow.mended.before))
    for operation in flow.mended.patch:
        shown = {"op": operation["op"], "path": operation["path"]}
        if "value" in operation:
            value = ptr.find(after, operation["path"], _GONE)
            if value is _GONE:
                continue  # written in one round and gone in a later one
            shown["value"] = value
        yield shown


def request_record(request: Request) -> dict[str, Any]:
    """What a run was asked for, as it is saved."""
    playbook = request.options.playbook
    return {
        "paths": list(request.paths),
        "playbook": {
            "name": playbook.name,
            "why": playbook.why,
            "steps": [[s.name, s.detector.id, s.apply.value, s.options.given()] for s in playbook.steps],
            "legacy": [playbook.legacy.way.value, playbook.legacy.publisher, playbook.legacy.prefix],
            "waivers": [{**asdict(w), "until": w.until.isoformat()} for w in playbook.in_force],
        },
        "unsafe": request.options.unsafe,
        "keep_version": request.options.keep_version,
        "vault": request.vault,
        "out": request.out,
    }


def _request(record: Mapping[str, Any]) -> Request:
    told = record["playbook"]
    steps = tuple(_step(*step) for step in told["steps"])
    way, publisher, prefix = told["legacy"]
    legacy = Legacy(Way(way), publisher, prefix)
    waivers = tuple(Waiver(**{**w, "until": date.fromisoformat(w["until"])}) for w in told["waivers"])
    playbook = Playbook(told["name"], told["why"], steps, legacy, waivers)
    options = Options(playbook, record["unsafe"], record["keep_version"])
    return Request(tuple(record["paths"]), options, record["vault"], record["out"])


def _step(name: str, detector: str, apply: str, options: Mapping[str, Any]) -> Step:
    return Step(name, next(d for d in ALL if d.id == detector), Apply(apply), read_options(options))
