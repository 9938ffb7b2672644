"""Tokens that tell by their own shape, wherever they stand: of the platform's services and of common vendors."""

import re
from collections.abc import Iterator

from remediate.shapes.found import Found
from remediate.shapes.values import Verdict

#: What must be in a text for a pattern to be tried, and the pattern. Sources: the vendors' own documentation.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("eyJ", "JSON web token", re.compile(r"(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}")),
    ("8Q~", "Entra client secret", re.compile(r"(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])")),
    ("AzFu", "Azure function key", re.compile(r"(?<![\w-])[\w-]{40,44}AzFu[\w-]{6}(?:==|%3[Dd]%3[Dd]|(?![\w-]))")),
    (
        "JQQJ99",
        "Azure AI key",
        re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Z][A-Z0-9A-Za-z]{25}(?![A-Za-z0-9])"),
    ),
    ("+AStc", "Azure storage key", re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}\+AStc[A-Za-z0-9+/]{5}==")),
    (
        "ACDb",
        "Azure Cosmos DB key",
        re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[A-Za-z0-9+/=]=="),
    ),
    ("+ASb", "Azure Service Bus key", re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33}\+ASb[A-Za-z0-9+/]{6}=")),
    ("+AEh", "Azure Event Hubs key", re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33}\+AEh[A-Za-z0-9+/]{6}=")),
    ("AIoT", "Azure IoT key", re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33}AIoT[A-Za-z0-9+/]{6}=")),
    ("gh", "GitHub token", re.compile(r"(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}(?!\w)")),
    ("github_pat_", "GitHub token", re.compile(r"(?<!\w)github_pat_\w{40,255}(?!\w)")),
    ("glpat-", "GitLab token", re.compile(r"(?<!\w)glpat-[\w-]{20,}")),
    ("_live_", "Stripe key", re.compile(r"(?<!\w)[sr]k_live_[A-Za-z0-9]{16,}")),
    ("_test_", "Stripe key", re.compile(r"(?<!\w)[sr]k_test_[A-Za-z0-9]{16,}")),
    ("whsec_", "Stripe webhook secret", re.compile(r"(?<!\w)whsec_[A-Za-z0-9+/=]{20,}")),
    ("SG.", "SendGrid key", re.compile(r"(?<![\w.])SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])")),
    (
        "sk-",
        "OpenAI key",
        re.compile(r"(?<![\w-])sk-(?:proj-|svcacct-|admin-|ant-(?:api|admin)\d\d-|or-v1-)?[\w-]{20,}(?![\w-])"),
    ),
    ("xox", "Slack token", re.compile(r"(?<!\w)xox[abeoprs]-(?:\d+-)*[A-Za-z0-9-]{10,}")),
    ("xapp-", "Slack token", re.compile(r"(?<!\w)xapp-\d-[A-Z0-9]+-\d+-[a-f0-9]+")),
    ("AIza", "Google API key", re.compile(r"(?<![\w-])AIza[\w-]{35}(?![\w-])")),
    ("GOCSPX-", "Google client secret", re.compile(r"(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])")),
    ("ya29.", "Google access token", re.compile(r"(?<![\w-])ya29\.[\w-]{30,}")),
    ("AKIA", "AWS access key id", re.compile(r"(?<![A-Z0-9])A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Z0-9])")),
    ("SK", "Twilio key", re.compile(r"(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])")),
    ("npm_", "npm token", re.compile(r"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)")),
    ("pat", "Airtable token", re.compile(r"(?<!\w)pat[A-Za-z0-9]{14}\.[a-f0-9]{64}(?!\w)")),
    ("pat-", "HubSpot token", re.compile(r"(?<!\w)pat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{27}(?!\w)")),
    ("dapi", "Databricks token", re.compile(r"(?<!\w)dapi[0-9a-f]{32}(?:-\d)?(?!\w)")),
    ("key-", "Mailgun key", re.compile(r"(?<![\w-])key-[0-9a-f]{32}(?!\w)")),
    ("shp", "Shopify token", re.compile(r"(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}(?!\w)")),
    ("NRAK-", "New Relic key", re.compile(r"(?<!\w)NRAK-[A-Z0-9]{27}(?!\w)")),
    ("ATATT3", "Atlassian token", re.compile(r"(?<!\w)ATATT3[\w=-]{100,}")),
    ("hf_", "Hugging Face token", re.compile(r"(?<!\w)hf_[A-Za-z]{34}(?!\w)")),
    ("hvs.", "Vault token", re.compile(r"(?<!\w)hvs\.[\w-]{24,}")),
    ("lin_api_", "Linear key", re.compile(r"(?<!\w)lin_api_[A-Za-z0-9]{40}(?!\w)")),
    ("ntn_", "Notion token", re.compile(r"(?<!\w)ntn_[A-Za-z0-9]{40,}(?!\w)")),
    ("secret_", "Notion token", re.compile(r"(?<!\w)secret_[A-Za-z0-9]{43}(?!\w)")),
    ("xkeysib-", "Brevo key", re.compile(r"(?<!\w)xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}(?!\w)")),
    ("sq0", "Square token", re.compile(r"(?<!\w)sq0(?:atp|csp)-[\w-]{22,43}")),
    ("EAA", "Facebook token", re.compile(r"(?<!\w)EAA[A-Za-z0-9]{80,}(?!\w)")),
    ("figd_", "Figma token", re.compile(r"(?<!\w)figd_[\w-]{40,}")),
)
_DEVOPS = re.compile(r"(?<![A-Za-z0-9])[a-zA-Z0-9]{76}AZDO[a-zA-Z0-9]{4}(?![A-Za-z0-9])")
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_LEAST = 64
_MARKS = ("AZDO", "PRIVATE KEY", *(mark for mark, _, _ in _PATTERNS))


def in_text(text: str) -> Iterator[Found]:
    """The tokens in a text that their own shape gives away."""
    for mark, what, pattern in _PATTERNS:
        if mark in text:
            for match in pattern.finditer(text):
                if _is_drawn(match[0]):
                    yield Found(*match.span(), what, "", Verdict.SURE, f"the shape of a {what}", match[0])
    if "AZDO" in text:
        for match in _DEVOPS.finditer(text):
            yield Found(*match.span(), "DevOps token", "", Verdict.SURE, "the shape of an Azure DevOps token", match[0])
    if "PRIVATE KEY" in text:
        yield from _keys(text)


def _is_drawn(token: str) -> bool:
    """Not a mask in a token's shape: `sk-xxxxxxxxxxxx`."""
    return len(set(token[4:])) > 6  # noqa: PLR2004


def _keys(text: str) -> Iterator[Found]:
    at = 0
    while match := _PEM.search(text, at):
        ending = _PEM_END.search(text, match.end())
        end = ending.end() if ending else len(text)
        at = end
        if end - match.start() > _PEM_LEAST and "..." not in text[match.end() : end]:
            written = text[match.start() : end]
            yield Found(match.start(), end, "private key", "", Verdict.SURE, "the shape of a private key", written)


def may_hold(text: str) -> bool:
    """A cheap test that sends most texts away."""
    return any(mark in text for mark in _MARKS)
