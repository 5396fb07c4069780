"""By which contexts the options of a proof are read: https://www.imsglobal.org/spec/ob/v3p0#data-integrity."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from base58 import b58encode
from pyld import jsonld

from credentials.errors import CredentialError
from credentials.proofs.contexts import load
from credentials.proofs.proof_contexts import options_contexts
from credentials.proofs.suites import verify_proof
from credentials.standards.vc import JSON
from tests.making import COLLEGE, COLLEGE_DID, an_unsigned_badge, resolving

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1"
DATA_INTEGRITY_2 = "https://w3id.org/security/data-integrity/v2"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"

CHOSEN: dict[str, tuple[object, object, object]] = {
    "version 2.0": ([V2, BADGES], "DataIntegrityProof", [V2, BADGES]),
    "version 2.0, alone": (V2, "DataIntegrityProof", V2),
    "version 1.1 that defines its proof": (
        [V1, DATA_INTEGRITY_2],
        "DataIntegrityProof",
        [V1, DATA_INTEGRITY_2],
    ),
    "version 1.1 that does not": ([V1, BADGES], "DataIntegrityProof", [V1, DATA_INTEGRITY]),
    "version 1.1 with another proof": ([V1, ED25519_2020], "DataIntegrityProof", [V1, DATA_INTEGRITY]),
    "an older proof": ([V1, BADGES], "Ed25519Signature2020", [V1, ED25519_2020]),
    "an older proof in version 2.0": ([V2, BADGES], "Ed25519Signature2020", [V2, ED25519_2020]),
    "an older proof that is defined": ([V2, ED25519_2020], "Ed25519Signature2020", [V2, ED25519_2020]),
    "an unknown proof": ([V1], "Later2030", [V1]),
    "no type": ([V1], None, [V1]),
}


@pytest.mark.parametrize(("contexts", "kind", "chosen"), CHOSEN.values(), ids=CHOSEN.keys())
def test_the_contexts_of_a_proof_are_chosen(contexts: object, kind: object, chosen: object) -> None:
    assert options_contexts({"@context": contexts}, {"type": kind}) == chosen


def hashed(document: JSON) -> bytes:
    """Hash what a document says by another implementation than ours."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    return sha256(jsonld.normalize(document, options).encode()).digest()


PROOFS: dict[str, tuple[JSON, str]] = {
    "eddsa-rdfc-2022": ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}, DATA_INTEGRITY),
    "eddsa-2022": ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-2022"}, DATA_INTEGRITY),
    "Ed25519Signature2020": ({"type": "Ed25519Signature2020"}, ED25519_2020),
}


@pytest.mark.parametrize(("kind", "context"), PROOFS.values(), ids=PROOFS.keys())
def test_a_badge_of_version_1_1_is_signed_under_the_context_of_its_proof_alone(
    kind: JSON, context: str
) -> None:
    changes: dict[str, Any] = {
        "@context": [V1, BADGES],
        "validFrom": None,
        "awardedDate": None,
        "credentialStatus": None,
        "credentialSchema": None,
        "issuanceDate": "2026-05-07T09:41:00Z",
    }
    badge = an_unsigned_badge(**changes)
    proof = {
        **kind,
        "created": "2026-05-07T09:41:00Z",
        "verificationMethod": COLLEGE.id,
        "proofPurpose": "assertionMethod",
    }
    signature = COLLEGE.sign(hashed({**proof, "@context": context}) + hashed(badge))
    secured = {**badge, "proof": {**proof, "proofValue": "z" + b58encode(signature).decode()}}
    assert verify_proof(secured, resolve=resolving(COLLEGE), purpose="assertionMethod") == COLLEGE_DID
    with pytest.raises(CredentialError):
        verify_proof(
            {**secured, "issuanceDate": "2027-05-07T09:41:00Z"},
            resolve=resolving(COLLEGE),
            purpose="assertionMethod",
        )
