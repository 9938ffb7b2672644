"""Decoys that look random: ids, hashes, payloads, continuation tokens, public keys."""
# ruff: noqa: E501 - a text that is planted stands on one line

import base64

from planting.decoy import HEADERS, LITERALS, QUERIES, Decoy
from planting.ground import Ground
from planting.mint import BASE62, BASE64, BASE64URL, Mint

_BINARY = {
    "image": ("iVBORw0KGgo", "/9j/4AAQSkZJRgABAQ", "R0lGODlhAQABAIAAAA", "PHN2ZyB4bWxucz0i"),
    "file": ("JVBERi0xLjcK", "UEsDBBQABgAIAAAA", "0M8R4KGxGuE"),
}


def _guid(_: Ground, mint: Mint) -> tuple[str, str]:
    names = ("clientId", "tenantId", "keyId", "tokenId", "secretId", "client_id", "appId", "environmentId", "objectId", "subscriptionId", "apiKeyId", "passwordResetId",
             "credentialId", "userId", "correlationId", "flowId", "planId", "groupId", "teamId", "client-request-id", "sessionId", "tokenIssuer", "Anwendungs-ID")  # fmt: skip
    guid = mint.guid()
    return mint.pick(names), mint.pick((guid, guid, guid.upper(), f"{{{guid}}}"))


def _metadata_id(_: Ground, mint: Mint) -> tuple[str, str]:
    return mint.pick(("operationMetadataId", "workflowReferenceName", "templateName", "activityId")), mint.pick(
        (mint.guid(), mint.hex(32))
    )


def _record(_: Ground, mint: Mint) -> tuple[str, str]:
    return mint.pick(
        (
            ("driveId", f"b!{mint.plain(BASE64URL, 64)}"),
            ("itemId", f"01{mint.plain(BASE62.upper(), 32)}"),
            ("channelId", f"19:{mint.hex(32)}@thread.tacv2"),
            ("chatId", f"19:meeting_{mint.plain(BASE62, 48)}@thread.v2"),
            ("messageId", f"AAMkA{mint.plain(BASE64URL, 115)}="),
            ("folderPath", f"Id::AAMkA{mint.plain(BASE64URL, 90)}="),
            ("bucketId", mint.plain(BASE64URL, 28)),
            ("planId", mint.plain(BASE64URL, 28)),
            ("formId", mint.plain(BASE64URL, 80)),
            ("contentTypeId", f"0x0101{mint.hex(32).upper()}"),
            ("table", mint.guid()),
            ("connectionName", f"shared-keyvault-{mint.guid()}"),
            ("notebookKey", f"Section 1|$|https://{mint.host()}/api/sections/1-{mint.guid()}"),
            ("calendarId", f"AAMkA{mint.plain(BASE64URL, 110)}="),
            ("workbook", f"01{mint.plain(BASE62.upper(), 32)}"),
            ("script", f"ms-officescript%3A%2F%2Fonedrive_business_itemlink%2F01{mint.plain(BASE62.upper(), 32)}"),
            ("instrumentation", f"{mint.guid()}"),
            ("gitCommit", mint.hex(40)),
            ("traceparent", f"00-{mint.hex(32)}-{mint.hex(16)}-01"),
            ("x-ms-workflow-run-id", f"0858{mint.plain('0123456789', 28)}CU{mint.number(10, 99)}"),
        )
    )


def _hash(_: Ground, mint: Mint) -> tuple[str, str]:
    size = mint.pick((32, 40, 64))
    names = (
        "hash",
        "checksum",
        "sha256",
        "contentHash",
        "fileHash",
        "md5",
        "x-ms-blob-content-md5",
        "passwordHash256Algorithm",
        "digest",
        "fingerprint",
        "commit",
        "thumbprint",
        "ETag256",
    )
    return mint.pick(names), mint.pick((mint.hex(size), f"sha256:{mint.hex(64)}", mint.hex(40).upper()))


