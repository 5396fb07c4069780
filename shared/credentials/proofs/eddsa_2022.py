"""Check Data Integrity proofs of the suite eddsa-2022, the draft name of eddsa-rdfc-2022."""

from __future__ import annotations

from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.eddsa_rdfc_2022 import check_signature
from credentials.proofs.proof_options import check_suite
from credentials.standards.vc import JSON

CRYPTOSUITE = "eddsa-2022"


def verify(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a proof of this suite on a document, and give the DID whose key made it.

    https://www.w3.org/TR/2023/WD-vc-di-eddsa-20230418/#verify-proof-eddsa-2022
    """
    check_suite(proof, CRYPTOSUITE)
    return check_signature(document, proof, resolve=resolve, purpose=purpose)
