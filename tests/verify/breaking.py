"""A flow with a secret, what a right fix makes of it, and the ways in which tests break that."""

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection

KEY = "CANARY-9f27c4a1b3d85e60"
READ = "Get_secret_api_contoso_example_x_api_key"
ROOT = "/properties/definition/actions"
TRY = f"{ROOT}/Try/actions"


def original() -> Flow:
    call = ex.after(ex.http(headers={"x-api-key": KEY, "Accept": "text/plain"}), "Prepare")
    again = ex.http("https://api.contoso.example/again", headers={"x-api-key": KEY})
    loop = {"type": "Foreach", "foreach": "@body('Call')", "actions": {"Again": again}, **ex.after({}, "Call")}
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Prepare": ex.compose("x"), "Call": call, "Loop": loop}}
    mail = ex.connector("SendEmailV2", {"emailMessage/To": "ops@contoso.example"}, "shared_office365")
    actions = {"Try": scope, "Mail": {**mail, "runAfter": {"Try": ["Failed", "TimedOut"]}}}
    references = {
        "shared_office365": {"runtimeSource": "embedded", "connection": {}, "api": {"name": "shared_office365"}}
    }
    document = {
        "properties": {"connectionReferences": references, "definition": ex.definition(actions)},
        "schemaVersion": "1.0.0.0",
    }
    return Flow(document, "Orders", "Workflows/Orders.json")


def fixed() -> tuple[Flow, Flow, dict[str, str]]:
    names = PackageNames("contoso", "contoso", [], SecretNames())
    surroundings = Surroundings(names, Connection("contoso_dataverse_12345", "Dataverse", new=True), "contoso")
    mended = mend(original(), load("baseline"), surroundings)
    return mended.before, mended.after, {r.action: r.secret.reveal() for r in mended.reads if r.secret}


BEFORE, AFTER, VALUES = fixed()


def set_at(pointer, value):
    def change(document):
        above, _, last = pointer.rpartition("/")
        ptr.resolve(document, above)[ptr.split("/" + last)[0]] = value

    return change


def drop(pointer):
    def change(document):
        above, _, last = pointer.rpartition("/")
        del ptr.resolve(document, above)[ptr.split("/" + last)[0]]

    return change


def _rename(document):
    actions = ptr.resolve(document, TRY)
    actions["Call_2"] = actions.pop("Call")


def _into_the_loop(document):
    actions = ptr.resolve(document, TRY)
    actions["Loop"]["actions"][READ] = actions.pop(READ)


def _out_of_the_try(document):
    ptr.resolve(document, ROOT)[READ] = ptr.resolve(document, TRY).pop(READ)


def _unlinked(document):
    ptr.resolve(document, TRY)["Call"]["runAfter"] = {"Prepare": ["Succeeded"]}


def _twice(document):
    ptr.resolve(document, ROOT)["call"] = ex.compose("x")


def _a_ring(document):
    ptr.resolve(document, TRY)["Prepare"]["runAfter"] = {"Loop": ["Succeeded"]}


BROKEN = {
    "a runAfter is dropped": (set_at(f"{TRY}/Call/runAfter", {}), "run order is kept"),
    "the read is not waited for": (_unlinked, "a consumer runs only after its read"),
    "a status is swapped": (set_at(f"{TRY}/Call/runAfter/{READ}", ["Failed"]), "a consumer runs only after its read"),
    "a status is added": (set_at(f"{ROOT}/Mail/runAfter/Try", ["Failed", "TimedOut", "Skipped"]), "run order is kept"),
    "a status does not exist": (set_at(f"{ROOT}/Mail/runAfter/Try", ["Broken"]), "runAfter statuses"),
    "outputs are secured on Compose": (
        set_at(f"{TRY}/Prepare/runtimeConfiguration", {"secureData": {"properties": ["outputs"]}}),
        "secured data is supported",
    ),
    "the read stands in a loop": (_into_the_loop, "no read in a loop"),
    "the read stands outside the Try": (_out_of_the_try, "runAfter names siblings"),
    "an action is renamed": (_rename, "no action is lost"),
    "an action is lost": (drop(f"{ROOT}/Mail"), "no action is lost"),
    "an action is added": (set_at(f"{ROOT}/More", ex.compose("x")), "only secret reads are added"),
    "two actions have one name": (_twice, "unique names"),
    "actions wait for each other": (_a_ring, "runAfter has no cycle"),
    "$connections is dropped": (drop("/properties/definition/parameters/$connections"), "$connections is a parameter"),
    "the connection is not declared": (
        drop("/properties/connectionReferences/shared_commondataserviceforapps"),
        "connection references are declared",
    ),
    "another connection is lost": (
        drop("/properties/connectionReferences/shared_office365"),
        "connection references stay",
    ),
    "the outputs of the read show": (drop(f"{TRY}/{READ}/runtimeConfiguration"), "only secret reads are added"),
    "the read calls another connector": (
        set_at(f"{TRY}/{READ}/inputs/host/apiId", "/providers/Microsoft.PowerApps/apis/shared_office365"),
        "only secret reads are added",
    ),
    "the read goes through another connection": (
        set_at(f"{TRY}/{READ}/inputs/host/connectionName", "shared_office365"),
        "only secret reads are added",
    ),
    "the read is given more": (
        set_at(f"{TRY}/{READ}/inputs/parameters/item~1More", "@triggerBody()"),
        "only secret reads are added",
    ),
    "the read has another name": (
        set_at(f"{TRY}/Call/inputs/headers/x-api-key", "@body('Nobody')"),
        "references resolve",
    ),
    "a value changes": (set_at(f"{TRY}/Call/inputs/headers/Accept", "text/html"), "values stay"),
    "a value is lost": (drop(f"{TRY}/Call/inputs/headers/Accept"), "members stay"),
    "a value is read with something before it": (
        set_at(f"{TRY}/Call/inputs/headers/x-api-key", f"Key @{{body('{READ}')?['EnvironmentVariableSecretValue']}}"),
        "values stay",
    ),
    "the trigger changes": (set_at("/properties/definition/triggers/Recurrence/recurrence/interval", 2), "values stay"),
    "a parameter changes": (
        set_at("/properties/definition/parameters/$authentication/type", "Object"),
        "parameters stay",
    ),
    "the rest changes": (set_at("/schemaVersion", "2.0.0.0"), "the rest of the file stays"),
    "an expression does not parse": (set_at(f"{TRY}/Prepare/inputs", "@concat("), "expressions parse"),
    "a variable stands in a scope": (set_at(f"{TRY}/Var", ex.variable("v", "x")), "variables at the top level"),
    "a variable is not declared": (
        set_at(f"{ROOT}/Mail/inputs/parameters/emailMessage~1To", "@variables('v')"),
        "references resolve",
    ),
    "a member's name reads nothing": (set_at(f"{TRY}/Prepare/inputs", {"@{parameters('p')}": 1}), "references resolve"),
    "a name is too long": (set_at(f"{ROOT}/{'x' * 81}", ex.compose("x")), "name length"),
}
