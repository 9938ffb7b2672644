"""Filters over `result()` that keep only what did not succeed: such entries hold no answer, only why there is none."""

from typing import Any

from remediate import wdl
from remediate.flow.actions import Action
from remediate.flow.expression_taint import read_template

_WITHOUT_ANSWER = frozenset({"failed", "timedout", "skipped", "cancelled", "aborted"})


def keeps_only_failures(query: Action) -> bool:
    """Whether a Query over the entries of `result()` keeps only those whose `status` is not Succeeded."""
    where: Any = query.inputs.get("where") if isinstance(query.inputs, dict) else None
    template = read_template(where)
    return isinstance(template, wdl.Whole) and _demands_failure(template.expression)


def _demands_failure(node: wdl.Expression) -> bool:
    match node:
        case wdl.Call(args=args) if node.function == "or":
            return bool(args) and all(_demands_failure(argument) for argument in args)
        case wdl.Call(args=args) if node.function == "and":
            return any(_demands_failure(argument) for argument in args)
        case wdl.Call(args=(wdl.Call() as inner,)) if node.function == "not":
            return _compared_status(inner) == "succeeded"
        case wdl.Call():
            return _compared_status(node) in _WITHOUT_ANSWER
        case _:
            return False


def _compared_status(node: wdl.Call) -> str:
    """The status, in lower case, with which the item's own is compared; empty where it is something else."""
    match node.args:
        case (item, wdl.Str(value=value)) | (wdl.Str(value=value), item) if node.function == "equals":
            return value.casefold() if _is_status_of_item(item) else ""
        case _:
            return ""


def _is_status_of_item(node: wdl.Expression) -> bool:
    match node:
        case (
            wdl.Index(target=wdl.Call() as target, key=wdl.Str(value=name))
            | wdl.Member(target=wdl.Call() as target, name=name)
        ):
            return target.function == "item" and name.casefold() == "status"
        case _:
            return False
