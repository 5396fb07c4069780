"""A badge, a status list and a transcript that others made, checked with our code."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from credentials.report import TrustedIssuer
from credentials.standards.openbadges import structure_problems
from credentials.standards.vc import JSON
from credentials.verifying import verify
from tests.official import OFFICIAL

EXAMPLES = OFFICIAL.parent / "reference" / "examples" if OFFICIAL else None
pytestmark = pytest.mark.skipif(EXAMPLES is None, reason="the worked examples are not on this machine")


def example(name: str) -> JSON:
    assert EXAMPLES is not None
    document: JSON = json.loads((EXAMPLES / name).read_text())
    return document


def test_the_worked_badge_passes_all_six_checks() -> None:
    badge, did = example("openbadge.json"), "did:web:college.example"
    report = verify(
        badge,
        resolve=lambda _: example("did.json"),
        fetch=lambda _: json.dumps(example("status_list.json")).encode(),
        trusted_issuers={did: TrustedIssuer(did, "Example College", "Accredited college")},
        now=datetime(2026, 11, 23, tzinfo=UTC),
        expected_holder=badge["credentialSubject"]["id"],
    )
    assert report.verdict == ("pass", "Yes. All six checks passed.")


@pytest.mark.parametrize("name", ["openbadge.json", "clr.json", "status_list.json"])
def test_the_proofs_of_the_worked_documents_hold(name: str) -> None:
    assert verify_proof(example(name), resolve=lambda _: example("did.json")) == "did:web:college.example"


def test_the_worked_badge_is_complete() -> None:
    assert structure_problems(example("openbadge.json")) == []
