"""Values that ordinary environment variables lost: moved to where the flows read them now, or only gone."""

from collections.abc import Iterator

from remediate.flow import Flow
from remediate.flow.callback_urls import called_url
from remediate.flow.http_triggers import signs_in
from remediate.flow.secret_parameters import declared_schema_name
from remediate.flow.variable_urls import given_url
from remediate.package import EnvironmentVariable, Package, view, view_alone
from remediate.package.interface import SECRET_TYPE
from remediate.secret import Secret
from remediate.verify import rules
from remediate.verify.pairing import Pairs
from remediate.verify.reads import reads_of
from remediate.verify.verdict import Located


def lost_values(pairs: Pairs, before: Package, after: Package) -> Iterator[Located]:
    """A problem for each variable that lost a value which no flow of AFTER reads from a vault instead.

    A value is moved where a flow kept it in a parameter, as the platform writes it there (platform-facts 3.1), that is
    gone from a flow which reads secrets now: that every use of the parameter is the old value is proven elsewhere.
    No flow may go on declaring the variable, since it would find nothing there.
    """
    emptied = list(_emptied(before, after))
    if not emptied:
        return
    flows = [(view(before, old), view(after, new)) for old, new in pairs.both]
    reading = [(was, now) for was, now in flows if reads_of(now).sources]
    declared = {_declared(node) for file in after.flows for node in view_alone(file).parameters.values()}
    for was, kept, lost in emptied:
        if was.schema_name.casefold() in declared or not _is_moved(was, lost, reading):
            why = f"{was.schema_name} lost a value that no flow reads from a vault instead"
            yield Located(kept.member, "", rules.ORDINARY_VARIABLES.broken("", why))


def emptied_variables(before: Package, after: Package) -> list[str]:
    """The schema names of the ordinary variables that lost a value."""
    return [was.schema_name for was, _, _ in _emptied(before, after)]


def _emptied(
    before: Package, after: Package
) -> Iterator[tuple[EnvironmentVariable, EnvironmentVariable, list[Secret]]]:
    """Each ordinary variable that lost values, as it was and as it is, with those."""
    if before.facts is None or after.facts is None:
        return
    now = {variable.schema_name.casefold(): variable for variable in after.facts.environment_variables}
    for was in before.facts.environment_variables:
        kept = now.get(was.schema_name.casefold())
        if kept is None or was.type == SECRET_TYPE:
            continue
        lost = [*_lost(was.default, kept.default), *_lost(was.value, kept.value)]
        if lost:
            yield was, kept, lost


def _lost(old: Secret | None, new: Secret | None) -> Iterator[Secret]:
    nothing = (None, Secret(""))
    if old is not None and old not in nothing and new in nothing:
        yield old


def _is_moved(variable: EnvironmentVariable, lost: list[Secret], reading: list[tuple[Flow, Flow]]) -> bool:
    """Whether the flows that read secrets now, before and after, had every lost value of the variable."""
    kept = [Secret(text) for was, now in reading for text in (*_kept(was, variable), *_called(was, now, variable))]
    return all(value in kept for value in lost)


def _kept(flow: Flow, variable: EnvironmentVariable) -> Iterator[str]:
    """The texts that a flow's parameters keep of the variable."""
    for declared in flow.parameters.values():
        if _declares(declared, variable) and isinstance(declared.get("defaultValue"), str):
            yield declared["defaultValue"]


def _called(was: Flow, now: Flow, variable: EnvironmentVariable) -> Iterator[str]:
    """The callback URL that the variable gave to requests which sign in now; their URLs are proven elsewhere."""
    for name, declared in was.parameters.items():
        url = given_url(was, name) if _declares(declared, variable) and name not in now.parameters else None
        at = was.at("parameters", name, "defaultValue")
        for action in was.actions("Http") if url else ():
            calling, typed = now.action(action.name), called_url(was, action)
            if url and typed and at in typed.sources and calling and signs_in(calling) and not signs_in(action):
                yield url


def _declares(node: object, variable: EnvironmentVariable) -> bool:
    return _declared(node) == variable.schema_name.casefold()


def _declared(node: object) -> str:
    """The schema name, in casefold, of the variable that a parameter stands for; empty where it stands for none."""
    return declared_schema_name(node).casefold()
