"""Moving secrets to the vault: all literals of a flow at once, so that one value is read once (rewriting.md)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from remediate import wdl
from remediate.flow import Action, Flow, Leaf
from remediate.flow import pointer as ptr
from remediate.remedies import constants
from remediate.remedies.compose_constant import compose_at
from remediate.remedies.connector import action_name
from remediate.remedies.constants import Constant, constant_at
from remediate.remedies.interface import Held, Literal
from remediate.remedies.naming import Entry, PackageNames
from remediate.remedies.patching import Patching
from remediate.remedies.placement import Spot, find_spot
from remediate.remedies.reading import Read, SecretConnection, place_reads
from remediate.remedies.splicing import splice_reads
from remediate.remedies.text_variable import TextVariables
from remediate.secret import Secret

MAX_ACTIONS = 500  # in one flow, platform-facts 10
MAX_EXPRESSION = 8192  # characters, platform-facts 10
MAX_VALUE = 25_000  # bytes of one secret, platform-facts 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the package gives to its flows: names, the connection for reads, and the publisher's prefix.

    `texts` are its Text environment variables, None where none can travel.
    """

    names: PackageNames
    connection: SecretConnection
    prefix: str
    texts: TextVariables | None = None


@dataclass(frozen=True)
class Moved:
    """What moving did.

    `reads` were placed; `unread` are values that nothing used: they are kept in the vault all the same. `held` says, by
    position in the literals given, which ones stay and why.
    """

    patching: Patching
    reads: tuple[Read, ...] = ()
    unread: tuple[Read, ...] = ()
    held: Mapping[int, Held] = field(default_factory=dict)
    needs_connection: bool = False


class _Stays(Exception):
    """A variable cannot go after all: it stays, and reads its value from the vault."""

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__()


class _Blocked(Exception):
    """Some literals cannot be moved; the others are tried again without them."""

    def __init__(self, literals: Iterable[int], held: Held) -> None:
        self.literals = frozenset(literals)
        self.held = held
        super().__init__()


def move(flow: Flow, literals: Sequence[Literal], surroundings: Surroundings) -> Moved:
    """Take the literals out of the flow and put reads in their place; what cannot be proven is held."""
    held: dict[int, Held] = {}
    staying: set[str] = set()
    wanted = {literal.pointer for literal in literals}
    near = tuple(leaf for leaf in flow.leaves if any(pointer.startswith(leaf.base) for pointer in wanted))
    leaves = {leaf.pointer: leaf for leaf in near if leaf.pointer in wanted}
    while True:
        left = {i: literal for i, literal in enumerate(literals) if i not in held}
        if not left:
            return Moved(Patching(flow.document), held=held)
        try:
            moved = _Move(flow, left, leaves, surroundings, staying).carry_out()
        except _Stays as stays:
            staying.add(stays.pointer)
        except _Blocked as blocked:
            held.update(dict.fromkeys(blocked.literals, blocked.held))
        else:
            return replace(moved, held=held)


@dataclass
class _Use:
    """One value in the flow: its read, the literals that hold it, and the actions that will read it."""

    read: Read
    literals: list[int] = field(default_factory=list)
    consumers: dict[str, None] = field(default_factory=dict)


