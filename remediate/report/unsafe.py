"""Why a fix is only made where it is asked for: who has to follow, in one clause."""

from remediate.detection import Fate, Outcome
from remediate.detectors.unsecured_secret_trigger import unsecured_secret_trigger
from remediate.remedies import LockTrigger, MoveToVault, ReadSecretVariable, Safety, SecureData, SendToken

_PREMIUM = "the flow has only standard connectors and becomes premium: who uses it may need a licence"
_CALLERS = "its callers need the new URL, and must send a token"
_REFUSED = "callers that are not among the users are refused"
_URL = "the URL of a locked trigger is known only after the import: it is to be compared with this one then"
_DEBUGGING = "whoever looks into a failed run does not see any more what came in"
_UNSEEN = "the setting is documented for this type and was never seen in an export: the flow may not turn on"


def why_unsafe(outcome: Outcome) -> str:
    """The reason, empty for a fix that needs nobody and for what is not fixed."""
    if outcome.safety is not Safety.UNSAFE or outcome.fate not in (Fate.FIXED, Fate.FIXABLE):
        return ""
    match outcome.finding.remedy:
        case MoveToVault() | ReadSecretVariable():
            why = _PREMIUM
        case LockTrigger() as lock:
            why = _REFUSED if lock.names_users else _CALLERS
        case SendToken():
            why = _URL
        case SecureData():
            why = _DEBUGGING if outcome.detector == unsecured_secret_trigger.id else _UNSEEN
        case _:
            why = ""
    return why
