"""Check what a Data Integrity proof says about itself: its suite, its purpose and whom it was made for.

https://www.w3.org/TR/vc-data-integrity/#proofs
"""

from __future__ import annotations

from hmac import compare_digest

from credentials.errors import InvalidProofError, ProofPurposeError, UnsupportedProofError
from credentials.standards.vc import JSON, read_timestamp

PROOF_TYPE = "DataIntegrityProof"


def check_suite(proof: JSON, cryptosuite: str) -> None:
    """Refuse a proof of another suite, or one that rests on other documents."""
    if proof.get("type") != PROOF_TYPE:
        raise UnsupportedProofError(
            f"found a proof of the type {proof.get('type')!r:.60}, expected {PROOF_TYPE}"
        )
    if proof.get("cryptosuite") != cryptosuite:
        raise UnsupportedProofError(
            f"found the suite {proof.get('cryptosuite')!r:.60}, expected {cryptosuite}"
        )
    if "@context" in proof or "previousProof" in proof:
        raise UnsupportedProofError("found a proof that depends on other documents, expected one by itself")


def check_purpose(
    proof: JSON, purpose: str, *, challenge: str | None = None, domain: str | None = None
) -> None:
    """Refuse a proof that was made for another purpose, request or verifier."""
    if proof.get("proofPurpose") != purpose:
        raise ProofPurposeError(
            f"found a proof for {proof.get('proofPurpose')!r:.60}, expected one for {purpose}"
        )
    for name, expected in (("challenge", challenge), ("domain", domain)):
        found = proof.get(name)
        if expected is not None and not (isinstance(found, str) and _same(found, expected)):
            raise InvalidProofError(f"found the {name} {found!r:.200}, expected {expected!r}")
    for name in ("created", "expires"):
        if name in proof:
            read_timestamp(proof[name])


def _same(found: str, expected: str) -> bool:
    return compare_digest(found.encode(errors="surrogatepass"), expected.encode())
