"""What is measured is really done, by every way, and to documents of the size that is said."""

from __future__ import annotations

import json
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from benchmarks import by_us, documents
from benchmarks.__main__ import make_contests
from benchmarks.rounds import Contest
from credentials.proofs.compiled_quads import compiled_quads
from credentials.standards.openbadges import structure_problems


@pytest.fixture(scope="module")
def contests() -> list[Contest]:
    """Set up all, with threads in place of processes."""
    executor: Executor = ThreadPoolExecutor(1)
    return make_contests(executor)


def test_every_deed_of_ours_is_done(contests: list[Contest]) -> None:
    done = {contest.name: next(iter(contest.ways.values()))() for contest in contests}
    batches = dict.fromkeys(("issue a batch, two processes", "... by one process"), by_us.BATCH)
    assert done == {contest.name: batches.get(contest.name, 1) for contest in contests}


def test_every_deed_of_others_is_done(contests: list[Contest]) -> None:
    done = [deed() for contest in contests for deed in list(contest.ways.values())[1:]]
    assert min(done) >= 1


def test_the_documents_are_complete_and_of_the_size_of_real_ones() -> None:
    badge, record = documents.a_badge(), documents.a_record()
    assert structure_problems(badge) == []
    assert 5_000 < len(json.dumps(badge)) < 6_000
    assert 130 < len(compiled_quads(badge)) < 150
    assert 100_000 < len(json.dumps(record)) < 110_000
    assert len(record["credentialSubject"]["verifiableCredential"]) == 20


def test_a_badge_that_fails_stops_the_measuring() -> None:
    badge = {**documents.a_badge(), "name": "Another"}
    with pytest.raises(RuntimeError, match="changed after it was signed"):
        by_us.verifying([badge])()
