"""Values that differ between environments, moved into ordinary (Text) environment variables (platform-facts 1.5, 3.1).

The variable's default is the value that stood in the flow, and the flow's parameter keeps the same: where nobody gives
the variable a value, the flow does what it did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from remediate import wdl
from remediate.flow import Flow, Leaf
from remediate.flow.secret_parameters import declared_schema_name
from remediate.remedies import constants
from remediate.remedies.interface import Held, MoveToVariable
from remediate.remedies.naming import PackageNames
from remediate.remedies.patching import Patching

MAX_VALUE = 2000  # characters of a default value, platform-facts 1.5
MAX_PARAMETERS = 50  # the Logic Apps limit; Power Automate publishes none, platform-facts 11l
MAX_DISPLAY_NAME = 100  # platform-facts 1.5
ABOUT = "Differs between environments."
"""What a new variable says of itself, and the flows with it."""


@dataclass(frozen=True, slots=True)
class TextVariable:
    """A Text environment variable with the value that it has, which is its default if it is `new`."""

    schema_name: str
    display_name: str
    value: str
    new: bool = True

    @property
    def parameter(self) -> str:
        """The parameter that stands for it in a flow (platform-facts 3.1)."""
        return f"{self.display_name} ({self.schema_name})"

    @property
    def declared(self) -> dict[str, object]:
        """The parameter as a flow declares it."""
        metadata = {"schemaName": self.schema_name, "description": ABOUT}
        return {"defaultValue": self.value, "type": "String", "metadata": metadata}


class TextVariables:
    """The Text variables of one package, one for a value: those that it has, and new ones under derived names."""

    def __init__(self, names: PackageNames, existing: Iterable[TextVariable] = ()) -> None:
        self._names = names
        self._by_value: dict[str, TextVariable] = {}
        for variable in existing:
            self._by_value.setdefault(variable.value, variable)

    def of(self, wanted: MoveToVariable) -> TextVariable:
        """The variable for a value; the first one to ask decides how it is called."""
        if wanted.value not in self._by_value:
            name = self._names.schema_name(wanted.label)
            display = wanted.display[:MAX_DISPLAY_NAME].strip() or name
            self._by_value[wanted.value] = TextVariable(name, display, wanted.value)
        return self._by_value[wanted.value]


@dataclass(frozen=True)
class Ported:
    """What moving did: the new variables that the flow reads now, and what stays, by position in what was given."""

    patching: Patching
    variables: tuple[TextVariable, ...] = ()
    held: Mapping[int, Held] = field(default_factory=dict)


def port(flow: Flow, wanted: Sequence[MoveToVariable], texts: TextVariables | None) -> Ported:
    """Read variables in the place of values; without `texts` there is no solution in which a variable could travel."""
    if texts is None:
        held = Held("environment variables travel only in solutions", "bring the flow into one: remediate migrate")
        return Ported(Patching(flow.document), held=dict.fromkeys(range(len(wanted)), held))
    return _Porting(flow, wanted, texts).carry_out()


class _Porting:
    """One flow in the making."""

    def __init__(self, flow: Flow, wanted: Sequence[MoveToVariable], texts: TextVariables) -> None:
        self._flow = flow
        self._wanted = wanted
        self._texts = texts
        self._leaves = {leaf.pointer: leaf for leaf in flow.leaves}
        self._patching = Patching(flow.document)
        self._used: dict[str, TextVariable] = {}
        self._held: dict[int, Held] = {}

    def carry_out(self) -> Ported:
        by_pointer: dict[str, list[int]] = {}
        for number, one in enumerate(self._wanted):
            by_pointer.setdefault(one.pointer, []).append(number)
        for pointer, numbers in by_pointer.items():
            self._rewrite(pointer, numbers)
        return Ported(self._patching, tuple(v for v in self._used.values() if v.new), self._held)

    def _rewrite(self, pointer: str, numbers: Sequence[int]) -> None:
        held = self._held_at(self._leaves.get(pointer))
        names: dict[int, str] = {}
        for number in numbers if held is None else ():
            found = self._parameter(self._wanted[number])
            held = held or (found if isinstance(found, Held) else None)
            names[number] = found if isinstance(found, str) else ""
        if held is None:
            text = self._leaves[pointer].text
            places = [(self._wanted[n].span, f"parameters({wdl.quote(name)})") for n, name in names.items()]
            try:
                self._patching.replace(pointer, wdl.place(text, places))
            except ValueError:
                held = Held("the value crosses the border of an expression", "type it in one piece")
        if held is not None:
            self._held.update(dict.fromkeys(numbers, held))

    def _held_at(self, leaf: Leaf | None) -> Held | None:
        if leaf is None or leaf.owner is None or not constants.evaluated(leaf):
            return Held("no expression is evaluated at this place", "write the value where it is used")
        return None

    def _parameter(self, wanted: MoveToVariable) -> str | Held:
        """The name of the parameter to read; it is declared where it was not."""
        if len(wanted.value) > MAX_VALUE:
            return Held(f"an environment variable takes {MAX_VALUE} characters", "shorten the value")
        variable = self._texts.of(wanted)
        for name, node in self._flow.parameters.items():
            if declared_schema_name(node).casefold() == variable.schema_name.casefold():
                kept = isinstance(node, dict) and node.get("defaultValue") == variable.value
                why = f"the flow keeps another value of the environment variable {variable.schema_name}"
                return name if kept else Held(why, "save the flow, or turn it off and on again, and export anew")
        if variable.schema_name not in self._used and len(self._flow.parameters) + len(self._used) >= MAX_PARAMETERS:
            return Held(f"the flow would have more than {MAX_PARAMETERS} parameters", "split the flow")
        return self._declare(variable)

    def _declare(self, variable: TextVariable) -> str:
        if variable.schema_name not in self._used:
            self._used[variable.schema_name] = variable
            if not isinstance(self._patching.value(self._flow.at("parameters")), dict):
                self._patching.add(self._flow.at("parameters"), {})
            self._patching.add(self._flow.at("parameters", variable.parameter), variable.declared)
        return variable.parameter
