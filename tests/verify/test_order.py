"""What is sure to run before what: worked out once for each action, and the same as looking at every way anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.verify.activation.graph import order

NAMES = ["A", "B", "C", "D", "E"]
AFTER = st.dictionaries(st.sampled_from([*NAMES, "Nobody"]), st.just(["Succeeded"]), max_size=3)


def action(after, reads, inside=None):
    node = {"type": "Scope" if inside else "Compose", "runAfter": after, "inputs": f"@outputs('{reads}')"}
    return node | ({"actions": inside} if inside else {})


ACTIONS = st.tuples(
    *(st.tuples(AFTER, st.sampled_from(NAMES)) for _ in NAMES), st.lists(st.tuples(AFTER, st.sampled_from(NAMES)))
)


def made(drawn):
    """Actions at the root and some inside B, that wait for each other in any way, in circles too."""
    inside = {
        f"In{i}": action({f"In{i - 1}": ["Succeeded"]} if i else {}, name) for i, (_, name) in enumerate(drawn[5])
    }
    nodes = {n: action(after, reads) for n, (after, reads) in zip(NAMES, drawn[:5], strict=True)}
    nodes["B"] = action(*drawn[1], inside=inside)
    return Flow({"properties": {"definition": ex.definition(nodes)}}, "Orders")


def naive(flow):
    for one in flow.all_actions:
        named = flow.action(one.inputs.split("'")[1])
        before = set()
        for held in one.outward:
            waiting = [held]
            while waiting:
                for name in waiting.pop().run_after:
                    earlier = held.container.get(name)
                    if earlier is not None and earlier not in before:
                        before.add(earlier)
                        waiting.append(earlier)
        around = list(named.outward)
        if one not in around and before.isdisjoint(around):
            yield one.name, named.name


@settings(deadline=None)  # a busy machine is slow
@given(ACTIONS)
def test_an_order_is_the_same_however_it_is_worked_out(drawn):
    flow = made(drawn)
    found = [problem.why.replace(" and is not sure to run after it", "") for problem in order(flow, flow)]
    assert found == [f"{one} refers to {named}" for one, named in naive(flow)]
