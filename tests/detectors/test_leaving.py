"""Where secrets leave: each way out once, with the way of the value; uses as a credential are none."""

import pytest

from remediate.detectors import Confidence
from remediate.detectors import examples as ex
from remediate.detectors.leaving_secret import leaving_secret
from remediate.flow import Flow
from remediate.flow.destinations import destination_of
from remediate.flow.neighbours import Child, Neighbours

VALUE = "body('Get_key')?['EnvironmentVariableSecretValue']"
CHILD = "bc6384f4-82c3-5484-bd41-a298550c4f9a"


def found(actions, neighbours=None, **members):
    definition = ex.definition({"Get_key": ex.secret_read("contoso_Key"), **actions}, **members)
    flow = Flow({"properties": {"definition": definition}}, "Orders")
    if neighbours:
        flow = Flow(flow.document, "Orders", neighbours=neighbours)
    return list(leaving_secret.find(flow))


def sent(operation, connector, **parameters):
    return ex.connector(operation, {"item": f"x @{{{VALUE}}}", **parameters}, connector)


@pytest.mark.parametrize(
    ("operation", "connector", "where"),
    [
        ("SendEmailV2", "shared_office365", "an e-mail"),
        ("V4CalendarPostItem", "shared_office365", "an e-mail"),
        ("SendEmailV3", "shared_smtp", "an e-mail"),
        ("PostMessageToConversation", "shared_teams", "a chat message"),
        ("CreateFile", "shared_onedriveforbusiness", "a file"),
        ("CreateFile", "shared_sharepointonline", "a file"),
        ("PostItem", "shared_sharepointonline", "a table"),
        ("PatchFileItem", "shared_sharepointonline", "a table"),
        ("UpdateRecord", "shared_commondataserviceforapps", "a table"),
        ("AddRowV2", "shared_excelonlinebusiness", "a table"),
        ("ExecuteProcedure_V2", "shared_sql", "a table"),
        ("CreateWorkItem", "shared_visualstudioteamservices", "a task or ticket"),
    ],
)
def test_what_connectors_write_is_told_once_with_the_way(operation, connector, where):
    (finding,) = found({"Send": sent(operation, connector, more=f"@{VALUE}")})
    assert finding.message == f"Send sends a secret out in {where}"
    assert finding.remedy.reason.endswith("the value goes Get_key -> Send")


@pytest.mark.parametrize(
    ("operation", "connector"),
    [
        ("GetItems_V2", "shared_sql"),
        ("ListRecords", "shared_commondataserviceforapps"),
        ("DeleteRecord", "shared_commondataserviceforapps"),
        ("PerformUnboundAction", "shared_commondataserviceforapps"),
        ("GetEmailsV3", "shared_office365"),
        ("Translate", "shared_mycompany-5fapi-5f1234"),
    ],
)
def test_what_only_reads_or_is_not_known_is_not_told(operation, connector):
    assert found({"Use": sent(operation, connector)}) == []


def test_a_request_to_a_site_leaves_if_it_writes():
    assert found({"Use": sent("HttpRequest", "shared_sharepointonline", **{"parameters/method": "GET"})}) == []
    assert found({"Use": sent("HttpRequest", "shared_sharepointonline", **{"parameters/method": "POST"})})


def test_the_older_form_of_action_is_known_by_its_connection():
    connection = {"name": "@parameters('$connections')['shared_office365_1']['connectionId']"}
    old = ex.action("ApiConnection", {"host": {"connection": connection}, "method": "post", "body": f"@{VALUE}"})
    flow = Flow({"properties": {"definition": ex.definition({"Send": old})}}, "Orders")
    assert destination_of(flow.action("Send")).name == "an e-mail"
    assert found({"Send": old})
    assert found({"Send": {**old, "inputs": {**old["inputs"], "method": "get"}}}) == []


def with_key(uri, **inputs):
    return ex.http(uri, headers={"x-api-key": f"@{VALUE}"}, **inputs)


def posting(uri):
    return ex.http(uri, method="POST", body={"k": f"@{VALUE}"})


def test_a_body_for_another_host_than_the_owner_of_the_credential_leaves():
    rates = with_key("https://rates.contoso.example/v1")
    (finding,) = found({"Rates": rates, "Log": posting("https://log.partner.example/in")})
    assert "log.partner.example" in finding.message
    assert found({"Rates": rates, "Log": posting("https://login.contoso.example/in")}) == []
    assert found({"Log": posting("https://log.partner.example/in")}) == []  # the only one to get it: its own
    assert found({"Rates": rates, "Log": posting("@{variables('host')}/in")}) == []


def test_addresses_are_not_one_by_their_last_numbers():
    assert found({"A": with_key("https://10.1.0.7/x"), "B": posting("https://10.2.0.7/y")})