class _Move:
    """One attempt to move all of `literals` (by their number)."""

    def __init__(
        self,
        flow: Flow,
        literals: Mapping[int, Literal],
        leaves: Mapping[str, Leaf],
        surroundings: Surroundings,
        staying: Collection[str],
    ) -> None:
        self._staying = staying
        self._flow = flow
        self._literals = literals
        self._leaves = leaves
        self._surroundings = surroundings
        self._patching = Patching(flow.document)
        self._constants: dict[str, Constant] = {}
        self._uses: dict[str, _Use] = {}
        self._names = Counter(action.name.casefold() for action in flow.all_actions)

    def carry_out(self) -> Moved:
        for number, literal in self._literals.items():
            self._site(number, literal)
        for number, literal in self._literals.items():
            self._use(number, literal)
        if len(self._flow.all_actions) + len(self._uses) > MAX_ACTIONS:
            reason = f"with its secret reads the flow would have more than {MAX_ACTIONS} actions"
            raise _Blocked(self._literals, Held(reason, "split the flow"))
        self._rewrite_texts()
        for pointer in self._constants:
            self._remove_constant(pointer)
        self._place_reads()
        reads = tuple(use.read for use in self._uses.values() if use.consumers)
        unread = tuple(use.read for use in self._uses.values() if not use.consumers)
        return Moved(self._patching, reads, unread, needs_connection=self._needs_connection)

    def _site(self, number: int, literal: Literal) -> None:
        """Find out what holds the literal; held where no read can take its place."""
        leaf = self._leaves.get(literal.pointer)
        if not can_be_kept(literal.secret):
            raise _Blocked([number], Held("no vault takes this value: it is too long, or no text", "shorten it"))
        if leaf is None:
            raise _Blocked([number], _out_of_reach(literal.pointer))
        if leaf.trigger is not None:
            raise _Blocked(
                [number],
                Held("a trigger cannot read a vault before the flow runs", "move the call into an action"),
            )
        constant = _constant(self._flow, literal.pointer, with_compose=literal.with_compose)
        if isinstance(constant, Constant) and literal.pointer not in self._staying:
            self._constants[literal.pointer] = constant
        elif leaf.action is None and isinstance(constant, Held):
            raise _Blocked([number], constant)
        elif leaf.action is None or not constants.evaluated(leaf):
            raise _Blocked(
                [number],
                Held("no expression is evaluated at this place, so no read can stand there", "delete the value"),
            )

    def _use(self, number: int, literal: Literal) -> None:
        consumers = self._consumers(literal)
        doubled = next((a for a in consumers if self._names[a.name.casefold()] > 1), None)
        if doubled is not None:  # such a flow does not turn on, and no name says which of the two is meant
            raise _Blocked([number], Held(f"two actions are called {doubled.name}", "rename one of them"))
        value = literal.secret.reveal()
        if value not in self._uses:
            entry = self._surroundings.names.entry(literal)
            name = self._unique_action_name(entry)
            self._uses[value] = _Use(Read(name, entry, literal.secret))
        use = self._uses[value]
        use.literals.append(number)
        use.consumers.update(dict.fromkeys(a.name for a in consumers))

    def _unique_action_name(self, entry: Entry) -> str:
        taken = [use.read.action for use in self._uses.values()]
        return action_name(self._flow, entry.label, taken)

    def _consumers(self, literal: Literal) -> list[Action]:
        constant = self._constants.get(literal.pointer)
        readers = constant.readers if constant else (self._leaves[literal.pointer],)
        return [leaf.action for leaf in readers if leaf.action is not None]

    def _read_of(self, literal: Literal) -> str:
        read = self._uses[literal.secret.reveal()].read
        before, _, after = literal.wrap.rpartition("{}")  # the user name in front of it may hold the mark too
        return before + self._surroundings.connection.expression(read.action) + after

    def _rewrite_texts(self) -> None:
        """New text for every string that held a literal, or reads a constant that held one; each is proven."""
        by_pointer: dict[str, list[int]] = {}
        for number, literal in self._literals.items():
            by_pointer.setdefault(literal.pointer, []).append(number)
        rewritten = {pointer: self._spliced(pointer, numbers) for pointer, numbers in by_pointer.items()}
        before = {pointer: self._leaves[pointer].value for pointer in by_pointer if pointer not in self._constants}
        after = {pointer: text for pointer, text in rewritten.items() if pointer not in self._constants}
        for pointer, constant in self._constants.items():
            old, new = constants.as_expression(constant.value), constants.as_expression(rewritten[pointer])
            for leaf in constant.readers:
                at = leaf.pointer
                try:
                    before[at] = constants.inline(constant, before.get(at, leaf.value), old)
                    after[at] = constants.inline(constant, after.get(at, leaf.value), new)
                except ValueError:
                    reason = f"{constant.name} is read in a way that only a {constant.function[:-1]} can be"
                    raise _Blocked(by_pointer[pointer], Held(reason, "read the whole value")) from None
        for pointer, text in after.items():
            self._prove(pointer, before[pointer], text, by_pointer)
            if pointer not in self._constants:
                self._patching.replace(pointer, text)

    def _spliced(self, pointer: str, numbers: Sequence[int]) -> str:
        literals = [self._literals[n] for n in numbers]
        try:
            return splice_reads(self._leaves[pointer].value, [(one.span, self._read_of(one)) for one in literals])
        except ValueError:
            raise _Blocked(
                numbers, Held("the value crosses the border of an expression", "type it in one piece")
            ) from None

    def _prove(self, pointer: str, old: Any, new: str, by_pointer: Mapping[str, Sequence[int]]) -> None:
        values = {use.read.action: value for value, use in self._uses.items()}
        unproven = wdl.equivalent_value(old, new, values, paths=self._surroundings.connection.paths)
        if unproven is not None:
            held = Held(f"the rewritten value is not proven to be the same: {unproven}")
        elif _is_too_long(new):
            held = Held(f"its expression would have more than {MAX_EXPRESSION} characters", "split the expression")
        else:
            return
        touching = list(by_pointer.get(pointer, ()))
        for at, constant in self._constants.items():
            if any(leaf.pointer == pointer for leaf in constant.readers):
                touching += by_pointer[at]
        raise _Blocked(touching, held)

    def _remove_constant(self, pointer: str) -> None:
        is_compose = self._constants[pointer].function == "outputs"
        current = self._flow.with_document(self._patching.document)
        found = _constant(current, pointer, with_compose=is_compose)
        if not isinstance(found, Constant):
            raise _Stays(pointer)
        constants.remove(found, self._patching)

    def _place_reads(self) -> None:
        current = self._flow.with_document(self._patching.document)
        spots: list[tuple[Read, Spot]] = []
        for use in self._uses.values():
            consumers = [a for name in use.consumers if (a := current.action(name)) is not None]
            if not consumers:
                use.consumers.clear()
                continue
            spot = find_spot(current, consumers)
            if isinstance(spot, Held):
                raise _Blocked(use.literals, spot)
            spots.append((use.read, spot))
        self._needs_connection = False
        if spots:
            connection = self._surroundings.connection
            key, self._needs_connection = connection.provide(current, self._patching)
            place_reads(current, self._patching, spots, connection, key)


def _out_of_reach(pointer: str) -> Held:
    """Why no read can stand at a place in which nothing is looked for that runs."""
    if ptr.split(pointer)[-3::2] == ["cases", "case"]:
        return Held("a Switch compares with its cases as they stand, so no read can stand there", "use a Condition")
    return Held("the value is not in a part of the flow that runs", "delete it there")


def _constant(flow: Flow, pointer: str, *, with_compose: bool) -> Constant | Held | None:
    found = constant_at(flow, pointer)
    return compose_at(flow, pointer) if found is None and with_compose else found


def _is_too_long(text: str) -> bool:
    """Whether an expression in the text is longer than the platform takes."""
    long = len(text) > MAX_EXPRESSION
    return long and any(one.span[1] - one.span[0] > MAX_EXPRESSION for one in wdl.expressions(wdl.parse(text)))


def can_be_kept(secret: Secret) -> bool:
    """Whether a vault can take the value: text of at most 25,000 bytes, and not empty (platform-facts 8)."""
    try:
        return 0 < len(secret.reveal().encode()) <= MAX_VALUE
    except UnicodeEncodeError:
        return False
