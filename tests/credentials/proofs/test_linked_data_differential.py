"""The compiled way against PyLD, on documents of a generator and on samples with one place changed.

PyLD is independent of everything under test but for one thing: it reads the contexts for both. With a
larger number of COMPARISONS in the environment, more documents are compared.
"""

from __future__ import annotations

import copy
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from credentials.errors import ContextError, UnsignedTermsError
from credentials.proofs.compiled_quads import compiled_quads
from credentials.proofs.linked_data import canonicalize
from credentials.proofs.pyld_quads import pyld_quads
from credentials.proofs.rdfc_1_0 import canonical_nquads
from credentials.proofs.safe_mode import check_safe
from credentials.standards.vc import JSON
from tests.credentials.proofs.comparing import by_pyld, outcome
from tests.credentials.proofs.generated_documents import generated, mutated
from tests.credentials.proofs.sample_documents import SAMPLES

# Of so many documents, more than ten thousand pass the rules of `safe_mode` and are compared.
COMPARISONS = int(os.environ.get("COMPARISONS", "14000"))
CHUNK = 500
CHUNKS = range(-(-COMPARISONS // (2 * CHUNK)))


def by_the_fallback(document: JSON) -> str:
    """Write the canonical form as it would be if no word were compiled."""
    return canonical_nquads(pyld_quads(document))


def compare(document: JSON) -> str:
    """Compare one document, and tell how it came out."""
    before = copy.deepcopy(document)
    found, by_sight = outcome(canonicalize, document), outcome(check_safe, document)
    assert document == before
    if by_sight is not None:
        assert found is by_sight
        return "refused by sight"
    if isinstance(found, str):
        assert found == by_pyld(document)
        return "taken"
    expected = outcome(by_the_fallback, document)
    if {found, expected} == {ContextError, UnsignedTermsError}:
        # Where two things are wrong, either may be found first.
        return "refused for two reasons"
    assert found is expected
    return "refused"


@pytest.mark.parametrize("chunk", CHUNKS)
def test_generated_documents_are_written_as_by_pyld_or_refused_by_both(chunk: int) -> None:
    seeds = range(chunk * CHUNK, (chunk + 1) * CHUNK)
    found = Counter(compare(generated(seed)) for seed in seeds)
    # The comparison would say little about the compiled way if most documents never came to it.
    assert found["taken"] > 0.55 * CHUNK
    assert found["refused by sight"] < 0.2 * CHUNK
    assert found["refused for two reasons"] < 0.05 * CHUNK


@pytest.mark.parametrize("chunk", CHUNKS)
def test_changed_samples_are_written_as_by_pyld_or_refused_by_both(chunk: int) -> None:
    names = sorted(SAMPLES)
    seeds = range(chunk * CHUNK, (chunk + 1) * CHUNK)
    found = Counter(compare(mutated(SAMPLES[names[seed % len(names)]], seed)) for seed in seeds)
    assert found["taken"] > 0.25 * CHUNK
    assert found["refused by sight"] < 0.5 * CHUNK


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_takes_the_compiled_way_and_both_ways_write_it_the_same(name: str) -> None:
    document = SAMPLES[name]
    check_safe(document)
    assert canonical_nquads(compiled_quads(document)) == by_the_fallback(document) == by_pyld(document)


def leaves(node: Any) -> Iterator[tuple[Any, Any]]:
    """Give the place of every value that is neither object nor list, as its container and key."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        if isinstance(node[key], dict | list):
            yield from leaves(node[key])
        else:
            yield node, key


def another(value: Any) -> Any:
    """Give another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}x"


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_change_of_any_value_changes_what_is_signed_or_is_refused(name: str) -> None:
    document = copy.deepcopy(SAMPLES[name])
    written = canonicalize(document)
    unnoticed = []
    for container, key in leaves(document):
        value = container[key]
        container[key] = another(value)
        if outcome(canonicalize, document) == written:
            unnoticed.append((key, value))
        container[key] = value
    assert unnoticed == []
    assert canonicalize(document) == written