def test_hosts_below_a_shared_domain_are_not_one():
    assert found(
        {"A": with_key("https://a.azurewebsites.net/x"), "B": posting("https://b.azurewebsites.net/y")},
    )


def test_a_token_request_is_what_a_client_secret_is_for():
    token = ex.http(
        "https://login.microsoftonline.com/t/oauth2/v2.0/token", method="POST", body=f"client_secret=@{{{VALUE}}}"
    )
    use = ex.http(
        "https://graph.microsoft.com/v1.0/me", headers={"Authorization": "Bearer @{body('T')?['access_token']}"}
    )
    assert found({"T": token, "Use": use}) == []
    assert found({"T": token, "Use": use, "Log": posting("https://log.partner.example/in")})


CUSTOM = "shared_order-20desk-5f04d5eb22c34423fb-5f448e0b83a75acf03"


def by_connector(where, connector=CUSTOM):
    return ex.connector("PostOrder", {where: f"@{VALUE}"}, connector)


def through(actions, hosts=None):
    """What is found where a custom connector is called as the solution's `contoso_order-20desk`."""
    reference = {"api": {"name": CUSTOM, "logicalName": "contoso_order-20desk"}}
    definition = ex.definition({"Get_key": ex.secret_read("contoso_Key"), **actions})
    document = {"properties": {"connectionReferences": {CUSTOM: reference}, "definition": definition}}
    return list(leaving_secret.find(Flow(document, "Orders", connector_hosts=hosts or {})))


RATES = "https://rates.contoso.example/v1"


@pytest.mark.parametrize("where", ["body/note", "item/key", "body"])
def test_what_a_custom_connector_sends_to_another_host_leaves(where):
    (finding,) = through(
        {"Rates": with_key(RATES), "Order": by_connector(where)}, {"contoso_order-20desk": "orders.partner.example"}
    )
    assert finding.message == "Order sends a secret out in a request to another host"
    assert "the custom connector contoso_order desk sends it to orders.partner.example" in finding.remedy.reason
    assert finding.confidence is Confidence.HIGH


def test_where_its_host_is_not_known_it_is_told_with_less_confidence():
    (finding,) = found({"Rates": with_key(RATES), "Order": by_connector("body/note")})
    assert "the custom connector order desk sends it to a host that the package does not tell" in finding.remedy.reason
    assert finding.confidence is Confidence.MEDIUM


def test_a_custom_connector_may_take_its_own_credential():
    hosts = {"contoso_order-20desk": "orders.contoso.example"}
    assert through({"Rates": with_key(RATES), "Order": by_connector("body/key")}, hosts) == []  # hosts of one owner
    assert through({"Order": by_connector("body/password")}) == []  # nobody else gets it
    assert through({"Rates": with_key(RATES), "Order": by_connector("x-api-key")}) == []  # a header, as in a request
    login = {"Key": by_connector("x-api-key"), "Order": by_connector("body/key")}
    assert through(login) == []


def test_the_credential_of_a_custom_connector_in_a_request_leaves():
    (finding,) = through({"Order": by_connector("x-api-key"), "Log": posting("https://log.partner.example/in")})
    assert "it is the credential of contoso_order desk, and log.partner.example gets it too" in finding.remedy.reason


def test_a_chat_webhook_posts_to_a_chat():
    (finding,) = found({"Post": posting("https://hooks.slack.com/services/x")})
    assert finding.message.endswith("in a chat message")


def test_a_child_flow_that_hides_its_trigger_keeps_it():
    call = ex.action("Workflow", {"host": {"workflowReferenceName": CHILD.upper()}, "body": {"text": f"@{VALUE}"}})
    known = lambda *, hides: Neighbours(children={CHILD: Child("Child", hides=hides)})  # noqa: E731
    assert found({"Run": call}, known(hides=True)) == []
    (shown,) = found({"Run": call}, known(hides=False))
    assert "the trigger of Child shows it" in shown.remedy.reason
    (outside,) = found({"Run": call})
    assert "not in this package" in outside.remedy.reason


def test_what_its_author_hides_may_be_anything_and_is_not_told():
    hidden = {**ex.http(), **ex.securing("outputs")}
    assert (
        found({"Call": hidden, "Send": ex.connector("SendEmailV2", {"b": "@body('Call')"}, "shared_office365")}) == []
    )


def test_a_secret_in_a_description_is_told_without_its_value():
    key = "CANARY-9f27c4a1b3d85e60"
    call = {**ex.http(headers={"x-api-key": key}), "description": f"The key is {key}."}
    (finding,) = found({"Call": call})
    assert finding.pointer.endswith("/Call/description")
    assert "CANARY" not in repr(finding)
