"""Tokens that tell by their own shape, wherever they stand: of the platform's services and of common vendors."""

import re
from collections.abc import Iterator

from remediate.shapes.found import Found
from remediate.shapes.values import Verdict

#: A mark, how many characters stand before it, the pattern, and what it is. Source: the vendors' documentation.
_SHAPES: tuple[tuple[str, int, str, str], ...] = (
    ("eyJ", 0, r"eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{16,2000}", "JSON web token"),
    ("8Q~", 3, r"[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])", "Entra client secret"),
    ("AzFu", 44, r"[\w-]{40,44}AzFu[\w-]{6}(?:==|%3[Dd]%3[Dd]|(?![\w-]))", "Azure function key"),
    ("JQQJ99", 52, r"[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}(?![A-Za-z0-9])", "Azure AI key"),
    ("+AStc", 76, r"[A-Za-z0-9+/]{76}\+AStc[A-Za-z0-9+/]{5}==", "Azure storage key"),
    ("ACDb", 76, r"[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5,6}={1,2}", "Azure Cosmos DB key"),
    ("+ASb", 33, r"[A-Za-z0-9+/]{33}\+ASb[A-Za-z0-9+/]{6}=", "Azure Service Bus key"),
    ("+AEh", 33, r"[A-Za-z0-9+/]{33}\+AEh[A-Za-z0-9+/]{6}=", "Azure Event Hubs key"),
    ("AIoT", 33, r"[A-Za-z0-9+/]{33}AIoT[A-Za-z0-9+/]{6}=", "Azure IoT key"),
    ("AZDO", 76, r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])", "Azure DevOps token"),
    ("ghp_", 0, r"ghp_[A-Za-z0-9]{36,255}(?!\w)", "GitHub token"),
    ("gho_", 0, r"gho_[A-Za-z0-9]{36,255}(?!\w)", "GitHub token"),
    ("ghu_", 0, r"ghu_[A-Za-z0-9]{36,255}(?!\w)", "GitHub token"),
    ("ghs_", 0, r"ghs_[A-Za-z0-9]{36,255}(?!\w)", "GitHub token"),
    ("ghr_", 0, r"ghr_[A-Za-z0-9]{36,255}(?!\w)", "GitHub token"),
    ("github_pat_", 0, r"github_pat_\w{40,255}(?!\w)", "GitHub token"),
    ("glpat-", 0, r"glpat-[\w-]{20,255}", "GitLab token"),
    ("k_live_", 1, r"[sr]k_live_[A-Za-z0-9]{16,255}", "Stripe key"),
    ("k_test_", 1, r"[sr]k_test_[A-Za-z0-9]{16,255}", "Stripe key"),
    ("whsec_", 0, r"whsec_[A-Za-z0-9+/=]{20,255}", "Stripe webhook secret"),
    ("SG.", 0, r"SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])", "SendGrid key"),
    ("sk-", 0, r"sk-(?:proj-|svcacct-|admin-|ant-(?:api|admin)\d\d-|or-v1-)?[\w-]{20,255}(?![\w-])", "OpenAI key"),
    ("xox", 0, r"xox[abeoprs]-(?:\d{1,20}-){0,4}[A-Za-z0-9-]{10,255}", "Slack token"),
    ("xapp-", 0, r"xapp-\d-[A-Z0-9]{1,40}-\d{1,20}-[a-f0-9]{1,128}", "Slack token"),
    ("AIza", 0, r"AIza[\w-]{35}(?![\w-])", "Google API key"),
    ("GOCSPX-", 0, r"GOCSPX-[\w-]{28}(?![\w-])", "Google client secret"),
    ("ya29.", 0, r"ya29\.[\w-]{30,2000}", "Google access token"),
    ("AKIA", 0, r"AKIA[A-Z2-7]{16}(?![A-Z0-9])", "AWS access key id"),
    ("ASIA", 0, r"ASIA[A-Z2-7]{16}(?![A-Z0-9])", "AWS access key id"),
    ("npm_", 0, r"npm_[A-Za-z0-9]{36}(?!\w)", "npm token"),
    ("pypi-", 0, r"pypi-[\w-]{50,1000}", "PyPI token"),
    ("pat-", 0, r"pat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{27}(?!\w)", "HubSpot token"),
    ("dapi", 0, r"dapi[0-9a-f]{32}(?:-\d)?(?!\w)", "Databricks token"),
    ("key-", 0, r"key-[0-9a-f]{32}(?!\w)", "Mailgun key"),
    ("shpat_", 0, r"shpat_[0-9a-fA-F]{32}(?!\w)", "Shopify token"),
    ("shpss_", 0, r"shpss_[0-9a-fA-F]{32}(?!\w)", "Shopify secret"),
    ("shpca_", 0, r"shpca_[0-9a-fA-F]{32}(?!\w)", "Shopify token"),
    ("NRAK-", 0, r"NRAK-[A-Z0-9]{27}(?!\w)", "New Relic key"),
    ("ATATT3", 0, r"ATATT3[\w=-]{100,500}", "Atlassian token"),
    ("hf_", 0, r"hf_[A-Za-z]{34}(?!\w)", "Hugging Face token"),
    ("hvs.", 0, r"hvs\.[\w-]{24,255}", "Vault token"),
    ("lin_api_", 0, r"lin_api_[A-Za-z0-9]{40}(?!\w)", "Linear key"),
    ("ntn_", 0, r"ntn_[A-Za-z0-9]{40,60}(?!\w)", "Notion token"),
    ("xkeysib-", 0, r"xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}(?!\w)", "Brevo key"),
    ("sq0", 0, r"sq0(?:atp|csp)-[\w-]{22,43}", "Square token"),
    ("figd_", 0, r"figd_[\w-]{40,255}", "Figma token"),
    ("dop_v1_", 0, r"dop_v1_[a-f0-9]{64}(?!\w)", "DigitalOcean token"),
    ("EAACEdEose0cBA", 0, r"EAACEdEose0cBA[A-Za-z0-9]{20,255}", "Facebook token"),
)
_PATTERNS = tuple((mark, back, re.compile(pattern), what) for mark, back, pattern, what in _SHAPES)
_IN_KEY = re.compile(r"[\w~.+/-]")
_INSIDE = re.compile(r"[\w-]")
MARKS = ("private key", *(mark.lower() for mark, _, _, _ in _SHAPES))
"""What must be in a text, in lower case, for it to hold one of these."""
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_LEAST = 64


def in_text(text: str) -> Iterator[Found]:
    """The tokens in a text that their own shape gives away."""
    for mark, back, pattern, what in _PATTERNS:
        if mark in text:
            for start, end in _matches(text, mark, back, pattern):
                written = text[start:end]
                if _is_drawn(written):
                    yield Found(start, end, what, "", Verdict.SURE, f"the shape of a {what}", written)
    if "PRIVATE KEY" in text:
        yield from _keys(text)


def _matches(text: str, mark: str, back: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the pattern stands around a mark, at most `back` characters after its start; at a word's edge only."""
    at = text.find(mark)
    while at >= 0:
        start = at
        while start > 0 and at - start < back and _IN_KEY.match(text, start - 1):
            start -= 1
        match = None if start and _INSIDE.match(text, start - 1) else pattern.match(text, start)
        if match:
            yield match.span()
        at = text.find(mark, match.end() if match else at + len(mark))


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
