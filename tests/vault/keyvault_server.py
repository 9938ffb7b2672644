"""A small HTTPS server that behaves like Azure Key Vault and like the place where one signs in to it.

    with running_keyvault() as server:
        vault = server.vault()                       # in this process: the real SDK
        subprocess.run([...], env=server.environment())  # another: it finds the server by itself

Azure's SDK is used as it is: TLS, the 401 challenge with its check of the resource, tokens, paging, retries.

How another process finds the server, tried with azure-identity 1.27 and azure-keyvault-secrets 4.12:

- `environment()` sets HTTPS_PROXY to a proxy in this process that leads *every* host to this server, and
  REQUESTS_CA_BUNDLE to our CA, whose server certificate is valid for *.vault.azure.net and for
  login.microsoftonline.com. So the real names work, `https://contoso.vault.azure.net` and the resource id
  `/subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/contoso` alike, and nothing leaves the
  machine. AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET make `DefaultAzureCredential` sign in as a
  service principal. SSL_CERT_FILE has no effect (requests does not read it). NO_PROXY is emptied.
- Without the proxy, `server.url` is `https://127.0.0.1:PORT`. The SDK wants the host to be a subdomain of the
  challenge's resource: for that address the challenge says `https://0.0.1:PORT`, which passes. AZURE_AUTHORITY_HOST
  set to `server.url` signs in here as well (`direct_environment()`).

All names lead to the same vault: a test that needs two vaults starts two servers.
"""

import json
import os
import re
import secrets
import socket
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from azure.identity import ClientSecretCredential
from keyvault_certificates import make_certificates
from keyvault_proxy import running_proxy
from keyvault_state import PAGE, KeyVaultState, Refusal

from remediate.vault.address import KeyVaultAddress
from remediate.vault.azure import AzureVault

TENANT = "11111111-2222-3333-4444-555555555555"
CLIENT = "66666666-7777-8888-9999-000000000000"
CLIENT_SECRET = "CANARY-client-secret"
PUBLIC = "https://vault.azure.net"
RESOURCE = "/subscriptions/sub/resourceGroups/group/providers/Microsoft.KeyVault/vaults/contoso"


@dataclass(frozen=True)
class Seen:
    """One request that was answered: its status is 0 where the connection was dropped instead."""

    method: str
    path: str
    status: int


@dataclass
class Fault:
    """What goes wrong the next `times` times that a signed-in request matches `method` and `path` (a regex)."""

    status: int = 0
    code: str = "Fault"
    inner: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    method: str = ".*"
    path: str = ".*"
    seconds: float = 0.0
    drop: bool = False
    answer: bytes | None = None


class KeyVaultServer:
    """The server, seen from a test. `url` and `ca_file` are all that a client needs to know."""

    def __init__(self, port: int, ca_file: Path, proxy: str) -> None:
        self.url = f"https://127.0.0.1:{port}"
        self.ca_file = ca_file
        self.proxy = proxy
        self.state = KeyVaultState()
        self.requests: list[Seen] = []
        self.faults: list[Fault] = []
        self.before_set: Callable[[str], None] | None = None
        self.after_set: Callable[[str], None] | None = None
        self.tokens: set[str] = set()

    def credential(self, secret: str = CLIENT_SECRET) -> ClientSecretCredential:
        """A credential that signs in here."""
        return ClientSecretCredential(
            TENANT,
            CLIENT,
            secret,
            authority=self.url,
            disable_instance_discovery=True,
            connection_verify=str(self.ca_file),
        )

    def vault(self, **options: Any) -> AzureVault:
        """The product's vault, pointed here; waits between retries are nothing unless asked otherwise."""
        return AzureVault(
            self.url,
            KeyVaultAddress(self.url, RESOURCE),
            credential=options.pop("credential", None) or self.credential(),
            options={"connection_verify": str(self.ca_file), "retry_backoff_factor": 0} | options,
        )

    def environment(self) -> dict[str, str]:
        """The environment for a process that is to find this server under every name."""
        return _clean_environment() | {
            "AZURE_TENANT_ID": TENANT,
            "AZURE_CLIENT_ID": CLIENT,
            "AZURE_CLIENT_SECRET": CLIENT_SECRET,
            "HTTPS_PROXY": self.proxy,
            "https_proxy": self.proxy,
            "REQUESTS_CA_BUNDLE": str(self.ca_file),
        }

    def direct_environment(self) -> dict[str, str]:
        """The same without the proxy: for a process that asks for `url` itself."""
        given = self.environment()
        return {key: given[key] for key in given if key.lower() != "https_proxy"} | {"AZURE_AUTHORITY_HOST": self.url}

    def sent(self, method: str, path: str = ".*") -> list[Seen]:
        """The requests of a method whose path matches, without those that the challenge turned away."""
        return [r for r in self.requests if r.method == method and re.fullmatch(path, r.path) and r.status != 401]


