"""Check Data Integrity proofs of the suite eddsa-jcs-2022, which sign the JSON itself."""

from __future__ import annotations

from hashlib import sha256

from credentials.errors import InvalidProofError
from credentials.proofs.contexts import check_contexts
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.jcs import canonical_json
from credentials.proofs.keys import verify_signature
from credentials.proofs.proof_options import check_suite, key_of, signature_of
from credentials.standards.vc import JSON

CRYPTOSUITE = "eddsa-jcs-2022"


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
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signed = hash_data(unsecured, options)
    signature = signature_of(proof)
    controller, key = key_of(proof, purpose=purpose, resolve=resolve)
    verify_signature(signature, signed, public_key=key)
    return controller


def hash_data(unsecured: JSON, options: JSON) -> bytes:
    """Hash proof options and document into the 64 bytes that are signed.

    https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-jcs-2022
    """
    return sha256(canonical_json(options)).digest() + sha256(canonical_json(unsecured)).digest()
