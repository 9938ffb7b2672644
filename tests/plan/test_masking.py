"""What may be shown of a flow: no value that any detector sees, whatever the run looks for."""

import hashlib
import json

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.plan.masking import MASK, masked, masked_text, masked_values, secret_texts

KEY = "CANARY-9f27c4a1b3d85e60"


def flow(**actions) -> Flow:
    return Flow({"properties": {"connectionReferences": {}, "definition": ex.definition(actions)}}, "Orders")


def shown(document) -> str:
    return json.dumps(document, ensure_ascii=False)


def test_what_a_detector_sees_is_masked():
    document = masked(flow(A=ex.http(headers={"x-api-key": KEY})))
    assert KEY not in shown(document)
    assert MASK in shown(document)


@pytest.mark.parametrize(
    "copied",
    [
        {"uri": f"https://h.example/x?note={KEY}"},
        {"body": f"twice {KEY} and {KEY}"},
        {"body": {"a/b~c": [KEY, {"deep": KEY + KEY}]}},
    ],
)
def test_a_copy_of_a_secret_is_masked_where_no_detector_looks(copied):
    one = flow(A=ex.http(headers={"x-api-key": KEY}), B=ex.http(**copied))
    assert KEY not in shown(masked(one))


def test_what_was_secret_before_is_masked_afterwards():
    before = flow(A=ex.http(headers={"x-api-key": KEY}), B=ex.compose(f"note {KEY}"))
    after = flow(A=ex.http(headers={"x-api-key": "@body('R')"}), B=ex.compose(f"note {KEY}"))
    assert KEY in shown(masked(after))
    assert KEY not in shown(masked(after, secret_texts(before)))


def test_the_flow_itself_stays_as_it_is():
    one = flow(A=ex.http(headers={"x-api-key": KEY}))
    before = shown(one.document)
    masked(one)
    assert shown(one.document) == before


def test_text_around_a_secret_stays_readable():
    one = flow(A=ex.http(uri=f"https://h.example/x?code={KEY}&status=new"))
    assert f"https://h.example/x?code={MASK}&status=new" in masked_values(one).values()


def test_a_word_that_is_too_short_for_a_secret_is_not_masked_everywhere():
    one = flow(A=ex.http(authentication={"type": "Basic", "username": "u", "password": "abc"}), B=ex.compose("abcdef"))
    assert "abcdef" in shown(masked(one))


def test_the_digest_of_a_flow_is_the_same_whatever_the_secret():
    def digest(value: str) -> str:
        one = flow(A=ex.http(headers={"x-api-key": value}), B=ex.compose(f"copy {value}"))
        return hashlib.sha256(masked_text(json.dumps(one.document).encode(), one)).hexdigest()

    assert digest("CANARY-9f27c4a1b3d85e60") == digest("CANARY-0c44d1ee71b29a35f8")