def _clean_environment() -> dict[str, str]:
    taken = ("AZURE_", "MSI_", "IDENTITY_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "CURL_CA_BUNDLE")
    return {key: value for key, value in os.environ.items() if not key.upper().startswith(taken)}


@contextmanager
def running_keyvault() -> Iterator[KeyVaultServer]:
    """A server on a new port, with its own certificates, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        ca_file, server_file = make_certificates(Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server_file)
        listener = _Listener(("127.0.0.1", 0), _Conversation)
        listener.tls = context
        port = listener.server_address[1]
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        with running_proxy(port) as proxy:
            listener.keyvault = KeyVaultServer(port, ca_file, proxy)
            thread.start()
            try:
                yield listener.keyvault
            finally:
                listener.shutdown()
                listener.server_close()
                thread.join()


class _Listener(ThreadingHTTPServer):
    """Takes many connections at once; TLS begins in the thread of each."""

    request_queue_size = 1024
    daemon_threads = True
    block_on_close = False
    tls: ssl.SSLContext
    keyvault: KeyVaultServer

    def get_request(self) -> tuple[socket.socket, Any]:
        plain, address = super().get_request()
        return self.tls.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or does not trust us, is part of the tests."""


class Dropped(Exception):
    """The connection is to be closed without an answer."""


class _Conversation(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    do_PUT = do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives it
        """Nothing on the screen: `requests` has it all."""

    @property
    def _keyvault(self) -> KeyVaultServer:
        return cast("_Listener", self.server).keyvault

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        try:
            status, answer, headers = self._answered(url.path, parse_qs(url.query), body)
        except Refusal as refusal:
            status, answer, headers = refusal.status, refusal.body, {}
        except Dropped:
            self._keyvault.requests.append(Seen(self.command, url.path, 0))
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._keyvault.requests.append(Seen(self.command, url.path, status))
        self._send(status, answer, headers)

    def _send(self, status: int, answer: Any, headers: Mapping[str, str]) -> None:
        payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        if status == 204:
            payload = b""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(payload)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)

    def _answered(self, path: str, query: dict[str, list[str]], body: bytes) -> tuple[int, Any, Mapping[str, str]]:
        if path.startswith((f"/{TENANT}/", "/common/")):
            return self._signed_in(path, body)
        if challenge := self._challenge():
            return 401, {"error": {"code": "Unauthorized", "message": "AKV10000"}}, {"WWW-Authenticate": challenge}
        if fault := self._fault(path):
            return fault
        return self._served(path.rstrip("/"), query, json.loads(body or b"{}"))

    def _signed_in(self, path: str, body: bytes) -> tuple[int, Any, Mapping[str, str]]:
        """Entra's part: where the token endpoint is, and a token for the right secret."""
        origin = self._origin()
        if path.endswith("/.well-known/openid-configuration"):
            there = f"{origin}/{TENANT}"
            return (
                200,
                {
                    "issuer": f"{there}/v2.0",
                    "authorization_endpoint": f"{there}/oauth2/v2.0/authorize",
                    "token_endpoint": f"{there}/oauth2/v2.0/token",
                },
                {},
            )
        asked = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        if asked.get("client_secret") != CLIENT_SECRET:
            said = "AADSTS7000215: Invalid client secret provided."
            return 401, {"error": "invalid_client", "error_description": said, "error_codes": [7000215]}, {}
        if asked.get("scope") not in {f"{resource}/.default" for resource in (PUBLIC, self._loopback())}:
            return 400, {"error": "invalid_scope", "error_description": "AADSTS70011: wrong scope."}, {}
        token = secrets.token_urlsafe()
        self._keyvault.tokens.add(token)
        return 200, {"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": token}, {}

    def _challenge(self) -> str:
        """What to tell a client that shows no token of ours."""
        if self.headers.get("Authorization", "").removeprefix("Bearer ") in self._keyvault.tokens:
            return ""
        public = self.headers.get("Host", "").endswith(".vault.azure.net")
        authority = "https://login.microsoftonline.com" if public else self._keyvault.url
        return f'Bearer authorization="{authority}/{TENANT}", resource="{self._resource()}"'

    def _resource(self) -> str:
        return self._loopback() if self.headers.get("Host", "").startswith("127.0.0.1:") else PUBLIC

    def _loopback(self) -> str:
        """The resource of which 127.0.0.1 passes for a subdomain."""
        return self._keyvault.url.replace("127.0.0.1", "0.0.1")

    def _origin(self) -> str:
        return f"https://{self.headers.get('Host', '')}"

    def _fault(self, path: str) -> tuple[int, Any, Mapping[str, str]] | None:
        for fault in self._keyvault.faults:
            if fault.times > 0 and re.fullmatch(fault.method, self.command) and re.fullmatch(fault.path, path):
                fault.times -= 1
                time.sleep(fault.seconds)
                if fault.drop:
                    raise Dropped
                if fault.status:
                    body = Refusal(fault.status, fault.code, fault.inner).body
                    return fault.status, body if fault.answer is None else fault.answer, fault.headers
        return None

    def _served(self, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any, Mapping[str, str]]:
        state, origin = self._keyvault.state, self._origin()
        match self.command, path.split("/")[1:]:
            case "GET", ["secrets"] | ["deletedsecrets"] | ["secrets", _, "versions"]:
                skip = int(query.get("$skiptoken", ["0"])[0])
                answer = state.listed(path, origin, skip, int(query.get("maxresults", [str(PAGE)])[0]))
            case "PUT", ["secrets", name]:
                answer = self._set(name, body)
            case "GET", ["secrets", name, *version]:
                answer = state.get(name, "".join(version), origin)
            case "PATCH", ["secrets", name, *version]:
                answer = state.update(name, "".join(version), body, origin)
            case "DELETE", ["secrets", name]:
                answer = state.delete(name, origin)
            case "GET", ["deletedsecrets", name]:
                answer = state.get_deleted(name, origin)
            case "POST", ["deletedsecrets", name, "recover"]:
                answer = state.recover(name, origin)
            case "DELETE", ["deletedsecrets", name]:
                state.purge(name)
                return 204, {}, {}
            case _:
                raise Refusal(404, "NotFound")
        return 200, answer, {}

    def _set(self, name: str, body: Any) -> Any:
        """PUT, with whatever a test wants to happen just before or after it."""
        before, self._keyvault.before_set = self._keyvault.before_set, None
        if before:
            before(name)
        answer = self._keyvault.state.set(name, body, self._origin())
        after, self._keyvault.after_set = self._keyvault.after_set, None
        if after:
            after(name)
        return answer
