"""Small packages, planned and carried out, for tests of what is told about them."""

import json
from pathlib import Path

from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.batch import Destination, Result, fix_all, plan_all
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.records import Record, records
from remediate.report.text import Detail, package_lines
from remediate.vault import MemoryVault

KEY = "CANARY-9f27c4a1b3d85e60"


def document(actions, triggers=None, parameters=None) -> bytes:
    definition = ex.definition(actions, triggers, parameters)
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}, indent=2).encode()


def orders(folder: Path, actions, triggers=None, **members) -> Path:
    members = {FLOW_MEMBER: document(actions, triggers), **members}
    return write_zip(folder / "Orders.zip", solution(members))


def planned(path: Path, playbook: str = "baseline", only: tuple[str, ...] = (), **options) -> Result:
    (result,) = plan_all([path], Options(load(playbook).only(only), **options))
    return result


def carried(path: Path, vault=None, out: Path | None = None) -> Result:
    (result,) = fix_all([path], Options(load("baseline")), vault or MemoryVault(), Destination(out))
    return result


def told(result: Result, detail: Detail = Detail.CHANGES) -> list[str]:
    return [line.plain for line in package_lines(result, list(records(result)), detail)]


def found(result: Result) -> list[Record]:
    return list(records(result))
