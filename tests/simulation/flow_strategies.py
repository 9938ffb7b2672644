"""Random flows with secrets in random places, for the simulator."""

from typing import Any

from hypothesis import strategies as st

SECRETS = ("CANARY-one-9f27", "CANARY two!", "CANARY'three", "@CANARY-four")
STATUSES = (["Succeeded"], ["Failed"], ["Failed", "Skipped"], ["Succeeded", "Failed"], ["Succeeded", "Skipped"])
_WEIGHTED = (STATUSES[0],) * 4 + STATUSES[1:]


def _escaped(secret: str) -> str:
    return "@" + secret if secret.startswith("@") else secret


def consumers(secret: str) -> st.SearchStrategy[str]:
    """JSON strings that hold the secret in one of the forms of the consumer table."""
    quoted = secret.replace("'", "''")
    return st.sampled_from(
        [
            _escaped(secret),
            f"Bearer {secret}",
            f"https://h.example/?code={secret}&x=1",
            f"@concat('k=', '{quoted}')",
            f"@concat('Bearer {quoted}', body('Nobody'))",
            f"@{{toLower('{quoted}')}} and @{{body('Nobody')}}",
        ]
    )


@st.composite
def flows(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A definition's actions, and the secrets that stand in them."""
    names = iter(f"A{number}" for number in range(100))
    planted: list[str] = []
    actions = draw(_containers(names, planted, depth=0))
    return actions, planted


@st.composite
def _containers(draw: st.DrawFn, names: Any, planted: list[str], depth: int) -> dict[str, Any]:
    actions: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 4))):
        before = list(actions)
        name = next(names)
        waited = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
        after = {other: draw(st.sampled_from(_WEIGHTED)) for other in waited}
        actions[name] = {**draw(_actions(names, planted, depth, name)), "runAfter": after}
    return actions


@st.composite
def _actions(draw: st.DrawFn, names: Any, planted: list[str], depth: int, name: str) -> dict[str, Any]:
    plain = ["Http", "Http", "Http", "Compose", *(["InitializeVariable"] if depth == 0 else [])]
    kind = draw(st.sampled_from([*plain, "Scope", "If", "Foreach"] if depth < 2 else plain))
    inner = depth + 1
    if kind == "Scope":
        return {"type": kind, "actions": draw(_containers(names, planted, inner))}
    if kind == "If":
        other = {"actions": draw(_containers(names, planted, inner))}
        return {"type": kind, "expression": "@true", "actions": draw(_containers(names, planted, inner)), "else": other}
    if kind == "Foreach":
        return {"type": kind, "foreach": "@body('Nobody')", "actions": draw(_containers(names, planted, inner))}
    text = draw(_texts(planted))
    if kind == "InitializeVariable" and "variables(" in text:
        text = "plain"
    if kind == "InitializeVariable":
        return {"type": kind, "inputs": {"variables": [{"name": f"v{name}", "type": "string", "value": text}]}}
    return {"type": kind, "inputs": {"uri": "https://h.example", "body": text} if kind == "Http" else text}


@st.composite
def _texts(draw: st.DrawFn, planted: list[str]) -> str:
    if draw(st.booleans()):
        return draw(st.sampled_from(["plain", "plain", "@body('Nobody')", "@{variables('vA0')}!", "@variables('vA0')"]))
    secret = draw(st.sampled_from(SECRETS))
    planted.append(secret)
    return draw(consumers(secret))
