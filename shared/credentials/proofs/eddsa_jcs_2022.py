"""Add and check Data Integrity proofs of the suite eddsa-jcs-2022, which sign the JSON itself.

Credentials are issued with eddsa-rdfc-2022. This suite signs what is no linked data: a JSON document whose
members mean what its own schema says.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import base58

from credentials.errors import ContextError, InvalidProofError, MissingProofError
from credentials.proofs.contexts import check_contexts
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.eddsa_rdfc_2022 import check_signature
from credentials.proofs.jcs import canonical_json
from credentials.proofs.keys import SigningKey
from credentials.proofs.proof_options import PROOF_TYPE, check_purpose, check_suite
from credentials.standards.vc import JSON, timestamp

CRYPTOSUITE = "eddsa-jcs-2022"
MAX_BYTES = 4 * 1024 * 1024  # of a document that is no credential


def add_proof(
    document: JSON, *, key: SigningKey, created: datetime, purpose: Relationship = "assertionMethod"
) -> JSON:
    """Give a copy of the document that carries a proof by the key.

    https://www.w3.org/TR/vc-di-eddsa/#create-proof-eddsa-jcs-2022
    """
    if "proof" in document:
        raise ValueError("found a document that carries a proof already, expected an unsigned one")
    options: JSON = {
        "type": PROOF_TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": purpose,
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    value = "z" + base58.b58encode(key.sign(hash_data(document, options))).decode()
    return {**document, "proof": {**options, "proofValue": value}}


def verify_plain(document: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod") -> str:
    """Check the one proof of a document that is no linked data, and give the DID whose key made it."""
    if "@context" in document:
        raise ContextError("found an @context, expected a document whose members need none")
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise MissingProofError("found no proof, expected one")
    check_suite(proof, CRYPTOSUITE)
    check_purpose(proof, purpose)
    return check_signature(document, proof, resolve=resolve, purpose=purpose, hashing=hash_data)


def verify(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a proof of this suite on a document, and give the DID whose key made it.

    The specification lets a document list more contexts than its proof names, and would have only those of
    the proof believed. Here they must be the same, so that nothing is shown that was not signed.
    https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022
    """
    check_suite(proof, CRYPTOSUITE, may_name_contexts=True)
    check_contexts(document)
    if "@context" in proof and proof["@context"] != document["@context"]:
        raise InvalidProofError("found other contexts in the proof, expected those of the document")
    return check_signature(document, proof, resolve=resolve, purpose=purpose, hashing=hash_data)


def hash_data(unsecured: JSON, options: JSON) -> bytes:
    """Hash proof options and document into the 64 bytes that are signed.

    https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-jcs-2022
    """
    document = canonical_json(unsecured, max_bytes=MAX_BYTES)
    return sha256(canonical_json(options)).digest() + sha256(document).digest()
