"""Values that differ between environments: one variable for each, read from where they stood, and proven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.text_variable import MAX_PARAMETERS, TextVariable, TextVariables
from remediate.remedies.variable_read import Connection
from remediate.verify import prove

SITE = "https://contoso.sharepoint.com/sites/orders"
PORTABLE = load("portable")
KEY = "Site orders (contoso_site_orders)"


def surroundings(*existing, travels=True):
    names = PackageNames("contoso", "contoso", [variable.schema_name for variable in existing], SecretNames())
    texts = TextVariables(names, existing) if travels else None
    return Surroundings(names, Connection("contoso_dataverse", "Dataverse", new=True), "contoso", texts)


def flow_of(actions, **members):
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition(actions, **members)}}
    return Flow(document, "Orders", "Orders.json")


def reading(dataset=SITE, **more):
    return ex.connector("GetItems", {"dataset": dataset, "table": "Orders", **more}, "shared_sharepointonline")


def ported(flow, around=None):
    done = mend(flow, PORTABLE, around or surroundings())
    assert prove(flow, done.after, {}) == []
    return done


def read_by(done, name):
    return done.after.action(name).inputs["parameters"]["dataset"]


def test_two_flows_and_many_places_share_one_variable():
    around = surroundings()
    one = ported(flow_of({"A": reading(), "B": reading()}), around)
    other = ported(flow_of({"C": reading()}), around)
    assert one.texts == other.texts == (TextVariable("contoso_site_orders", "Site orders", SITE),)
    assert {read_by(one, "A"), read_by(one, "B"), read_by(other, "C")} == {f"@parameters('{KEY}')"}
    assert [name for name in one.after.parameters if not name.startswith("$")] == [KEY]


def test_two_sites_of_one_name_are_two_variables():
    there = "https://fabrikam.sharepoint.com/sites/orders"
    done = ported(flow_of({"A": reading(), "B": reading(there)}))
    assert [(v.schema_name, v.value) for v in done.texts] == [
        ("contoso_site_orders", SITE),
        ("contoso_site_orders_2", there),
    ]


def test_a_variable_of_the_package_with_the_value_is_used():
    known = TextVariable("contoso_Orders", "Orders site", SITE, new=False)
    done = ported(flow_of({"A": reading()}), surroundings(known))
    assert done.texts == ()
    assert read_by(done, "A") == "@parameters('Orders site (contoso_Orders)')"
    assert done.after.parameters["Orders site (contoso_Orders)"]["defaultValue"] == SITE


@pytest.mark.parametrize(("kept", "fate"), [(SITE, Fate.FIXED), ("https://contoso.sharepoint.com", Fate.HELD)])
def test_a_parameter_of_the_flow_is_used_where_it_keeps_the_value(kept, fate):
    known = TextVariable("contoso_Orders", "Orders site", SITE, new=False)
    declared = {"Orders": {"defaultValue": kept, "type": "String", "metadata": {"schemaName": "contoso_Orders"}}}
    done = ported(flow_of({"A": reading()}, parameters=declared), surroundings(known))
    assert [outcome.fate for outcome in done.outcomes] == [fate]
    assert read_by(done, "A") == ("@parameters('Orders')" if fate is Fate.FIXED else SITE)


def test_a_trigger_reads_the_variable_too():
    trigger = {"type": "OpenApiConnection", "inputs": {"parameters": {"dataset": SITE}}}
    done = ported(flow_of({}, triggers={"New_item": trigger}))
    assert done.after.triggers[0].inputs["parameters"]["dataset"] == f"@parameters('{KEY}')"


def test_a_request_trigger_keeps_whom_it_lets_in():
    trigger = ex.request(triggerAuthenticationType="User", triggerAllowedUsers="orders@contoso.example")
    done = ported(flow_of({}, triggers={"manual": trigger}))
    assert done.patch == ()


def test_a_secret_beside_it_moves_first_and_both_are_gone():
    uri = "https://api.contoso.example/orders?code=CANARYkVt3bXo1Zp9sLm2Qe4Rc"
    flow = flow_of({"Call": ex.http(uri)})
    done = mend(flow, PORTABLE, surroundings())
    assert prove(flow, done.after, {r.action: r.secret.reveal() for r in done.reads}) == []
    assert {outcome.fate for outcome in done.outcomes} == {Fate.FIXED}
    (read,) = done.reads
    assert read.secret.reveal() == "CANARYkVt3bXo1Zp9sLm2Qe4Rc"
    assert done.after.action("Call").inputs["uri"] == (
        "@{parameters('Service api.contoso.example (contoso_api_contoso_example)')}/orders?code="
        f"@{{body('{read.action}')?['EnvironmentVariableSecretValue']}}"
    )


def test_where_no_variable_can_travel_it_is_held():
    done = ported(flow_of({"A": reading()}), surroundings(travels=False))
    assert [(o.fate, o.held.reason) for o in done.outcomes] == [
        (Fate.HELD, "environment variables travel only in solutions")
    ]
    assert done.patch == ()


def test_more_parameters_than_logic_apps_takes_are_held():
    many = {f"p{number}": {"defaultValue": "", "type": "String"} for number in range(MAX_PARAMETERS - 2)}
    done = ported(flow_of({"A": reading()}, parameters=many))
    assert done.outcomes[0].held.reason == "the flow would have more than 50 parameters"
    done = ported(flow_of({"A": reading()}, parameters={name: many[name] for name in list(many)[1:]}))
    assert done.outcomes[0].fate is Fate.FIXED


def test_a_flow_without_parameters_gains_them():
    flow = flow_of({"A": ex.compose(SITE)})
    del flow.definition["parameters"]
    done = ported(flow)
    assert list(done.after.parameters) == [KEY]


@pytest.mark.parametrize("parameters", [None, "none", []])
def test_what_is_no_list_of_parameters_makes_place_for_one(parameters):
    flow = flow_of({"A": ex.compose(SITE)})
    flow.definition["parameters"] = parameters
    assert list(mend(flow, PORTABLE, surroundings()).after.parameters) == [KEY]


def test_a_long_name_is_cut_and_a_quote_doubled():
    done = ported(flow_of({"A": reading("https://contoso.sharepoint.com/sites/" + "o" * 120)}))
    (variable,) = done.texts
    assert len(variable.display_name) <= 100
    done = ported(flow_of({"A": ex.compose("o'neill@contoso.example")}))
    assert done.after.action("A").inputs == "@parameters('Mailbox o''neill (contoso_mailbox_o_neill)')"


VALUES = st.sampled_from(
    [SITE, "https://contoso.sharepoint.com", "https://org.crm4.dynamics.com", "https://files.blob.core.windows.net"]
)
AROUND = st.sampled_from(["", "/x?a=b", " and ", "@{triggerBody()?['id']}", "@@{no}", "'", "?x=%20", "\n"])


@given(st.lists(st.tuples(AROUND, VALUES, AROUND), min_size=1, max_size=4), st.booleans())
def test_whatever_stands_around_it_the_rewrite_is_proven_and_comes_to_an_end(parts, inside):
    text = "".join(before + value + after for before, value, after in parts)
    if inside:
        text = "@concat('" + text.replace("'", "''") + "', triggerBody()?['x'])"
    around = surroundings()
    done = ported(flow_of({"A": ex.compose(text)}), around)
    again = mend(done.after, PORTABLE, around)
    assert again.patch == ()
