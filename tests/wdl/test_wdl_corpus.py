"""The real exports: every string parses or says why, agrees with the grammar and is printed back."""

from collections.abc import Iterator

import pytest
from conftest import needs_corpus
from wdl_corpus import corpus_strings
from wdl_oracle import judged

from remediate.wdl import (
    Template,
    WdlError,
    equivalent,
    fold,
    literals,
    parse,
    place,
    print_source,
    references,
    runtime_slice,
    source_span,
    unparse,
)

pytestmark = [needs_corpus, pytest.mark.xdist_group("wdl-corpus")]

READ = "body('CANARY read')?['EnvironmentVariableSecretValue']"


def readable() -> Iterator[tuple[str, Template]]:
    for text in corpus_strings():
        try:
            yield text, parse(text)
        except WdlError:
            continue


def test_same_verdict_and_same_tree_as_the_grammar() -> None:
    checked = 0
    for text in corpus_strings():
        if "@" in text:
            checked += 1
            try:
                tree = parse(text)
            except WdlError:
                tree = None
            assert tree == judged(text), f"{checked} strings agreed before {text!r}"
    assert checked > 1000


def test_nearly_all_are_read() -> None:
    strings = corpus_strings()
    refused = len(strings) - len(list(readable()))
    assert refused * 1000 < len(strings), f"{refused} of {len(strings)} refused"


def test_printed_back_and_canonical() -> None:
    for text, tree in readable():
        assert print_source(tree) == text
        assert parse(unparse(tree)) == tree


def test_folds_and_refers_without_failing() -> None:
    found = 0
    for text, tree in readable():
        fold(tree)
        for reference in references(tree):
            found += 1
            start, end = reference.call.span
            assert text[start:end].lower().startswith(reference.kind.lower())
    assert found > 1000


def test_a_slice_of_any_literal_is_moved_and_proven() -> None:
    for number, (text, tree) in enumerate(readable()):
        if "@" not in text and number % 20:
            continue  # plain text is all alike
        for literal in list(literals(tree))[:3]:
            size = len(literal.value)
            if not size:
                continue
            for start, end in {(0, size), (size // 3, size // 3 + 1), (size // 2, size)}:
                span = source_span(literal, start, end)
                value = runtime_slice(text, span)
                assert value == literal.value[start:end]
                assert equivalent(text, place(text, [(span, READ)]), {"CANARY read": value}) is None
