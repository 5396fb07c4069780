"""Check Data Integrity proofs of the suite ecdsa-rdfc-2019 with the curve P-256.

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
"""

from __future__ import annotations

from credentials.errors import KeyNotFoundError
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.eddsa_rdfc_2022 import hash_data
from credentials.proofs.proof_options import check_purpose, check_suite, key_of, signature_of
from credentials.standards.vc import JSON

CRYPTOSUITE = "ecdsa-rdfc-2019"


def verify(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a proof of this suite on a document, and give the DID whose key made it.

    https://www.w3.org/TR/vc-di-ecdsa/#verify-proof-ecdsa-rdfc-2019
    """
    check_suite(proof, CRYPTOSUITE)
    check_purpose(proof, purpose)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    # With P-256 the same hashes are signed as in eddsa-rdfc-2022.
    signed = hash_data(unsecured, options)
    signature = signature_of(proof)
    controller, key = key_of(proof, purpose=purpose, resolve=resolve)
    if key.kind != "P-256":
        raise KeyNotFoundError(f"found a key of the kind {key.kind}, expected P-256")
    key.verify(signature, signed)
    return controller
