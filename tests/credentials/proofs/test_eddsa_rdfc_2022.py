"""Proofs of the suite eddsa-rdfc-2022: https://www.w3.org/TR/vc-di-eddsa/."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from base58 import b58encode

from credentials.errors import (
    InvalidProofError,
    MalformedDocumentError,
    MissingProofError,
    ProofPurposeError,
    UnsupportedProofError,
)
from credentials.proofs.eddsa_rdfc_2022 import add_proof, hash_data, verify_proof
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON
from tests.making import ANA, COLLEGE, COLLEGE_DID, NOW, a_badge, an_unsigned_badge, resolving

VECTORS = sorted((Path(__file__).parents[2] / "vectors" / "eddsa_rdfc_2022").glob("*-ok.json"))


@pytest.mark.parametrize("path", VECTORS, ids=[path.stem for path in VECTORS])
def test_the_published_hashes_and_proof_value_come_out(path: Path) -> None:
    vector = json.loads(path.read_text())
    hashed = hash_data(vector["document"], vector["proof"])
    assert (hashed[:32].hex(), hashed[32:].hex()) == (vector["proofHash"], vector["documentHash"])
    key = SigningKey.for_holder(bytes.fromhex(vector["seed"]))
    assert key.public_multibase == vector["publicKeyMultibase"]
    assert "z" + b58encode(key.sign(hashed)).decode() == vector["proofValue"]


def test_there_are_published_vectors() -> None:
    assert len(VECTORS) == 2


def test_a_proof_names_key_purpose_time_and_suite() -> None:
    document = an_unsigned_badge()
    before = copy.deepcopy(document)
    secured = add_proof(document, key=COLLEGE, created=NOW)
    assert document == before
    (proof,) = secured["proof"]
    assert proof.pop("proofValue").startswith("z")
    assert proof == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-23T09:41:00Z",
        "verificationMethod": COLLEGE.id,
        "proofPurpose": "assertionMethod",
    }


def test_a_proof_tells_whose_key_made_it() -> None:
    assert verify_proof(a_badge(), resolve=resolving(COLLEGE)) == COLLEGE_DID


def test_the_order_of_members_and_of_sets_is_not_signed() -> None:
    badge = a_badge()
    turned = {name: badge[name] for name in reversed(badge)}
    turned["type"] = turned["type"][::-1]
    assert verify_proof(turned, resolve=resolving(COLLEGE)) == COLLEGE_DID


def test_the_order_of_a_list_is_signed() -> None:
    unsigned = an_unsigned_badge()
    description = unsigned["credentialSubject"]["achievement"]["resultDescription"][0]
    description["allowedValue"] = ["A", "B"]
    badge = add_proof(unsigned, key=COLLEGE, created=NOW)
    assert verify_proof(badge, resolve=resolving(COLLEGE)) == COLLEGE_DID
    description["allowedValue"].reverse()
    with pytest.raises(InvalidProofError):
        verify_proof(badge, resolve=resolving(COLLEGE))


def test_a_document_is_signed_once() -> None:
    with pytest.raises(ValueError, match="already"):
        add_proof(a_badge(), key=COLLEGE, created=NOW)


def an_answer(challenge: str = "n-1", domain: str = "did:web:employer.example") -> JSON:
    """Sign something for one verifier."""
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}
    return add_proof(
        document, key=ANA, created=NOW, purpose="authentication", challenge=challenge, domain=domain
    )


@pytest.mark.parametrize(
    "expected",
    [
        {"expected_challenge": "n-2"},
        {"expected_challenge": ""},
        {"expected_domain": "did:web:college.example"},
        {"expected_domain": "did:web:employer.exampl\u00e9"},
    ],
)
def test_an_answer_to_another_question_is_refused(expected: dict[str, str]) -> None:
    assert verify_proof(an_answer(), resolve=resolving(), purpose="authentication") == ANA.controller
    with pytest.raises(InvalidProofError):
        verify_proof(an_answer(), resolve=resolving(), purpose="authentication", **expected)


def test_an_answer_whose_question_was_changed_is_refused() -> None:
    answer = an_answer("n-1")
    answer["proof"][0]["challenge"] = "n-2"
    with pytest.raises(InvalidProofError, match="did not make"):
        verify_proof(answer, resolve=resolving(), purpose="authentication", expected_challenge="n-2")


def test_a_list_of_domains_is_refused() -> None:
    answer = an_answer()
    answer["proof"][0]["domain"] = ["did:web:employer.example", "did:web:other.example"]
    with pytest.raises(InvalidProofError):
        verify_proof(
            answer, resolve=resolving(), purpose="authentication", expected_domain="did:web:employer.example"
        )


REFUSED: dict[str, tuple[object, type[Exception]]] = {
    "none": (None, MissingProofError),
    "an empty list": ([], MissingProofError),
    "a text": ("z123", InvalidProofError),
    "an object without members": ({}, UnsupportedProofError),
    "another type": ({"type": "Ed25519Signature2020"}, UnsupportedProofError),
    "another suite": ({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}, UnsupportedProofError),
}


@pytest.mark.parametrize(("proof", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_proof_is_refused(proof: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        verify_proof({**an_unsigned_badge(), "proof": proof}, resolve=resolving(COLLEGE))


CHANGES: dict[str, tuple[dict[str, object], type[Exception]]] = {
    "a chain of proofs": ({"previousProof": "urn:uuid:1"}, UnsupportedProofError),
    "words of its own": ({"@context": "https://www.w3.org/ns/credentials/v2"}, UnsupportedProofError),
    "another purpose": ({"proofPurpose": "keyAgreement"}, ProofPurposeError),
    "a purpose spelt out": ({"proofPurpose": "https://w3id.org/security#assertionMethod"}, ProofPurposeError),
    "no time": ({"created": "soon"}, MalformedDocumentError),
    "another time": ({"created": "2026-05-07T09:41:01Z"}, InvalidProofError),
    "an end": ({"expires": "2030-01-01T00:00:00Z"}, InvalidProofError),
    "no value": ({"proofValue": None}, InvalidProofError),
    "a long value": ({"proofValue": "z" + "2" * 100_000}, InvalidProofError),
    "a value in another base": ({"proofValue": "u" + "A" * 86}, InvalidProofError),
    "a nonce": ({"nonce": "1"}, InvalidProofError),
}


@pytest.mark.parametrize(("change", "error"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_proof_is_refused(change: dict[str, object], error: type[Exception]) -> None:
    badge = a_badge()
    badge["proof"][0].update(change)
    with pytest.raises(error):
        verify_proof(badge, resolve=resolving(COLLEGE))