def _etag(_: Ground, mint: Mint) -> tuple[str, str]:
    name = mint.pick(("etag", "@odata.etag", "eTag", "If-Match", "versionTag", "changeKey"))
    key = f"CQAAABYAAA{mint.plain(BASE64, 22)}"
    return name, mint.pick(
        (
            f'W/"{mint.number(1000000, 99999999)}"',
            f'"{{{mint.upper_guid()}}},{mint.number(1, 9)}"',
            key,
            f'W/"JzEt{mint.plain(BASE62, 40)}=="',
        )
    )


def _payload(kind: str, mint: Mint) -> str:
    return mint.pick(_BINARY[kind]) + mint.plain(BASE64, 4 * mint.number(30, 500)) + "=="


def _image(_: Ground, mint: Mint) -> tuple[str, str]:
    body = _payload("image", mint)
    name = mint.pick(("logo", "image", "contentBytes", "$content", "photo", "icon", "signatureImage", "keyVisual"))
    return name, mint.pick((body, f"data:image/png;base64,{body}"))


def _file(_: Ground, mint: Mint) -> tuple[str, str]:
    return mint.pick(("contentBytes", "$content", "fileContent", "file", "attachment", "ContentBytes")), _payload(
        "file", mint
    )


def _encoded(_: Ground, mint: Mint) -> tuple[str, str]:
    words = " ".join(
        mint.rng.sample(
            [
                "Hello",
                "order",
                "confirmed",
                "report",
                "attached",
                "please",
                "review",
                "and",
                "the",
                "invoice",
                "thanks",
            ],
            7,
        )
    )
    return mint.pick(("content", "body64", "html", "template", "messageBase64")), base64.b64encode(
        words.encode()
    ).decode()


def _continuation(_: Ground, mint: Mint) -> tuple[str, str]:
    paging = f'<cookie page="{mint.number(1, 9)}"><accountid last="{{{mint.upper_guid()}}}" first="{{{mint.upper_guid()}}}" /></cookie>'
    return mint.pick(
        (
            ("skipToken", f"RFNwdAIAAQAAABo{mint.plain(BASE62, 60)}"),
            ("$skiptoken", f"Paged=TRUE&p_ID={mint.number(100, 9999)}"),
            ("continuationToken", f"1!{mint.number(8, 200)}!{mint.plain(BASE62, 60)}"),
            ("nextPageToken", mint.plain(BASE64URL, 40)),
            (
                "@odata.nextLink",
                f"https://graph.microsoft.com/v1.0/users?$skiptoken=RFNwdAIAAQAAABo{mint.plain(BASE62, 50)}",
            ),
            ("deltaToken", f"{mint.number(1000000, 9999999)}!{mint.plain('0123456789', 8)}"),
            ("nextLink", f"https://{mint.host()}/api/items?$skiptoken={mint.plain(BASE62, 48)}"),
            ("deltaLink", f"https://graph.microsoft.com/v1.0/users/delta?$deltatoken={mint.plain(BASE64URL, 80)}"),
            ("pagingCookie", paging),
            ("syncToken", mint.plain(BASE62, 24) + "="),
        )
    )


def _lock(_: Ground, mint: Mint) -> tuple[str, str]:
    name = mint.pick(
        (
            "lockToken",
            "LockToken",
            "sessionIdLock",
            "popReceipt",
            "Idempotency-Key",
            "idempotencyKey",
            "leaseId",
            "requestToken",
        )
    )
    return name, mint.guid() if "pop" not in name else mint.plain(BASE62, 24)


