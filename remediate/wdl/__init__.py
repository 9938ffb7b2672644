"""The Workflow Definition Language: templates, expressions, references; rewriting and its proof.

`parse` gives a `Template`; `print_source`, `unparse`, `references` and `fold` read one. `place` and `substitute`
make new text from old, and `equivalent` says whether the new text does what the old did.
"""

from remediate.wdl.fold import fold, fold_expression
from remediate.wdl.offsets import content_span, literal_at, runtime_slice, source_span, value_span
from remediate.wdl.parser import MAX_DEPTH, is_plain, literal_value, parse
from remediate.wdl.printer import print_source, quote, unparse, unparse_expression, unquote
from remediate.wdl.proof import (
    KEY_VAULT_PATHS,
    READ_PATHS,
    SECRET_VARIABLE_PATHS,
    Paths,
    Stored,
    difference,
    equivalent,
    equivalent_value,
    evaluated,
)
from remediate.wdl.references import KINDS, Reference, references
from remediate.wdl.rewrite import Replacement, escape_text, place, substitute, unescape_text
from remediate.wdl.tokens import WdlError
from remediate.wdl.tree import (
    Boolean,
    Call,
    Expression,
    Index,
    Interpolation,
    Member,
    Mixed,
    Null,
    Number,
    Part,
    Span,
    Str,
    Template,
    Text,
    Whole,
    children,
    expressions,
    literals,
    walk,
    walk_expression,
)
from remediate.wdl.unify import Filling, fillings, unknown, unknowns

__all__ = [
    "KEY_VAULT_PATHS",
    "KINDS",
    "MAX_DEPTH",
    "READ_PATHS",
    "SECRET_VARIABLE_PATHS",
    "Boolean",
    "Call",
    "Expression",
    "Filling",
    "Index",
    "Interpolation",
    "Member",
    "Mixed",
    "Null",
    "Number",
    "Part",
    "Paths",
    "Reference",
    "Replacement",
    "Span",
    "Stored",
    "Str",
    "Template",
    "Text",
    "WdlError",
    "Whole",
    "children",
    "content_span",
    "difference",
    "equivalent",
    "equivalent_value",
    "escape_text",
    "evaluated",
    "expressions",
    "fillings",
    "fold",
    "fold_expression",
    "is_plain",
    "literal_at",
    "literal_value",
    "literals",
    "parse",
    "place",
    "print_source",
    "quote",
    "references",
    "runtime_slice",
    "source_span",
    "substitute",
    "unescape_text",
    "unknown",
    "unknowns",
    "unparse",
    "unparse_expression",
    "unquote",
    "value_span",
    "walk",
    "walk_expression",
]
