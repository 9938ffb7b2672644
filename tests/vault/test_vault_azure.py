"""Key Vault through Azure's own SDK: what it stores, what it refuses, and what our user is told."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from azure.core.pipeline.transport import RequestsTransport
from keyvault_server import RESOURCE, Dropped, Fault, KeyVaultServer, running_keyvault

from remediate.errors import VaultError, VaultRefused, VaultUnreachable
from remediate.secret import Secret
from remediate.vault import NameTaken, Skipped, Taken, Written, azure_race, deposit
from remediate.vault.address import KeyVaultAddress
from remediate.vault.azure import AzureVault

HTML = {"Content-Type": "text/html"}
_DEPOSIT = """
import sys
from remediate.secret import Secret
from remediate.vault import deposit, open_vault
with open_vault(sys.argv[1]) as vault:
    made = deposit(vault, "Key", Secret("CANARY"), {})
    print(made.name, made.reference)
"""

A, B = Secret("CANARY-a"), Secret("CANARY-b")


@pytest.fixture
def server() -> Iterator[KeyVaultServer]:
    with running_keyvault() as server:
        yield server


@pytest.fixture
def vault(server: KeyVaultServer) -> Iterator[AzureVault]:
    with server.vault() as vault:
        yield vault


def vault_at(url: str, server: KeyVaultServer, **options: object) -> AzureVault:
    return AzureVault(url, KeyVaultAddress(url, None), credential=server.credential(), options=options)


def test_a_secret_is_stored_with_a_type_and_tags_that_say_nothing_of_it(
    server: KeyVaultServer, vault: AzureVault
) -> None:
    made = deposit(vault, "Key", A, {"solution": "Contoso"})
    assert made.reference == f"{RESOURCE}/secrets/Key"
    (version,) = server.state.secrets["key"].versions
    assert (version.value, version.content_type, version.enabled) == ("CANARY-a", "text/plain", True)
    assert version.tags == {"created-by": "remediate", "solution": "Contoso"}


def test_what_was_written_is_read_back_by_version_and_as_current(server: KeyVaultServer, vault: AzureVault) -> None:
    deposit(vault, "Key", A, {})
    (put,) = [index for index, seen in enumerate(server.requests) if seen.method == "PUT"]
    read = [seen.path for seen in server.requests[put + 1 :]]
    assert f"/secrets/Key/{server.state.secrets['key'].versions[0].id}" in read
    assert "/secrets/Key/" in read


def test_a_reused_value_costs_one_call_and_writes_nothing(server: KeyVaultServer, vault: AzureVault) -> None:
    server.state.put("Key", "CANARY-a")
    vault.get("Other")
    server.requests.clear()
    assert deposit(vault, "Key", A, {}).written is Written.REUSED
    assert [(seen.method, seen.path) for seen in server.requests] == [
        ("GET", "/secrets/Key/"),
    ]


def test_a_value_that_another_writer_is_about_to_withdraw_is_not_relied_on(
    server: KeyVaultServer, vault: AzureVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.state.put("Key", "CANARY-b")  # an owner's
    server.state.put("Key", "CANARY-a", tags=azure_race.OPEN)  # of someone who looked before and has yet to withdraw

    def withdraw(_: float) -> None:
        server.state.secrets["key"].versions[1].enabled = False
        server.state.put("Key", "CANARY-b")

    monkeypatch.setattr("remediate.vault.azure_race.time.sleep", lambda seconds: withdraw(seconds) if seconds else None)
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.skipped) == ("Key-2", (Skipped("Key", Taken.OTHER_VALUE),))
    assert [vault.get("Key"), vault.get("Key-2")] == [B, A]


def test_the_claim_of_a_killed_process_is_taken_over(
    server: KeyVaultServer, vault: AzureVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(azure_race, "SECONDS_BETWEEN", 0)
    server.state.put("Key", "CANARY-a", tags=azure_race.OPEN)
    assert deposit(vault, "Key", A, {}).name == "Key"
    assert [(v.value, bool(v.tags.keys() & azure_race.OPEN)) for v in server.state.secrets["key"].versions] == [
        ("CANARY-a", True),
        ("CANARY-a", False),
    ]
    assert deposit(vault, "Key", A, {}).written is Written.REUSED
    assert deposit(vault, "Key", B, {}).name == "Key-2"


def test_names_come_page_by_page(server: KeyVaultServer, vault: AzureVault) -> None:
    for number in range(60):
        server.state.put(f"Key-{number}", "CANARY")
    names = vault.names()
    first = next(names)
    assert len(server.sent("GET", "/secrets")) == 1
    assert [first, *names] == [f"Key-{number}" for number in range(60)]
    assert len(server.sent("GET", "/secrets")) == 3


def test_a_disabled_secret_takes_its_name(server: KeyVaultServer, vault: AzureVault) -> None:
    server.state.put("Key", "CANARY-a", enabled=False)
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.skipped) == ("Key-2", (Skipped("Key", Taken.DISABLED),))
    assert server.state.values("Key") == ["CANARY-a"]


@pytest.mark.parametrize("inner", ["ObjectIsDeletedButRecoverable", "ObjectIsBeingDeleted"])
def test_a_deleted_secret_takes_its_name_and_stays_deleted(
    inner: str, server: KeyVaultServer, vault: AzureVault
) -> None:
    if inner == "ObjectIsDeletedButRecoverable":
        server.state.put("Key", "CANARY-a")
        server.state.delete("Key", "")
    else:
        server.faults.append(Fault(409, "Conflict", inner, method="PUT", path="/secrets/Key"))
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.skipped) == ("Key-2", (Skipped("Key", Taken.DELETED),))
    assert server.state.values("Key") == []


def test_a_busy_vault_is_waited_for_as_long_as_it_says(
    server: KeyVaultServer, vault: AzureVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(RequestsTransport, "sleep", lambda _, seconds: slept.append(seconds))
    server.faults.append(Fault(429, "Throttled", headers={"Retry-After": "7"}, times=5, method="PUT"))
    assert deposit(vault, "Key", A, {}).name == "Key"
    assert [seen.status for seen in server.sent("PUT")] == [429] * 5 + [200]
    assert slept == [7.0] * 5


def test_a_vault_that_stays_busy_is_unreachable(server: KeyVaultServer, vault: AzureVault) -> None:
    server.faults.append(Fault(429, "Throttled", times=1000))
    with pytest.raises(VaultUnreachable, match="is too busy"):
        deposit(vault, "Key", A, {})
    assert len(server.sent("GET")) > 10


@pytest.mark.parametrize("fault", [Fault(503, times=5), Fault(500, times=3), Fault(drop=True, times=2)])
def test_faults_that_pass_are_survived(fault: Fault, server: KeyVaultServer, vault: AzureVault) -> None:
    server.faults.append(fault)
    assert deposit(vault, "Key", A, {}).name == "Key"
    assert fault.times == 0


def test_an_answer_that_is_lost_after_the_value_was_stored_costs_no_second_name(
    server: KeyVaultServer, vault: AzureVault
) -> None:
    def lose_the_answer(_: str) -> None:
        raise Dropped

    server.after_set = lose_the_answer
    assert deposit(vault, "Key", A, {}).name == "Key"
    assert server.state.values("Key") == ["CANARY-a", "CANARY-a"]


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (Fault(403, "Forbidden", "ForbiddenByRbac"), VaultRefused, r"\(Forbidden, ForbiddenByRbac\)"),
        (Fault(403, "Forbidden", "AccessDenied"), VaultRefused, "Give .* Key Vault Secrets Officer"),
        (Fault(403, "Forbidden", "ForbiddenByFirewall"), VaultRefused, "the firewall of .* network rules"),
        (Fault(409, "Conflict"), VaultRefused, r"answered 409 \(Conflict\) about Key"),
        (Fault(400, "BadParameter"), VaultRefused, r"answered 400 \(BadParameter\) about Key"),
        (Fault(404, "SecretNotFound", method="PUT"), VaultRefused, "answered 404"),
        (Fault(418, "CANARY oh no"), VaultRefused, "answered 418 about Key"),
        (Fault(500, times=99), VaultUnreachable, r"a fault of its own \(500\)"),
        (Fault(drop=True, times=99), VaultUnreachable, "could not be reached"),
        (Fault(200, answer=b"<html>CANARY", headers=HTML), VaultRefused, "is not a Key Vault"),
        (Fault(200, answer=b'{"CANARY'), VaultRefused, "is not a Key Vault"),
        (Fault(200, answer=b'["CANARY"]'), VaultRefused, "is not a Key Vault"),
        (Fault(200, answer=b"{}"), VaultRefused, "without a value"),
        (Fault(302, headers={"Location": "https://127.0.0.1:1/"}), VaultUnreachable, "could not be reached"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence_and_what_to_do(
    fault: Fault, kind: type[VaultError], says: str, server: KeyVaultServer, vault: AzureVault
) -> None:
    server.faults.append(fault)
    with pytest.raises(kind, match=says) as raised:
        deposit(vault, "Key", A, {})
    assert_says_nothing(raised.value)
    assert server.state.values("Key") == []


def assert_says_nothing(error: BaseException) -> None:
    """One sentence without a value, and no way from it to what the SDK raised."""
    assert "CANARY" not in f"{error!s}{error!r}{error.args}{vars(error)}"
    assert "\n" not in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None or error.__context__.__class__.__module__.startswith("remediate")


def test_a_token_that_the_vault_does_not_take_is_refused(server: KeyVaultServer) -> None:
    with server.vault() as vault:
        vault.get("Key")
        server.faults.append(Fault(401, "Unauthorized", times=99))
        with pytest.raises(VaultRefused, match="does not accept who is signed in") as raised:
            vault.get("Key")
    assert_says_nothing(raised.value)


def test_a_wrong_client_secret_is_said_with_entras_code(server: KeyVaultServer) -> None:
    with (
        server.vault(credential=server.credential("CANARY-wrong")) as vault,
        pytest.raises(VaultUnreachable, match=r"nobody could be signed in .*AADSTS7000215.*az login") as raised,
    ):
        vault.get("Key")
    assert_says_nothing(raised.value)


def test_a_vault_nobody_is_signed_in_to(server: KeyVaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")
    for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    address = KeyVaultAddress(server.url, None)
    with (
        AzureVault(server.url, address, options={"connection_verify": str(server.ca_file)}) as vault,
        pytest.raises(VaultUnreachable, match=r"nobody could be signed in .*az login.*managed identity") as raised,
    ):
        vault.get("Key")
    assert_says_nothing(raised.value)


def test_a_certificate_that_is_not_trusted(server: KeyVaultServer) -> None:
    with (
        vault_at(server.url, server, retry_total=0) as vault,
        pytest.raises(VaultUnreachable, match="certificate that this machine does not trust") as raised,
    ):
        vault.get("Key")
    assert_says_nothing(raised.value)


@pytest.mark.parametrize(
    ("url", "says"),
    [("https://127.0.0.1:1", "could not be reached"), ("https://contoso.invalid", "is not known")],
)
def test_a_host_that_is_not_there(url: str, says: str, server: KeyVaultServer) -> None:
    with vault_at(url, server, retry_total=0) as vault, pytest.raises(VaultUnreachable, match=says) as raised:
        vault.get("Key")
    assert_says_nothing(raised.value)


def test_a_proxy_that_does_not_let_through(server: KeyVaultServer) -> None:
    proxies = {"https": "http://127.0.0.1:1"}
    with (
        vault_at(server.url, server, retry_total=0, proxies=proxies) as vault,
        pytest.raises(VaultUnreachable, match="proxy") as raised,
    ):
        vault.get("Key")
    assert_says_nothing(raised.value)


def test_an_answer_that_does_not_come(server: KeyVaultServer) -> None:
    server.faults.append(Fault(seconds=1, method="GET"))
    with (
        server.vault(read_timeout=0.05, retry_total=0) as vault,
        pytest.raises(VaultUnreachable, match="did not answer in time") as raised,
    ):
        vault.get("Key")
    assert_says_nothing(raised.value)


def test_no_token_goes_to_a_host_that_it_is_not_for(server: KeyVaultServer) -> None:
    url = server.url.replace("127.0.0.1", "localhost")  # the challenge there is for vault.azure.net
    with (
        vault_at(url, server, connection_verify=str(server.ca_file)) as vault,
        pytest.raises(VaultRefused, match="is not a Key Vault") as raised,
    ):
        deposit(vault, "Key", A, {})
    assert_says_nothing(raised.value)
    assert not server.sent("PUT")
    assert not server.tokens


def test_another_value_that_came_first_is_put_back(server: KeyVaultServer, vault: AzureVault) -> None:
    server.before_set = lambda name: server.state.put(name, "CANARY-b")
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.skipped) == ("Key-2", (Skipped("Key", Taken.RACED),))
    assert vault.get("Key") == B
    assert vault.get("Key-2") == A
    assert [(v.value, v.enabled) for v in server.state.secrets["key"].versions] == [
        ("CANARY-b", True),
        ("CANARY-a", False),
        ("CANARY-b", True),
    ]


def test_another_value_that_came_after_ours_keeps_the_name(server: KeyVaultServer, vault: AzureVault) -> None:
    server.after_set = lambda name: server.state.put(name, "CANARY-b")
    assert deposit(vault, "Key", A, {}).name == "Key-2"
    assert vault.get("Key") == B
    assert server.state.values("Key") == ["CANARY-a", "CANARY-b"]


def test_the_same_value_from_another_writer_is_no_race(server: KeyVaultServer, vault: AzureVault) -> None:
    server.before_set = lambda name: server.state.put(name, "CANARY-a")
    assert deposit(vault, "Key", A, {}).name == "Key"
    assert vault.get("Key") == A


def test_a_value_that_is_put_back_keeps_its_tags(server: KeyVaultServer, vault: AzureVault) -> None:
    body = {"value": "CANARY-b", "tags": {"owner": "ada"}, "contentType": "application/json"}
    server.before_set = lambda name: [server.state.set(name, body, "https://elsewhere")].clear()
    deposit(vault, "Key", A, {})
    current = server.state.secrets["key"].versions[-1]
    assert (current.value, current.tags, current.content_type) == ("CANARY-b", {"owner": "ada"}, "application/json")


def test_writers_that_come_to_no_end_are_said_to_be(
    server: KeyVaultServer, vault: AzureVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(azure_race, "SECONDS_BETWEEN", 0)

    def two_more(name: str) -> None:
        server.state.put(name, "CANARY-b")
        server.state.put(name, "CANARY-c")

    server.before_set = two_more
    with pytest.raises(VaultUnreachable, match="several programs keep writing to Key"):
        deposit(vault, "Key", A, {})
    assert server.state.secrets["key"].versions[-1].enabled is False


@pytest.mark.parametrize("values", [2, 3, 8])
def test_any_number_of_writers_find_what_each_was_told(
    values: int, server: KeyVaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them look while the name is free; then each writes."""
    monkeypatch.setattr(azure_race, "SECONDS_BETWEEN", 0.05)
    monkeypatch.setattr(azure_race, "LOOKS", 1000)  # a busy machine is no failure
    vaults = [server.vault() for _ in range(values)]
    for vault in vaults:
        vault.get("Other")
    with ThreadPoolExecutor(values) as pool:
        for round_ in range(4):
            name = f"Key{round_}"
            secrets = [Secret(f"CANARY-{round_}-{n}") for n in range(values)]
            made = list(pool.map(lambda v, s, n=name: deposit(v, n, s, {}), vaults, secrets))
            assert [vaults[0].get(m.name) for m in made] == secrets
            assert len({m.name for m in made}) == values
    for vault in vaults:
        vault.close()


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"AZURE_TENANT_ID": None, "AZURE_CLIENT_ID": None}, "nobody could be signed in"),
        ({"AZURE_CLIENT_SECRET": "CANARY-wrong"}, "nobody could be signed in"),
        ({"AZURE_CLIENT_SECRET": ""}, "do not describe an identity"),
        ({"AZURE_AUTHORITY_HOST": "http://CANARY"}, "do not describe an identity"),
    ],
)
def test_whoever_cannot_sign_in_sees_our_sentence_and_nothing_of_the_sdks_logs(
    variables: dict[str, str | None], says: str, server: KeyVaultServer
) -> None:
    given = server.direct_environment() | {"AZURE_TOKEN_CREDENTIALS": "EnvironmentCredential"} | variables
    environment = {name: value for name, value in given.items() if value is not None}
    code = _DEPOSIT.replace("import sys", "import sys; sys.tracebacklimit = 0")
    done = subprocess.run(
        [sys.executable, "-c", code, server.url], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert says in line
    assert line.startswith("remediate.errors.VaultUnreachable: ")
    assert "CANARY" not in line


def test_set_and_add_say_what_is_in_the_way(server: KeyVaultServer, vault: AzureVault) -> None:
    server.state.put("Key", "CANARY-a")
    with pytest.raises(NameTaken, match="holds another value") as raised:
        vault.add("Key", A, tags={})
    assert raised.value.why is Taken.OTHER_VALUE
    server.state.delete("Key", "")
    with pytest.raises(NameTaken, match="deleted secret") as raised:
        vault.set("Key", A, tags={})
    assert raised.value.why is Taken.DELETED
    assert_says_nothing(raised.value)


@pytest.mark.parametrize(
    ("spec", "reference"),
    [("https://contoso.vault.azure.net", "None"), (RESOURCE, f"{RESOURCE}/secrets/Key"), ("", "None")],
)
def test_another_process_finds_the_server_by_its_environment(spec: str, reference: str, server: KeyVaultServer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DEPOSIT, spec or server.url],
        env=server.environment() if spec else server.direct_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"Key {reference}\n", "")
    assert server.state.values("Key") == ["CANARY"]


def test_a_secret_that_no_flow_holds_is_put_there_with_the_cli():
    from remediate.vault import open_vault  # noqa: PLC0415 - beside the one of the programs above

    with open_vault("https://contoso.vault.azure.net") as vault:
        assert "az keyvault secret set --vault-name contoso --name orders-caller --file" in vault.how_to_put(
            "orders-caller"
        )
