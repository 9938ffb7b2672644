"""What a read reads, in every form in which flows say it."""

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.verify.reads import reads_of

OPEN = {"host": {"connectionName": "shared_keyvault", "operationId": "GetSecret"}, "parameters": {}}
OLD = {"host": {"connection": {"name": "@parameters('$connections')['shared_keyvault']['connectionId']"}}}


def source(action, member="a.json", references=None):
    document = {"properties": {"connectionReferences": references or {}, "definition": ex.definition({"Get": action})}}
    return reads_of(Flow(document, "Orders", member)).sources["get"]


def key_vault(**parameters):
    return ex.action("OpenApiConnection", {**OPEN, "parameters": parameters})


def older(path):
    return ex.action("ApiConnection", {**OLD, "method": "get", "path": path})


def test_a_variable_is_known_by_its_schema_name_without_case():
    one, other = source(ex.secret_read("contoso_Key")), source(ex.secret_read("CONTOSO_key"), "b.json")
    assert one.identity == other.identity
    assert str(one) == "the environment variable contoso_Key"


def test_a_key_vault_secret_is_known_by_its_connection_name_and_version():
    found = source(key_vault(secretName="orders"))
    assert (found.name, found.version, found.named) == ("orders", "", True)
    assert source(key_vault(secretName="orders", secretVersion="1")).identity != found.identity
    reference = {"shared_keyvault": {"connection": {"connectionReferenceLogicalName": "contoso_other"}}}
    assert source(key_vault(secretName="orders"), references=reference).identity != found.identity


def test_the_older_form_says_the_name_in_its_path():
    assert source(older("/secrets/@{encodeURIComponent('orders')}/value")).name == "orders"
    assert source(older("/secrets/orders/value")).name == "orders"


def test_a_computed_name_is_another_secret_in_every_flow():
    action = key_vault(secretName="@variables('name')")
    one, other = source(action), source(action, "b.json")
    assert not one.named
    assert one.identity != other.identity
