"""Any order in which several writers' calls reach a Key Vault: whoever was told that they own a name still has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Semaphore, Thread
from typing import TypeVar, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remediate.errors import VaultUnreachable
from remediate.secret import Secret
from remediate.vault import azure_race
from remediate.vault.azure_session import AzureSession, Kept

T = TypeVar("T")


@dataclass
class Name:
    """The versions of one name, oldest first."""

    versions: list[Kept] = field(default_factory=list)
    disabled: set[str] = field(default_factory=set)

    def current(self) -> Secret | None:
        newest = self.versions[-1] if self.versions else None
        return None if newest is None or newest.version in self.disabled else newest.secret


class Turns:
    """Lets one writer at a time make one call, in the order given and then in turn."""

    def __init__(self, writers: int, order: list[int]) -> None:
        self.may = [Semaphore(0) for _ in range(writers)]
        self.did = Semaphore(0)
        self.left = set(range(writers))
        self.order = order

    def run(self) -> None:
        step = 0
        while self.left:
            wanted = self.order[step] if step < len(self.order) else step
            step += 1
            who = sorted(self.left)[wanted % len(self.left)]
            self.may[who].release()
            self.did.acquire()


class TurnSession:
    """What `azure_race` asks of a session, each call taking a turn."""

    def __init__(self, name: Name, turns: Turns, who: int) -> None:
        self.name, self.turns, self.who = name, turns, who

    def call(self, act: Callable[[], T]) -> T:
        self.turns.may[self.who].acquire()
        try:
            return act()
        finally:
            self.turns.did.release()

    def end(self) -> None:
        self.call(lambda: self.turns.left.discard(self.who))

    def get(self, _: str, version: str = "") -> Kept | None:
        return self.call(lambda: self._read(version))

    readable = get

    def set(self, _: str, secret: Secret, tags: Mapping[str, str], content_type: str | None = None) -> str:
        return self.call(lambda: self._write(secret, tags, content_type))

    def put_back(self, _: str, kept: Kept, tags: Mapping[str, str]) -> Kept:
        return replace(kept, version=self.set("", kept.secret, tags), tags=tags)

    def tag(self, _: str, version: str, tags: Mapping[str, str]) -> None:
        def change() -> None:
            self.name.versions[int(version) - 1] = replace(self.name.versions[int(version) - 1], tags=tags)

        self.call(change)

    def disable(self, _: str, version: str) -> None:
        self.call(lambda: self.name.disabled.add(version))

    def others(self, _: str, version: str) -> list[Kept]:
        """As the real one: the list is one call, each value another."""
        ids = self.call(lambda: [k.version for k in self.name.versions if k.version not in self.name.disabled])
        return [kept for other in ids if other != version and (kept := self.get("", other)) is not None]

    def _read(self, version: str) -> Kept | None:
        found = [k for k in self.name.versions if k.version == version] if version else self.name.versions[-1:]
        return None if not found or found[0].version in self.name.disabled else found[0]

    def _write(self, secret: Secret, tags: Mapping[str, str], content_type: str | None) -> str:
        version = str(len(self.name.versions) + 1)
        self.name.versions.append(Kept(version, secret, tags, content_type))
        return version


def race(values: list[str], order: list[int]) -> tuple[Name, list[bool | None]]:
    """The name after all have tried to claim it for their value, and what each was told (None: an error)."""
    name, told = Name(), [cast("bool | None", None)] * len(values)
    turns = Turns(len(values), order)

    def claim(who: int) -> None:
        turn = TurnSession(name, turns, who)
        session, secret = cast("AzureSession", turn), Secret(values[who])
        try:
            stays = azure_race.stays(session, "Key", secret)
            told[who] = azure_race.claim(session, "Key", secret, {}) is not None if stays is None else stays
        except VaultUnreachable:
            pass
        finally:
            turn.end()

    threads = [Thread(target=claim, args=(who,)) for who in range(len(values))]
    for thread in threads:
        thread.start()
    turns.run()
    for thread in threads:
        thread.join()
    return name, told


@pytest.fixture(autouse=True, scope="module")
def _no_waiting() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(azure_race, "SECONDS_BETWEEN", 0)
        yield


_values = st.lists(st.sampled_from(["CANARY-a", "CANARY-b", "CANARY-c"]), min_size=2, max_size=4)


@settings(max_examples=400, deadline=None)
@given(values=_values, order=st.lists(st.integers(0, 11), max_size=120))
def test_whoever_was_told_yes_still_has_the_name_when_all_is_over(values: list[str], order: list[int]) -> None:
    name, told = race(values, order)
    owners = {value for value, yes in zip(values, told, strict=True) if yes}
    assert len(owners) <= 1
    assert all(name.current() == Secret(owner) for owner in owners)


@settings(max_examples=100, deadline=None)
@given(order=st.lists(st.integers(0, 11), max_size=60))
def test_nobody_waits_for_ever(order: list[int]) -> None:
    _, told = race(["CANARY-a", "CANARY-b", "CANARY-c"], order)
    assert None not in told


def test_one_after_the_other_the_first_has_it() -> None:
    _, told = race(["CANARY-a", "CANARY-b", "CANARY-a"], [0] * 8 + [1] * 8)
    assert told == [True, False, True]
