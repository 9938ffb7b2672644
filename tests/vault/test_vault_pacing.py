"""Never more than Key Vault takes in any ten seconds, whenever the calls come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from remediate.vault.pacing import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


@settings(deadline=None)  # a busy machine is slow
@given(st.lists(st.floats(0, 3), max_size=40), st.integers(1, 30))
def test_in_no_ten_seconds_are_there_more_than_300(pauses, calls):
    clock, made = Clock(), []
    pace = Pace(25, 50, lambda: clock.now, clock.sleep)
    for pause in pauses:
        clock.now += pause
        for _ in range(calls):
            pace.wait()
            made.append(clock.now)
    assert all(later - start >= 10 for start, later in zip(made, made[300:], strict=False))


def test_a_few_secrets_do_not_wait_and_many_come_at_25_a_second():
    clock = Clock()
    pace = Pace(25, 50, lambda: clock.now, clock.sleep)
    for _ in range(50):
        pace.wait()
    assert clock.now == 1000
    for _ in range(250):
        pace.wait()
    assert round(clock.now - 1000, 6) == 10
