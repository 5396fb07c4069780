"""Check what a Data Integrity proof says about itself: its suite, its purpose and whom it was made for.

https://www.w3.org/TR/vc-data-integrity/#proofs
"""

from __future__ import annotations

from hmac import compare_digest

from credentials.errors import (
    InvalidProofError,
    MalformedDocumentError,
    ProofPurposeError,
    UnsupportedProofError,
)
from credentials.proofs.dids import Relationship, Resolve, verification_key
from credentials.proofs.public_keys import PublicKey, decode_base58btc
from credentials.standards.vc import JSON, read_timestamp

PROOF_TYPE = "DataIntegrityProof"


def check_suite(
    proof: JSON,
    cryptosuite: str | None,
    *,
    proof_type: str = PROOF_TYPE,
    may_name_contexts: bool = False,
) -> None:
    """Refuse a proof of another type or suite, or one that rests on other documents."""
    if proof.get("type") != proof_type:
        raise UnsupportedProofError(
            f"found a proof of the type {proof.get('type')!r:.60}, expected {proof_type}"
        )
    if proof.get("cryptosuite") != cryptosuite:
        raise UnsupportedProofError(
            f"found the suite {proof.get('cryptosuite')!r:.60}, expected {cryptosuite or 'none'}"
        )
    if "previousProof" in proof or ("@context" in proof and not may_name_contexts):
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


def key_of(proof: JSON, *, purpose: Relationship, resolve: Resolve) -> tuple[str, PublicKey]:
    """Find the key that a proof names, and give its controller with it.

    A key that has an end counts for what was made before it. Whoever steals a key can write any time, so a
    stolen one is taken out of its document altogether.
    """
    created = read_timestamp(proof["created"]) if "created" in proof else None
    return verification_key(
        proof.get("verificationMethod"), relationship=purpose, resolve=resolve, at=created
    )


def signature_of(proof: JSON) -> bytes:
    """Read the signature of a proof that holds nothing but one in base58."""
    try:
        return decode_base58btc(proof.get("proofValue"))
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found no readable proofValue: {error}") from error


def _same(found: str, expected: str) -> bool:
    return compare_digest(found.encode(errors="surrogatepass"), expected.encode())
