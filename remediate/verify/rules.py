"""Every rule that a rewrite is held to, in the order in which they are told, each with who says so.

The checks import what they need from here; `remediate verify` prints one line a rule.
"""

from remediate.verify.problem import Area, Rule

_PROMISE = "what it means to take only the secrets out"
_LIMITS = "Microsoft: Limits of automated, scheduled, and instant flows"
_LANGUAGE = "Microsoft: Schema reference guide for the Workflow Definition Language"
_STEPS = "Microsoft: Schema reference guide for trigger and action types"
_ERRORS = "Microsoft: Handle errors and exceptions in workflows"
_SECURE = "Microsoft: Secure access and data in workflows"
_VARIABLES = "Microsoft: Create variables to store and manage values"
_OAUTH = "Microsoft: Add OAuth authentication for HTTP request triggers"
_KEY_VAULT = "Microsoft: Use environment variables for Azure Key Vault secrets"
_ENVIRONMENT = "Microsoft: Use environment variables in Power Apps"
_TABLES = "Microsoft: Dataverse table reference"
_SETTINGS = "Microsoft: Pre-populate connection references and environment variables"
_EXPORTS = "every real export that was looked at"


def _behaviour(name: str, source: str = _PROMISE) -> Rule:
    return Rule(name, Area.BEHAVIOUR, source)


def _files(name: str, source: str = _PROMISE) -> Rule:
    return Rule(name, Area.FILES, source)


def _activation(name: str, source: str) -> Rule:
    return Rule(name, Area.ACTIVATION, source)


FLOW_LOST = _behaviour("no flow is lost")
FLOW_ADDED = _behaviour("no flow is added")
ACTION_LOST = _behaviour("no action is lost")
ACTION_ADDED = _behaviour("only secret reads are added")
ACTION_MOVED = _behaviour("actions stay where they are")
VALUES = _behaviour("values stay")
MEMBERS = _behaviour("members stay")
ONE_VALUE = _behaviour("one read stands for one value")
IN_VAULT = _behaviour("the vault holds the values")
RUN_ORDER = _behaviour("run order is kept")
RUN_END = _behaviour("the run ends as before")
GUARDED = _behaviour("a consumer runs only after its read")
NO_LOOP = _behaviour("no read in a loop")
PARAMETER_LOST = _behaviour("no parameter is lost")
PARAMETERS = _behaviour("parameters stay")
REFERENCES = _behaviour("connection references stay")
SECURED_STAYS = _behaviour("secured data stays")
LOCK_STAYS = _behaviour("triggers stay locked", _OAUTH)

REST_OF_FILE = _files("the rest of the file stays")
OTHER_MEMBERS = _files("other members stay")
MANIFEST = _files("solution.xml stays but for its version")
CUSTOMIZATIONS = _files("customizations.xml only gains connection references")
CONTENT_TYPES = _files("content types are only added")
ORDINARY_VARIABLES = _files("environment variables stay, or are emptied")
IN_CLEAR = _files("no value that moved stands in clear")

READABLE = _activation("flows can be read", _EXPORTS)
UNIQUE_NAMES = _activation("unique names", _EXPORTS)
NAME_LENGTH = _activation("name length", _LIMITS)
SIBLINGS = _activation("runAfter names siblings", _ERRORS)
STATUSES = _activation("runAfter statuses", _ERRORS)
NO_CYCLE = _activation("runAfter has no cycle", _ERRORS)
RUNS_BEFORE = _activation("what is referred to runs before", _EXPORTS)
TOP_LEVEL = _activation("variables at the top level", _VARIABLES)
ONE_VARIABLE = _activation("one variable an action", _VARIABLES)
VARIABLE_TYPES = _activation("variable types", _VARIABLES)
VARIABLE_COUNT = _activation("number of variables", _LIMITS)
ACTION_COUNT = _activation("number of actions", _LIMITS)
NESTING = _activation("nesting", _LIMITS)
CASE_COUNT = _activation("number of cases", _LIMITS)
DESCRIPTION = _activation("description length", _LIMITS)
TRACKED = _activation("length of tracked properties", _LIMITS)
ONE_TRIGGER = _activation("one trigger", _EXPORTS)
TRIGGER_URI = _activation("length of a trigger's address", _STEPS)
AUTHENTICATION_TYPE = _activation("trigger authentication types", _OAUTH)
SECURED = _activation("secured data is supported", _SECURE)
NO_SECRET_PARAMETER = _activation("no Secret variable among the parameters", _KEY_VAULT)
PARAMETER_TYPES = _activation("parameter types", _LANGUAGE)
DECLARED = _activation("connection references are declared", _EXPORTS)
CONNECTIONS = _activation("$connections is a parameter", _EXPORTS)
PARSES = _activation("expressions parse", _LANGUAGE)
EXPRESSION_LENGTH = _activation("expression length", _LIMITS)
RESOLVES = _activation("references resolve", _LANGUAGE)
ITEMS = _activation("items() stands inside its loop", _EXPORTS)
READ_NAMES = _activation("reads name a variable of the package", _KEY_VAULT)
DEFINITION_SHAPE = _activation("environment variables are well defined", _EXPORTS)
COLUMN_LENGTHS = _activation("names and texts fit their columns", _TABLES)
RESERVED = _activation("reserved names", _ENVIRONMENT)
SECRET_PATH = _activation("a Secret variable's value is the path of a secret", _KEY_VAULT)
IN_CUSTOMIZATIONS = _activation("connection references are in customizations.xml", _EXPORTS)
CONNECTOR = _activation("connection references are of their connector", _EXPORTS)
NO_BOM = _activation("no byte order mark in a zip's flow", _EXPORTS)
TYPED = _activation("content types cover every file", _EXPORTS)
LEGACY_CONNECTIONS = _activation("the manifest knows the connections of its flows", _EXPORTS)
SETTINGS = _activation("no empty value in the deployment settings", _SETTINGS)

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
