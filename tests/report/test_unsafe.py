"""Who has to follow an unsafe fix is said, with each kind of fix; of the others nothing is."""

import pytest

from remediate.detection import Fate, Outcome
from remediate.detectors import Confidence, Finding
from remediate.detectors.unsecured_secret_trigger import unsecured_secret_trigger
from remediate.detectors.unsecured_secret_use import unsecured_secret_use
from remediate.remedies import LockTrigger, ReadSecretVariable, Safety, SecureData, SendToken
from remediate.report.unsafe import why_unsafe

HIDDEN = SecureData("/a", frozenset({"outputs"}), Safety.UNSAFE)


def outcome(remedy, detector="open-http-trigger", fate=Fate.FIXABLE, safety=Safety.UNSAFE):
    return Outcome(detector, Finding("/a", "It is so", "why", remedy, confidence=Confidence.HIGH), fate, safety)


@pytest.mark.parametrize(
    ("remedy", "detector", "said"),
    [
        (ReadSecretVariable("p", "contoso_p"), "secret-variable-parameter", "premium"),
        (LockTrigger("/a"), "open-http-trigger", "new URL"),
        (LockTrigger("/a", names_users=True), "empty-allowed-users", "refused"),
        (SendToken("/a", "https://audience.example"), "caller-without-token", "after the import"),
        (HIDDEN, unsecured_secret_trigger.id, "failed run"),
        (HIDDEN, unsecured_secret_use.id, "may not turn on"),
    ],
)
def test_each_unsafe_fix_says_who_has_to_follow(remedy, detector, said):
    assert said in why_unsafe(outcome(remedy, detector))
    assert said in why_unsafe(outcome(remedy, detector, Fate.FIXED))


@pytest.mark.parametrize(("fate", "safety"), [(Fate.HELD, None), (Fate.FIXED, Safety.SAFE), (Fate.REPORT, None)])
def test_nothing_is_said_of_others(fate, safety):
    assert why_unsafe(outcome(LockTrigger("/a"), fate=fate, safety=safety)) == ""
