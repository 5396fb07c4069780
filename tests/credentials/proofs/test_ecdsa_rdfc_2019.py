"""Proofs of the suite ecdsa-rdfc-2019: https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019."""

from __future__ import annotations

from typing import Any

import base58
import pytest

from credentials.errors import (
    CredentialError,
    InvalidProofError,
    KeyNotFoundError,
    ProofPurposeError,
    UnsupportedProofError,
)
from credentials.proofs.ecdsa_rdfc_2019 import verify
from credentials.proofs.eddsa_rdfc_2022 import hash_data
from credentials.proofs.keys import P256Key
from credentials.standards.vc import JSON
from tests.credentials.proofs.published import allow_contexts, published_key, vector
from tests.credentials.selective_cases import KEY, proof_of, publishing
from tests.making import ANA, COLLEGE_DID, an_unsigned_badge, resolving

OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "ecdsa-rdfc-2019",
    "created": "2026-11-23T09:41:00Z",
    "verificationMethod": KEY.id,
    "proofPurpose": "assertionMethod",
}


def a_signed_badge(key: Any = KEY, **changes: str) -> JSON:
    """Sign a badge as another library would."""
    options = {**OPTIONS, **changes}
    document = an_unsigned_badge()
    value = "z" + base58.b58encode(key.sign(hash_data(document, options))).decode()
    return {**document, "proof": [{**options, "proofValue": value}]}


def check(badge: JSON, **changes: Any) -> str:
    """Check the one proof of a badge, changed."""
    return verify(badge, {**proof_of(badge), **changes}, resolve=publishing(KEY))


def test_the_published_hashes_signature_and_key_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    published = vector("ecdsa_rdfc_2019/alumni-ok.json")
    allow_contexts(monkeypatch, published["contexts"])
    document, proof = published["document"], dict(published["proof"])
    value = proof.pop("proofValue")
    hashed = hash_data(document, proof)
    assert (hashed[:32].hex(), hashed[32:].hex()) == (published["proofHash"], published["documentHash"])
    key = published_key(published["secretKeyMultibase"])
    assert key.public_multibase == published["publicKeyMultibase"]
    assert "z" + base58.b58encode(key.sign(hashed)).decode() == value
    assert verify(document, published["proof"], resolve=resolving()) == key.controller
    with pytest.raises(InvalidProofError):
        verify({**document, "name": "Alumna Credential"}, published["proof"], resolve=resolving())


def test_a_proof_tells_whose_key_made_it() -> None:
    assert check(a_signed_badge()) == COLLEGE_DID


def test_a_changed_badge_is_refused() -> None:
    with pytest.raises(InvalidProofError):
        check({**a_signed_badge(), "name": "Security Operations II"})


CHANGES: dict[str, tuple[JSON, type[CredentialError]]] = {
    "another type": ({"type": "Ed25519Signature2020"}, UnsupportedProofError),
    "another suite": ({"cryptosuite": "ecdsa-jcs-2019"}, UnsupportedProofError),
    "another purpose": ({"proofPurpose": "authentication"}, ProofPurposeError),
    "another time": ({"created": "2026-11-24T09:41:00Z"}, InvalidProofError),
    "another key": ({"verificationMethod": f"{COLLEGE_DID}#key-9"}, KeyNotFoundError),
    "no value": ({"proofValue": None}, InvalidProofError),
    "a value in another base": ({"proofValue": "uAAAA"}, InvalidProofError),
    "a short value": ({"proofValue": "z11"}, InvalidProofError),
    "a longer value": ({"proofValue": "z" + "2" * 500}, InvalidProofError),
    "zeros": ({"proofValue": "z" + "1" * 64}, InvalidProofError),
}


@pytest.mark.parametrize(("changes", "error"), CHANGES.values(), ids=CHANGES.keys())
def test_a_proof_is_refused_with(changes: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        check(a_signed_badge(), **changes)


def test_a_key_of_another_curve_is_refused() -> None:
    badge = a_signed_badge(ANA, verificationMethod=ANA.id)
    with pytest.raises(KeyNotFoundError, match="Ed25519"):
        verify(badge, proof_of(badge), resolve=resolving())


def test_a_key_of_somebody_else_is_refused() -> None:
    other = P256Key(bytes(31) + b"\x01", COLLEGE_DID, KEY.id)
    with pytest.raises(InvalidProofError):
        check(a_signed_badge(other))