def _vault_uri(_: Ground, mint: Mint) -> tuple[str, str]:
    vault, secret = f"kv-{mint.company()}-prod", f"{mint.system()}-password"
    path = f"/subscriptions/{mint.guid()}/resourceGroups/rg-{mint.company()}/providers/Microsoft.KeyVault/vaults/{vault}/secrets/{secret}"
    return mint.pick(
        ("secretUri", "password", "clientSecret", "keyVaultPath", "apiKey", "secretPath", "secretIdentifier")
    ), mint.pick(
        (
            f"https://{vault}.vault.azure.net/secrets/{secret}",
            f"https://{vault}.vault.azure.net/secrets/{secret}/{mint.hex(32)}",
            path,
            f"@Microsoft.KeyVault(SecretUri=https://{vault}.vault.azure.net/secrets/{secret}/)",
            f"https://{vault}.vault.azure.net/keys/signing/{mint.hex(32)}",
        )
    )


def _armour(label: str, body: str) -> str:
    lines = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----"


def _certificate(mint: Mint) -> str:
    size = mint.number(250, 400) * 3
    header = bytes([0x30, 0x82, *(size - 4).to_bytes(2), 0x30, 0x82])
    return base64.b64encode(header).decode() + mint.plain(BASE64, size * 4 // 3 - 8)


def _public_key(_: Ground, mint: Mint) -> tuple[str, str]:
    text = mint.pick(
        (
            _armour("PUBLIC KEY", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" + mint.plain(BASE64, 352) + "IDAQAB"),
            _armour("CERTIFICATE", _certificate(mint)),
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ" + mint.plain(BASE64, 340) + " svc@contoso",
            _certificate(mint),
        )
    )
    return mint.pick(("publicKey", "certificate", "x5c", "signingCertificate", "sshPublicKey", "cert", "hostKey")), text


def _header_id(_: Ground, mint: Mint) -> tuple[str, str]:
    names = (
        "x-ms-client-request-id",
        "client-request-id",
        "X-Correlation-ID",
        "X-Request-Id",
        "MSCRMCallerID",
        "If-None-Match",
        "traceparent",
        "Idempotency-Key",
        "x-ms-client-session-id",
        "X-Tenant-Id",
        "x-client-id",
        "X-App-Id",
    )
    return mint.pick(names), mint.guid()


def _query_id(_: Ground, mint: Mint) -> tuple[str, str]:
    names = (
        "id",
        "tenant",
        "client_id",
        "$skiptoken",
        "continuationToken",
        "state",
        "requestId",
        "driveId",
        "skipToken",
        "sessionKeyId",
        "correlationId",
        "templateId",
        "listId",
        "guid",
    )
    return mint.pick(names), mint.pick((mint.guid(), mint.plain(BASE62, 36)))


def _random_named(_: Ground, mint: Mint) -> tuple[str, str]:
    names = (
        "ticketNumber",
        "orderReference",
        "serialNumber",
        "version",
        "build",
        "trackingNumber",
        "iban",
        "vatId",
        "sku",
        "barcode",
        "correlation",
        "runId",
        "batch",
    )
    digits = "0123456789"
    values = (f"INC00{mint.plain(digits, 5)}", f"SN-{mint.plain(BASE62.upper(), 12)}", f"DE{mint.plain(digits, 20)}", f"1Z{mint.plain(BASE62.upper(), 16)}", f"{mint.number(1, 9)}.{mint.number(0, 20)}.{mint.number(0, 9999)}",
              f"PO-{mint.number(2019, 2026)}-{mint.plain(digits, 6)}", f"{mint.plain(digits, 13)}")  # fmt: skip
    return mint.pick(names), mint.pick(values)


ID_DECOYS: tuple[Decoy, ...] = (
    Decoy("guid-id", _guid),
    Decoy("metadata-id", _metadata_id),
    Decoy("record-id", _record),
    Decoy("hash", _hash),
    Decoy("etag", _etag),
    Decoy("image", _image),
    Decoy("file-content", _file),
    Decoy("encoded-text", _encoded),
    Decoy("continuation-token", _continuation),
    Decoy("lock-token", _lock),
    Decoy("key-vault-address", _vault_uri),
    Decoy("public-key", _public_key),
    Decoy("header-id", _header_id, HEADERS),
    Decoy("query-id", _query_id, QUERIES),
    Decoy("reference-number", _random_named, LITERALS),
)
