"""What a document may cost: large and poisonous ones, many threads, and how much is kept of contexts."""

from __future__ import annotations

import itertools
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident
from typing import Any

import pytest
from pyld import jsonld

from credentials.errors import UnsignedTermsError
from credentials.proofs import compiled_contexts
from credentials.proofs.linked_data import canonicalize
from credentials.standards.vc import CREDENTIALS_V2, JSON
from tests.credentials.proofs.comparing import outcome
from tests.credentials.proofs.generated_documents import EXTENSIONS, INTEGRITY, MULTIKEY, OB, generated
from tests.credentials.proofs.sample_documents import SAMPLES, changed

ACHIEVEMENT = "credentialSubject/achievement"


def nested(width: int, depth: int) -> JSON:
    """Make objects within objects, all alike and without names."""
    return {
        "type": "Profile",
        "parentOrg": [nested(width, depth - 1) for _ in range(width)] if depth else "urn:x",
    }


def with_every_order_of_contexts() -> JSON:
    """Hold credentials that combine the contexts in ever other ways."""
    urls = [OB, EXTENSIONS, MULTIKEY, INTEGRITY, "https://www.w3.org/ns/did/v1"]
    orders = itertools.islice(itertools.permutations(urls), 100)
    endorsements = [
        {"@context": [CREDENTIALS_V2, *order], "type": ["VerifiableCredential"]} for order in orders
    ]
    return changed("endorsement", endorsements)()


TAKEN, TOO_MUCH = None, "too much work"
VALUES_IN_ORDER = f"{ACHIEVEMENT}/resultDescription/0/allowedValue"
LARGE: dict[str, tuple[Callable[[], JSON], str | None]] = {
    "72 KB of tags": (changed(f"{ACHIEVEMENT}/tag", [f"t{number}" for number in range(8_000)]), TAKEN),
    "72 KB of values in order": (changed(VALUES_IN_ORDER, [f"x{number}" for number in range(8_000)]), TAKEN),
    "two thousand objects alike": (changed("evidence", [{"type": "Evidence"}] * 2_000), TAKEN),
    "four thousand objects": (changed("evidence", [{"type": "Evidence"}] * 4_000), "more than 3000 objects"),
    "ten thousand types": (
        changed("evidence", [{"type": [f"Type{number}" for number in range(10)]}] * 1_000),
        "'Type0'",
    ),
    "four hundred equal values in order": (changed(VALUES_IN_ORDER, ["x"] * 400), TOO_MUCH),
    "eight by eight by eight objects alike": (changed("issuer", nested(8, 3)), TOO_MUCH),
    "forty by forty objects alike": (changed("issuer", nested(40, 2)), TOO_MUCH),
    "a thousand objects in pairs": (changed("issuer", nested(2, 9)), TOO_MUCH),
    "a hundred orders of contexts": (with_every_order_of_contexts, "combinations of contexts and types"),
}


@pytest.mark.parametrize(("make", "refusal"), LARGE.values(), ids=LARGE.keys())
def test_a_large_document_is_written_or_refused_soon(make: Callable[[], JSON], refusal: str | None) -> None:
    badge = make()
    begun = time.process_time()
    try:
        canonicalize(badge)
        assert refusal is TAKEN
    except UnsignedTermsError as error:
        assert refusal is not TAKEN
        assert refusal in str(error)
    # A tenth of a second is usual; a slow machine is not at fault.
    assert time.process_time() - begun < 2


def test_many_threads_write_many_documents_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is compiled anew, by whichever thread comes to it first; a few go through PyLD meanwhile."""
    documents = [generated(seed) for seed in range(60)] + list(SAMPLES.values())
    expected = [outcome(canonicalize, document) for document in documents]
    monkeypatch.setattr(compiled_contexts, "MAX_KEPT", 300)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(max_workers=8) as threads:
            found = list(threads.map(lambda document: outcome(canonicalize, document), documents * 4))
    finally:
        sys.setswitchinterval(interval)
    assert found == expected * 4


def test_no_two_threads_are_in_the_same_part_of_pyld_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its caches are not made for that, though they rarely fall apart."""
    inside: dict[int, set[int]] = defaultdict(set)
    together: list[set[int]] = []
    process = jsonld.JsonLdProcessor._process_context

    def watched(self: object, context: object, local: object, options: JSON, **rules: Any) -> Any:
        threads = inside[id(options["contextResolver"])]
        threads.add(get_ident())
        time.sleep(1e-5)
        together.append(set(threads))
        try:
            return process(self, context, local, options, **rules)
        finally:
            threads.discard(get_ident())

    monkeypatch.setattr(jsonld.JsonLdProcessor, "_process_context", watched)
    monkeypatch.setattr(compiled_contexts, "MAX_KEPT", 0)
    documents = [SAMPLES["proof options"], with_a_word_that_is_not_compiled()] * 8
    with ThreadPoolExecutor(max_workers=4) as threads:
        list(threads.map(lambda document: outcome(canonicalize, document), documents))
    assert {len(threads) for threads in together} == {1}


def with_a_word_that_is_not_compiled() -> JSON:
    return {**SAMPLES["proof options"], "cnf": {"jwk": "x"}}


def test_what_is_kept_of_contexts_stays_within_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_contexts, "MAX_KEPT", 500)
    first = compiled_contexts.initial_context()
    for seed in range(100):
        outcome(canonicalize, generated(seed))
        # One document may add its own budget before all is forgotten at the next.
        assert compiled_contexts._Kept.compiler.kept < 500 + 5_000
    assert compiled_contexts.initial_context() is not first
