"""The scorer on cases whose result is known."""

import json

from detection_lines import alarm_at, as_lines
from detection_score import Alarm, Case, Score, score
from planting import Label

DOCUMENT = {"a": "key=CANARY1;x", "b": "harmless", "c": "CANARY2", "d": {"e": [1234, "old"]}, "f": "near CANARY"}
ORIGINAL = {"d": {"e": [0, "old"]}}
LABELS = [
    Label("/a", (4, 11), "CANARY1", "token", "compose", is_secret=True, variant="plain"),
    Label("/b", (0, 8), "harmless", "mask", "compose", is_secret=False, variant="plain"),
    Label("/c", (0, 7), "CANARY2", "password", "body", is_secret=True, variant="foreign"),
    Label("/d/e/0", (0, 4), "1234", "pin", "body", is_secret=True, variant="plain"),
]


def scored(*alarms: Alarm, level: str = "low") -> Score:
    return score([Case("flow", DOCUMENT, ORIGINAL, LABELS, alarms)], level=level)


def test_nothing_said_misses_everything_and_is_precise() -> None:
    result = scored()
    assert (result.recall, result.precision, len(result.misses)) == (0.0, 1.0, 3)


def test_an_overlap_is_a_hit_and_the_same_span_is_exact() -> None:
    result = scored(Alarm("/a", (0, 6)), Alarm("/c", (0, 7)), Alarm("/d/e/0"))
    assert (result.recall, result.precision) == (1.0, 1.0)
    assert (result.all.found, result.all.exact) == (3, 2)
    assert [label.kind for _, label, _ in result.inexact] == ["token"]
    assert result.by_place["body"].recall == 1.0


def test_no_span_means_the_whole_scalar() -> None:
    assert scored(Alarm("/c")).all.exact == 1
    assert scored(Alarm("/a")).all.exact == 0


def test_beside_the_secret_is_not_a_hit() -> None:
    result = scored(Alarm("/a", (0, 4)), Alarm("/a", (11, 13)))
    assert (result.all.found, [f.group for f in result.false_alarms]) == (0, ["beside", "beside"])


def test_false_alarms_go_to_the_class_they_fell_for() -> None:
    result = scored(Alarm("/b"), Alarm("/f", (0, 4)), Alarm("/d/e/1"), Alarm("/c"))
    assert result.false_by_class == {"mask": 1, "beside": 1}
    assert [f.alarm.pointer for f in result.background] == ["/d/e/1"]
    assert result.precision == 1 / 3


def test_two_alarms_on_the_same_text_are_one_false_alarm() -> None:
    assert len(scored(Alarm("/b"), Alarm("/b", (0, 4))).false_alarms) == 1


def test_a_placeholder_is_no_alarm_and_does_not_find_a_secret() -> None:
    result = scored(Alarm("/b", placeholder=True), Alarm("/c", placeholder=True))
    assert not result.false_alarms
    assert [m.as_placeholder for m in result.misses if m.label.pointer == "/c"] == [True]
    assert result.placeholders == {"mask": 1}


def test_less_sure_alarms_are_left_out_at_a_higher_level() -> None:
    alarms = (Alarm("/a", (4, 11), "low"), Alarm("/c", (0, 7), "medium"))
    assert [scored(*alarms, level=level).all.found for level in ("low", "medium", "high")] == [2, 1, 0]


def test_a_finding_about_a_setting_is_not_about_a_value() -> None:
    result = scored(Alarm("/d"), Alarm("/nowhere"), Alarm("/d/e/7"))
    assert not result.false_alarms
    assert not result.background


def test_every_scalar_has_its_line() -> None:
    text, pointers = as_lines(DOCUMENT)
    assert json.loads(text) == DOCUMENT
    lines = text.split("\n")
    assert len(lines) == len(pointers)
    assert lines[pointers.index("/d/e/1")].strip() == '"old"'


def test_an_engines_line_and_text_become_pointer_and_span() -> None:
    document = {"x": {}, "y": 'say "CANARY"\n'}
    _, pointers = as_lines(document)
    line = pointers.index("/y") + 1
    assert alarm_at(document, pointers, line, '\\"CANARY\\"', "t") == Alarm("/y", (4, 12), detector="t")
    assert alarm_at(document, pointers, line, None, "t") == Alarm("/y", detector="t")
    assert alarm_at(document, pointers, 1, "CANARY", "t") is None
