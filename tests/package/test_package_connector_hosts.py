"""The hosts of custom connectors, from the definitions in a solution."""

import json

import pytest
from package_builders import FLOW_MEMBER, definition, solution, write_zip

from remediate.package import open_package, view
from remediate.package.connector_hosts import connector_hosts

NAME = "contoso_order-20desk"
STEM = f"Connector/{NAME}"


def opened(tmp_path, told, **others):
    reference = {"api": {"name": "shared_order-20desk-5f04d5eb22c34423fb", "logicalName": NAME}}
    flow = {"properties": {"connectionReferences": {"desk": reference}, "definition": definition()}}
    members = {f"{STEM}_openapidefinition.json": told, FLOW_MEMBER: json.dumps(flow), **others}
    return open_package(write_zip(tmp_path / "Orders.zip", solution(members)))


def swagger(host):
    return json.dumps({"swagger": "2.0", "host": host, "basePath": "/"})


def test_a_flow_knows_the_hosts_of_its_connectors(tmp_path):
    package = opened(tmp_path, swagger("Orders.Contoso.example:8443"))
    assert view(package, package.flows[0]).connector_hosts == {NAME: "orders.contoso.example"}
    assert connector_hosts(package, ["CONTOSO_Order-20desk", "contoso_other"]) == {NAME: "orders.contoso.example"}
    assert connector_hosts(package, []) == {}


@pytest.mark.parametrize("told", [swagger('@environmentVariables("contoso_Host")'), "{", "[]", "{}", swagger(7)])
def test_a_host_that_is_not_told_is_not_known(tmp_path, told):
    assert connector_hosts(opened(tmp_path, told), [NAME]) == {}


def test_a_host_that_the_connection_gives_is_not_known(tmp_path):
    policies = json.dumps([{"templateId": "dynamichosturl", "parameters": {}}])
    package = opened(tmp_path, swagger("x.example"), **{f"{STEM}_policytemplateinstances.json": policies})
    assert connector_hosts(package, [NAME]) == {}
