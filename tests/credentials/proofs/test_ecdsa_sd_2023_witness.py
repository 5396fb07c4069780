"""Credentials to be shown in part before an independent witness, and its own before us: openvc.

Its pointers, labels, proof values and signatures are its own code; it reads JSON-LD with PyLD, where ours is
read by the compiled contexts, and both leave the arithmetic of P-256 to the package cryptography. It cannot
sign or derive what has ordered lists, nor point into lists.
"""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from openvc.keys import P256SigningKey
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite, SignatureInvalid

from credentials.disclosing import always_shown, disclose
from credentials.errors import InvalidProofError
from credentials.issuing import issue
from credentials.proofs.contexts import KNOWN, context
from credentials.proofs.ecdsa_sd_2023 import derive, verify
from credentials.standards.vc import CREDENTIALS_V2, JSON
from tests.credentials.selective_cases import EVIDENCE, KEY, RESULT, an_unsigned_record, publishing
from tests.making import ANA, COLLEGE_DID, NOW, an_unsigned_badge

CONTEXTS = {url: context(url) for url in KNOWN}
NO_END = "9999-12-31T23:59:59Z"
THEIR_KEY = P256SigningKey(ec.derive_private_key(int.from_bytes(KEY.secret), ec.SECP256R1()), KEY.id)
THEY = EcdsaSdProofSuite()

SHOWN: dict[str, list[str]] = {
    "nothing more than must be": [],
    "a result": [RESULT],
    "all results and evidence": ["/credentialSubject/result", "/evidence"],
    "part of the evidence": [f"{EVIDENCE}/name"],
    "everything about the subject": ["/credentialSubject"],
}


def with_one_proof(document: JSON) -> JSON:
    """Let the proof stand alone instead of in a list, as the other library wants it."""
    (proof,) = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    return {**document, "proof": proof}


def they_verify(part: JSON) -> str | None:
    seen = THEY.verify(
        with_one_proof(part), public_key_jwk=THEIR_KEY.public_jwk(), now=NOW, extra_contexts=CONTEXTS
    )
    return seen.issuer


def we_verify(part: JSON) -> str:
    return verify(part, with_one_proof(part)["proof"], resolve=publishing(KEY))


def they_sign(unsigned: JSON) -> Any:
    return THEY.add_base_proof(
        unsigned,
        signing_key=THEIR_KEY,
        verification_method=KEY.id,
        mandatory_pointers=always_shown(unsigned),
        created=NOW,
        extra_contexts=CONTEXTS,
    )


def changed(part: JSON) -> JSON:
    return {**part, "name": "Another"}


@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN.keys())
def test_they_verify_the_parts_of_our_badge_with_its_ordered_lists_and_no_changed_one(
    show: list[str],
) -> None:
    part = disclose(issue(an_unsigned_record(), key=KEY, now=NOW), show=show)
    assert they_verify(part) == COLLEGE_DID
    with pytest.raises(SignatureInvalid):
        they_verify(changed(part))


@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN.keys())
def test_we_derive_and_verify_parts_of_what_they_signed_and_no_changed_one(show: list[str]) -> None:
    base = they_sign(an_unsigned_badge(validUntil=NO_END))
    part = derive(base, base["proof"], pointers=show)
    assert we_verify(part) == they_verify(part) == COLLEGE_DID
    with pytest.raises(InvalidProofError):
        we_verify(changed(part))


PLAIN: JSON = {
    "@context": [CREDENTIALS_V2],
    "id": "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a77",
    "type": ["VerifiableCredential"],
    "name": "Security",
    "description": "What it is about.",
    "issuer": {"id": COLLEGE_DID, "name": "Riverbend"},
    "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": NO_END,
    "credentialStatus": {
        "id": "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a78",
        "type": "https://none.example/S",
    },
    "credentialSubject": {"id": ANA.controller, "description": "A learner", "name": "Ana"},
}


@pytest.mark.parametrize("show", [[], ["/description"], ["/credentialSubject/name"], ["/credentialSubject"]])
@pytest.mark.parametrize("signed_by", ["us", "them"])
def test_we_verify_the_parts_that_they_derive_from_either_signature(signed_by: str, show: list[str]) -> None:
    base = with_one_proof(issue(PLAIN, key=KEY, now=NOW)) if signed_by == "us" else they_sign(PLAIN)
    part: Any = THEY.derive_proof(base, selective_pointers=show, extra_contexts=CONTEXTS)
    assert we_verify(part) == COLLEGE_DID
    assert ("description" in part) == ("/description" in show)
    with pytest.raises(InvalidProofError):
        we_verify(changed(part))
