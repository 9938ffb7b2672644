"""Who sends a token: a password or a certificate is none."""

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.http_triggers import signs_in


@pytest.mark.parametrize(
    ("inputs", "sends"),
    [
        ({}, False),
        ({"authentication": {"type": "ActiveDirectoryOAuth", "tenant": "t"}}, True),
        ({"authentication": {"type": "ManagedServiceIdentity"}}, True),
        ({"authentication": {"type": "Raw", "value": "@body('Token')"}}, True),
        ({"authentication": {"type": "Raw", "value": "Basic dTpw"}}, False),
        ({"authentication": {"type": "basic", "username": "u", "password": "p"}}, False),
        ({"authentication": {"type": "ClientCertificate", "pfx": "p"}}, False),
        ({"authentication": "@parameters('sign in')"}, True),
        ({"headers": {"authorization": "Bearer @{body('Token')}"}}, True),
        ({"headers": {"Authorization": "Basic dTpw"}}, False),
        ({"headers": {"x-api-key": "k"}}, False),
        ({"headers": None, "authentication": None}, False),
    ],
)
def test_what_may_be_a_token(inputs, sends):
    flow = Flow({"properties": {"definition": ex.definition({"Call": ex.http(**inputs)})}}, "Orders")
    assert signs_in(flow.action("Call")) is sends
