"""Tokens of other vendors, in the shapes they publish."""

import zlib
from functools import partial

from planting.kind import Kind
from planting.marked import Marked, secret
from planting.mint import BASE62, BASE64, BASE64URL, HEX, LOWER, Mint

_BEARER = ("Authorization: Bearer",)
_KEY = ("x-api-key", "X-API-KEY", "api-key")
_UPPER = BASE62[26:]
_ALPHABETS = {"b": BASE62, "u": BASE64URL, "h": HEX, "l": LOWER, "d": "0123456789", "U": _UPPER, "6": BASE64}


def shaped(shape: str, mint: Mint) -> Marked:
    """A token from a shape: `sk_live_{b24}` is that prefix and 24 of the alphabet `b`; `{guid}` a GUID."""
    return secret(_filled(shape, mint))


def _filled(shape: str, mint: Mint) -> str:
    parts = shape.split("{")
    text = parts[0]
    for part in parts[1:]:
        hole, _, rest = part.partition("}")
        text += mint.guid() if hole == "guid" else mint.chars(_ALPHABETS[hole[0]], int(hole[1:]))
        text += rest
    return text


def _github(prefix: str, mint: Mint) -> Marked:
    body = mint.chars(BASE62, 30)
    checksum, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        checksum, digit = divmod(checksum, 62)
        digits = ("0123456789" + _UPPER + BASE62[:26])[digit] + digits
    return secret(f"{prefix}{body}{digits}")


def _kind(name: str, role: str, shape: str, *, bare: bool = False, headers: tuple[str, ...] = _BEARER) -> Kind:
    """`bare` shapes are told only by the name beside them."""
    return Kind(
        name, role, partial(shaped, shape), shaped=not bare, vendor=name.split("-", maxsplit=1)[0], headers=headers
    )


VENDORS: tuple[Kind, ...] = (
    Kind(
        "github-pat",
        "token",
        partial(_github, "ghp_"),
        shaped=True,
        vendor="github",
        headers=("Authorization: Bearer", "Authorization: token"),
    ),
    Kind("github-oauth", "token", partial(_github, "gho_"), shaped=True, vendor="github", headers=_BEARER),
    _kind("github-pat-fine", "token", "github_pat_{b22}_{b59}"),
    _kind("gitlab-pat", "token", "glpat-{u20}", headers=("PRIVATE-TOKEN", "Authorization: Bearer")),
    _kind("stripe-secret-key", "api key", "sk_live_{b99}"),
    _kind("stripe-secret-key-old", "api key", "sk_live_{b24}"),
    _kind("stripe-restricted-key", "api key", "rk_live_{b24}"),
    _kind("stripe-webhook-secret", "signing secret", "whsec_{b32}", headers=()),
    _kind("sendgrid-key", "api key", "SG.{u22}.{u43}"),
    _kind("openai-key", "api key", "sk-{b20}T3BlbkFJ{b20}"),
    _kind("openai-project-key", "api key", "sk-proj-{u74}T3BlbkFJ{u74}"),
    _kind("anthropic-key", "api key", "sk-ant-api03-{u93}AA", headers=("x-api-key",)),
    _kind("slack-bot-token", "token", "xoxb-{d12}-{d13}-{b24}"),
    _kind("slack-user-token", "token", "xoxp-{d12}-{d12}-{d13}-{h32}"),
    _kind("slack-app-token", "token", "xapp-1-A{U10}-{d13}-{h64}"),
    _kind("google-api-key", "api key", "AIza{u35}", headers=("X-Goog-Api-Key",)),
    _kind("google-oauth-secret", "client secret", "GOCSPX-{u28}", headers=()),
    _kind("google-refresh-token", "refresh token", "1//0{u98}", headers=()),
    _kind("google-access-token", "token", "ya29.{u140}"),
    _kind("aws-secret-key", "api key", "{640}", bare=True, headers=()),
    _kind("aws-session-token", "token", "IQoJb3JpZ2luX2Vj{6300}", bare=True, headers=("X-Amz-Security-Token",)),
    _kind("twilio-auth-token", "token", "{h32}", bare=True, headers=()),
    _kind("twilio-api-secret", "api key", "{b32}", bare=True, headers=()),
    _kind("mailchimp-key", "api key", "{h32}-us12", headers=()),
    _kind("mailgun-key", "api key", "key-{h32}", headers=()),
    _kind("npm-token", "token", "npm_{b36}"),
    _kind("pypi-token", "token", "pypi-AgEIcHlwaS5vcmc{u150}", headers=()),
    _kind("docker-pat", "token", "dckr_pat_{u27}"),
    _kind("hubspot-token", "token", "pat-na1-{guid}"),
    _kind("shopify-token", "token", "shpat_{h32}", headers=("X-Shopify-Access-Token",)),
    _kind("square-token", "token", "sq0atp-{u22}"),
    _kind("digitalocean-token", "token", "dop_v1_{h64}"),
    _kind("telegram-bot-token", "token", "{d10}:AA{u33}", headers=()),
    _kind("discord-bot-token", "token", "M{b23}.{u6}.{u27}", headers=("Authorization: Bot",)),
    _kind("atlassian-token", "token", "ATATT3xFfGF0{u160}={U8}"),
    _kind("notion-token", "token", "ntn_{d11}{b35}"),
    _kind("airtable-pat", "token", "pat{b14}.{h64}"),
    _kind("linear-key", "api key", "lin_api_{b40}", headers=("Authorization",)),
    _kind("figma-token", "token", "figd_{u40}", headers=("X-Figma-Token",)),
    _kind("dropbox-token", "token", "sl.{u130}"),
    _kind("huggingface-token", "token", "hf_{b34}"),
    _kind("postman-key", "api key", "PMAK-{h24}-{h34}", headers=_KEY),
    _kind("newrelic-key", "api key", "NRAK-{U27}", headers=("Api-Key",)),
    _kind("datadog-key", "api key", "{h32}", bare=True, headers=("DD-API-KEY",)),
    _kind("datadog-app-key", "api key", "{h40}", bare=True, headers=("DD-APPLICATION-KEY",)),
    _kind("okta-token", "token", "00{u40}", bare=True, headers=("Authorization: SSWS",)),
    _kind("algolia-admin-key", "api key", "{h32}", bare=True, headers=("X-Algolia-API-Key",)),
    _kind("cloudflare-token", "token", "{u40}", bare=True),
    _kind("heroku-key", "api key", "HRKU-{guid}"),
    _kind("vault-token", "token", "hvs.{u95}", headers=("X-Vault-Token",)),
    _kind("terraform-token", "token", "{b14}.atlasv1.{u67}"),
    _kind("salesforce-session", "token", "00D{b12}!AQ{u90}"),
    _kind("facebook-token", "token", "EAA{b180}", bare=True),
    _kind("linkedin-secret", "client secret", "WPL_AP1.{b16}.{b8}==", headers=()),
    _kind("servicenow-secret", "client secret", "{b32}", bare=True, headers=()),
    _kind("deepl-key", "api key", "{guid}:fx", headers=("Authorization: DeepL-Auth-Key",)),
    _kind("pagerduty-key", "api key", "u+{b18}", bare=True, headers=()),
    _kind("zendesk-token", "token", "{b40}", bare=True, headers=()),
    _kind("doppler-token", "token", "dp.pt.{b43}"),
    _kind("grafana-token", "token", "glsa_{b32}_{h8}"),
    _kind("brevo-key", "api key", "xkeysib-{h64}-{b16}", headers=("api-key",)),
    _kind("groq-key", "api key", "gsk_{b52}"),
)
