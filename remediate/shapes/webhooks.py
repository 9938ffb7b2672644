"""URLs that are secrets by themselves: chat webhooks, and hooks with a token in their path."""

import re

from remediate.shapes.addresses import Url
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import GUID, is_random
from remediate.shapes.names import Kind, Naming
from remediate.shapes.values import Verdict, judge

_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
#: The parts of a path behind which services take what is sent to them, for whoever knows the next part.
_TAKES = "integrations?|inputs?|receiver|incoming|heartbeats?|ingest|collect|catch"
#: What a URL without a telling word holds, in lower case, whose path may end in a token.
MARKS = (
    r"hook|/bot\d|/rest/\d|/integration|/inputs?/|/receiver/|/incoming/|/heartbeat|/ingest/|/private-|/owa/cal|hc-ping"
    r"|/macros/s/|/v6/|/forecast/"
)
_TOKEN = Naming(Kind.TOKEN, strong=True)
_HOOKS = (
    re.compile(r"[^/]*\.webhook\.office\.com(?::\d+)?/webhookb2/[^/?#]+/IncomingWebhook/[^/?#]+/.+"),
    re.compile(r"outlook\.office(?:365)?\.com/webhook/[^/?#]+/IncomingWebhook/[^/?#]+/.+"),
    re.compile(r"hooks\.slack\.com/(?:services|workflows|triggers)/[^/?#]+/.+"),
    re.compile(r"(?:(?:canary|ptb)\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/[^/?#]+/.+"),
    re.compile(r"hooks\.zapier\.com/hooks/catch/\d+/[a-z0-9].+"),
    re.compile(r"webexapis\.com/v1/webhooks/incoming/[a-z0-9_-]{16,}.*"),
    re.compile(r"chat\.googleapis\.com/v1/spaces/[^?#]+\?.*(?:key|token)=.+"),
)
#: URLs with a token in their path: the token alone moves.
_PATH_TOKENS = (
    (re.compile(r"api\.telegram\.org/(?:file/)?bot(\d+:[A-Za-z0-9_-]{20,})"), "bot token"),
    (re.compile(r"maker\.ifttt\.com/trigger/[^/?#]+/(?:json/)?with/key/([A-Za-z0-9_-]{8,})"), "key"),
    (re.compile(r"hook\.(?:[a-z0-9]+\.)?(?:make|integromat)\.com/([A-Za-z0-9]{16,})"), "hook"),
    (re.compile(r"(?:[\w-]+\.)?workato\.com/webhooks/rest/([\w-]{16,})"), "hook"),
    (re.compile(r"open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/([\w-]{16,})"), "hook"),
    (re.compile(r"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]{16,})"), "key"),
    (re.compile(r"oapi\.dingtalk\.com/robot/send\?access_token=([\w-]{16,})"), "access token"),
    (re.compile(r"[^/]+/hooks/([a-z0-9]{26})(?![a-z0-9])"), "hook"),
    (re.compile(r"[^/]+/rest/\d{1,6}/(?=[a-z]{0,30}\d)([a-z0-9]{12,40})/[a-z]+(?:\.[a-z]+)+"), "key"),
    (re.compile(rf"(?:[^/]+/webhook|[^/]+/inputs|webhook\.site|hc-ping\.com)/({_GUID})"), "hook"),
    (re.compile(r"script\.google\.com/macros/s/(AKfy[\w-]{30,120})/exec"), "deployment"),
    (re.compile(r"v6\.exchangerate-api\.com/v6/([0-9a-f]{24})(?=/)"), "key"),
    (re.compile(r"api\.(?:darksky|pirateweather)\.net/forecast/([A-Za-z0-9]{32,40})(?=/)"), "key"),
    (re.compile(r"api\.pushover\.net/[^?#]*token/([A-Za-z0-9]{20,})"), "token"),
)
#: Of hosts that nobody knows: what stands there must look drawn.
_DRAWN_TOKENS = (
    (re.compile(r"[^?#]{0,200}/(?:api[-_]?key|access[-_]?token|token|secret|auth)/([\w-]{16,})(?![\w-])"), "key"),
    (re.compile(rf"[^?#]{{0,200}}/(?:{_TAKES})/(?:[^/?#]{{1,60}}/){{0,3}}([\w=-]{{20,}})(?![\w=-])"), "key"),
    (re.compile(r"[^?#]{0,200}/private-([0-9a-f]{32})/"), "key"),
    (re.compile(r"[^/]+/owa/calendar/[^/?#]{1,120}/([\w-]{20,})/calendar"), "key"),
    (re.compile(r"hooks?\.[^/]+/(?:[^/?#]{1,60}/){0,5}([\w-]{16,})/?(?![\w/-])"), "hook"),
    (
        re.compile(
            r"[^/]+/(?:[^/?#]{1,60}/){0,4}(?:[a-z]{1,12}[_-]?)?hooks?/(?:[^/?#]{1,60}/){0,3}([\w-]{16,})/?(?![\w/-])"
        ),
        "hook",
    ),
)


def webhook(url: Url) -> Found | None:
    """A chat webhook, which is secret as a whole, or a hook whose path ends in a token."""
    rest = url.text[url.authority : url.end]
    low = rest.lower()
    for pattern in _HOOKS:
        if pattern.match(low if "IncomingWebhook" not in pattern.pattern else rest) and HIDDEN not in rest:
            written = url.text[url.start : url.end]
            tail = rest.partition("?")[0].rstrip("/").rpartition("/")[2]
            verdict = judge(tail, _TOKEN, demanded=True) if not GUID.fullmatch(tail) else Verdict.SURE
            if verdict is Verdict.NO:
                verdict = Verdict.PLACEHOLDER
            return Found(url.start, url.end, "webhook", url.host, verdict, "the URL of a chat webhook", written)
    for pattern, name in _PATH_TOKENS:
        match = pattern.match(rest)
        if match and (verdict := judge(match[1], _TOKEN, demanded=True)) is not Verdict.NO:
            return _part(url, match, name, verdict)
    for pattern, name in _DRAWN_TOKENS:
        match = pattern.match(rest)
        if match and is_random(match[1]):
            return _part(url, match, name, Verdict.LIKELY)
    return None


def _part(url: Url, match: re.Match[str], name: str, verdict: Verdict) -> Found:
    start, end = (url.authority + offset for offset in match.span(1))
    return Found(start, end, name, url.host, verdict, f"the {name} in a URL", match[1])
