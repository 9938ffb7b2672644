"""A Secret environment variable declared as a parameter keeps the flow off (platform-facts 3.2): it is read instead."""

from remediate.flow import Flow
from remediate.flow.secret_reads import read_expression
from remediate.remedies import constants
from remediate.remedies.connector import action_name
from remediate.remedies.interface import Held, ReadSecretVariable
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import Entry, words
from remediate.remedies.patching import Patching
from remediate.remedies.placement import find_spot
from remediate.remedies.reading import Read, place_reads
from remediate.remedies.variable_read import Connection


def read_secret_variable(
    flow: Flow, patching: Patching, remedy: ReadSecretVariable, surroundings: Surroundings
) -> tuple[Read | None, bool] | Held:
    """Take the parameter out and let its readers read the variable.

    Gives back the read, None where nothing used the parameter, and whether the solution's connection is needed.
    """
    connection = surroundings.connection
    if not isinstance(connection, Connection):
        return Held("a flow outside solutions cannot use environment variables", "add the flow to a solution")
    constant = constants.secret_parameter(flow, remedy.parameter)
    if isinstance(constant, Held):
        return constant
    consumers = [leaf.action for leaf in constant.readers if leaf.action is not None]
    spot = find_spot(flow, consumers) if consumers else None
    if isinstance(spot, Held):
        return spot
    label = words(remedy.schema_name.removeprefix(f"{surroundings.prefix}_"))
    name = action_name(flow, label)
    for leaf in constant.readers:
        patching.replace(leaf.pointer, constants.inline(constant, leaf.text, read_expression(name)))
    constants.remove(constant, patching)
    if spot is None:
        return None, False
    key, needed = connection.provide(flow, patching)
    read = Read(name, Entry(label, remedy.schema_name, "", ""), None)
    place_reads(flow, patching, [(read, spot)], connection, key)
    return read, needed
