"""Who lists the actions of a scope with `result('S')`, and whether one more would matter (rewriting.md part 3)."""

from remediate import wdl
from remediate.flow import Action, Flow
from remediate.flow.strings import leaves_of

#: The statuses that a read which succeeds cannot have; it is skipped with those around it.
_FAILING = frozenset({"failed", "timedout"})
_HARMLESS = frozenset({"status", "code", "error", "name"})


def minds_another_entry(flow: Flow, scope: Action) -> bool:
    """Whether some use of `result('S')` would see a read that is placed directly in S.

    A use is harmless if it keeps only entries by their status, or takes only `status`, `code`, `error` and `name` of
    each. Anything else counts as minding.
    """
    wanted = scope.name.casefold()
    return any(_minds(action) for action in flow.all_actions for text in _texts(action) if _may_list(text, wanted))


def _texts(action: Action) -> list[str]:
    return [leaf.text for leaf in leaves_of(action) if "result" in leaf.text.casefold()]


def _may_list(text: str, wanted: str) -> bool:
    """Whether a text lists the actions of the scope, or of one whose name is only known at run time."""
    try:
        listing = [one for one in wdl.references(wdl.parse(text)) if one.kind == "result"]
    except wdl.WdlError:
        return False
    return any(one.name is None or one.names(wanted) for one in listing)


def _minds(action: Action) -> bool:
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return True
    if action.is_a("Query"):
        return not _keeps_by_status(inputs.get("where"))
    if action.is_a("Select"):
        return not _takes_only_harmless(inputs.get("select"))
    return True


def _keeps_by_status(where: object) -> bool:
    """Whether the condition can hold only for entries that failed or timed out."""
    if not isinstance(where, str):
        return False
    try:
        template = wdl.parse(where)
    except wdl.WdlError:
        return False
    return isinstance(template, wdl.Whole) and _filters(template.expression)


def _filters(node: wdl.Expression) -> bool:
    if not isinstance(node, wdl.Call):
        return False
    if node.function == "and":
        return any(_filters(argument) for argument in node.args)
    if node.function == "or":
        return bool(node.args) and all(_filters(argument) for argument in node.args)
    if node.function != "equals" or len(node.args) != 2:  # noqa: PLR2004 - equals has two arguments
        return False
    keys = {_member_of_item(argument) for argument in node.args}
    statuses = [a.value.casefold() for a in node.args if isinstance(a, wdl.Str)]
    return "status" in keys and bool(statuses) and statuses[0] in _FAILING


def _member_of_item(node: wdl.Expression) -> str | None:
    match node:
        case wdl.Index(target=wdl.Call(), key=wdl.Str(value=name)) | wdl.Member(target=wdl.Call(), name=name):
            target = node.target
            return name.casefold() if isinstance(target, wdl.Call) and target.function == "item" else None
        case _:
            return None


def _takes_only_harmless(select: object) -> bool:
    values = select.values() if isinstance(select, dict) else [select]
    return all(isinstance(v, str) and _harmless_text(v) for v in values)


def _harmless_text(text: str) -> bool:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return False
    taken = sum(_member_of_item(node) in _HARMLESS for node in wdl.walk(template))
    items = sum(isinstance(n, wdl.Call) and n.function == "item" for n in wdl.walk(template))
    return taken == items
