"""Add and check Data Integrity proofs of the suite eddsa-rdfc-2022."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import base58

from credentials.errors import MissingProofError, UnsupportedProofError
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.keys import SigningKey, verify_signature
from credentials.proofs.linked_data import canonicalize
from credentials.proofs.proof_contexts import options_contexts
from credentials.proofs.proof_options import PROOF_TYPE, check_purpose, check_suite, key_of, signature_of
from credentials.standards.vc import JSON, as_list, timestamp

CRYPTOSUITE = "eddsa-rdfc-2022"


def add_proof(
    document: JSON,
    *,
    key: SigningKey,
    created: datetime,
    purpose: Relationship = "assertionMethod",
    challenge: str | None = None,
    domain: str | None = None,
) -> JSON:
    """Give a copy of the document that carries a proof by the key.

    https://www.w3.org/TR/vc-di-eddsa/#create-proof-eddsa-rdfc-2022
    """
    if "proof" in document:
        raise ValueError("found a document that carries a proof already, expected an unsigned one")
    options = proof_by(key, created=created, purpose=purpose, challenge=challenge, domain=domain)
    return signed(document, options, hash_data(document, options), key=key)


def proof_by(
    key: SigningKey,
    *,
    created: datetime,
    purpose: Relationship = "assertionMethod",
    challenge: str | None = None,
    domain: str | None = None,
) -> JSON:
    """Give a proof by the key that lacks only its value."""
    options: JSON = {
        "type": PROOF_TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": purpose,
    }
    if challenge is not None:
        options["challenge"] = challenge
    if domain is not None:
        options["domain"] = domain
    return options


def signed(document: JSON, options: JSON, hashes: bytes, *, key: SigningKey) -> JSON:
    """Give a copy of the document with the proof whose value the key makes over both hashes."""
    proof = {**options, "proofValue": "z" + base58.b58encode(key.sign(hashes)).decode()}
    # A list, because the formal schema of Open Badges takes nothing else.
    return {**document, "proof": [proof]}


def verify_proof(
    document: JSON,
    *,
    resolve: Resolve,
    purpose: Relationship = "assertionMethod",
    expected_challenge: str | None = None,
    expected_domain: str | None = None,
) -> str:
    """Check the one proof of a document, and give the DID whose key made it."""
    proof = proof_of(document)
    check_suite(proof, CRYPTOSUITE)
    check_purpose(proof, purpose, challenge=expected_challenge, domain=expected_domain)
    return verify(document, proof, resolve=resolve, purpose=purpose)


def verify(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a proof of this suite on a document, and give the DID whose key made it.

    https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-rdfc-2022
    """
    check_suite(proof, CRYPTOSUITE)
    return check_signature(document, proof, resolve=resolve, purpose=purpose)


def check_signature(
    document: JSON,
    proof: JSON,
    *,
    resolve: Resolve,
    purpose: Relationship,
    hashing: Callable[[JSON, JSON], bytes] | None = None,
) -> str:
    """Check an Ed25519 signature over what a document stands for, and give the DID whose key made it.

    `hashing` makes what was signed of document and options, as the suite says; as here without it.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    hashes = (hashing or hash_data)(unsecured, options)
    signature = signature_of(proof)
    controller, key = key_of(proof, purpose=purpose, resolve=resolve)
    verify_signature(signature, hashes, public_key=key)
    return controller


def proof_of(document: JSON) -> JSON:
    """Give the one proof that a document carries."""
    proofs = as_list(document.get("proof"))
    if not proofs:
        raise MissingProofError("found no proof, expected exactly one")
    if len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise UnsupportedProofError(f"found {len(proofs)} proofs, expected exactly one, as an object")
    return proofs[0]


def hash_data(unsecured: JSON, options: JSON) -> bytes:
    """Hash proof options and document into the 64 bytes that are signed.

    https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022
    """
    document_hash = sha256(canonicalize(unsecured).encode()).digest()
    return hash_options(unsecured, options) + document_hash


def hash_options(unsecured: JSON, options: JSON) -> bytes:
    """Hash the options of a proof on a document, which come before the hash of the document."""
    configuration = canonicalize({**options, "@context": options_contexts(unsecured, options)})
    return sha256(configuration.encode()).digest()
