"""Check proofs of the type Ed25519Signature2020, which older badges and many wallets' presentations carry."""

from __future__ import annotations

from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.eddsa_rdfc_2022 import check_signature
from credentials.proofs.proof_options import check_suite
from credentials.standards.vc import JSON

PROOF_TYPE = "Ed25519Signature2020"


def verify(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a proof of this type on a document, and give the DID whose key made it.

    https://www.w3.org/TR/2023/WD-vc-di-eddsa-20230714/#ed25519signature2020
    """
    check_suite(proof, None, proof_type=PROOF_TYPE)
    return check_signature(document, proof, resolve=resolve, purpose=purpose)
