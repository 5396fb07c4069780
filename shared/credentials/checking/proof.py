"""Check the proof of a credential: who signed it, and that it says what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credentials.checking.wording import TRY_AGAIN, check, found, shown, written_moment
from credentials.errors import (
    ContextError,
    CredentialError,
    KeyNotFoundError,
    MalformedDocumentError,
    MissingProofError,
    ProofPurposeError,
    UnknownContextError,
    UnresolvableError,
    UnsignedTermsError,
    UnsupportedProofError,
)
from credentials.proofs.dids import Resolve
from credentials.proofs.eddsa_rdfc_2022 import proof_of, verify_proof
from credentials.proofs.keys import peek_jws_payload
from credentials.report import Check, Outcome
from credentials.standards.vc import JSON

# What each way in which a proof does not hold means, the more particular errors first.
_FAILURES: tuple[tuple[type[CredentialError], str, Outcome, str], ...] = (
    (MissingProofError, "proof.missing", "failed", "It is not signed."),
    (
        UnsupportedProofError,
        "proof.unsupported",
        "unknown",
        "It is signed in a way that cannot be checked here.",
    ),
    (
        ProofPurposeError,
        "proof.purpose",
        "failed",
        "It was signed for another purpose than to vouch for what it says.",
    ),
    (
        UnknownContextError,
        "proof.vocabulary-unknown",
        "unknown",
        "It uses a vocabulary that is not kept here, so its words cannot be checked.",
    ),
    (
        ContextError,
        "proof.own-words",
        "failed",
        "It gives words a meaning of its own, so what it says is not what was signed.",
    ),
    (
        UnsignedTermsError,
        "proof.uncovered",
        "failed",
        "It says something that its signature does not cover.",
    ),
    (
        UnresolvableError,
        "proof.key-unreachable",
        "unknown",
        "The key it was signed with could not be fetched.",
    ),
    (
        KeyNotFoundError,
        "proof.key-unpublished",
        "failed",
        "The key it names is not one that its owner publishes for this.",
    ),
    (
        MalformedDocumentError,
        "proof.unreadable",
        "failed",
        "It cannot be read without doubt, so nothing in it can be relied on.",
    ),
    (CredentialError, "proof.changed", "failed", "It was changed after it was signed."),
)


@dataclass(frozen=True)
class Signed:
    """Hold how the proof of a credential came out, and the DID whose key made it if it holds."""

    check: Check
    signer: str | None


def check_proof(credential: JSON, resolve: Resolve) -> Signed:
    """Check the proof that stands in a credential, and give the DID whose key made it."""
    try:
        signer = verify_proof(credential, resolve=resolve, purpose="assertionMethod")
    except CredentialError as error:
        return Signed(failed_proof(error), None)
    proof = proof_of(credential)
    evidence = (
        ("Method", "Ed25519 signature over the credential"),
        ("Signed", written_moment(proof.get("created"))),
        ("Key", shown(proof["verificationMethod"])),
    )
    return Signed(
        check("proof.intact", "passed", "Nothing was changed since it was signed.", *evidence), signer
    )


def check_token(token: str, resolve: Resolve, now: datetime) -> tuple[JSON, Signed]:
    """Check a credential that is secured as a compact JWS, and give what it says."""
    claimed = _claimed(token)
    error = UnsupportedProofError("found a token, expected a credential with its proof in it")
    return claimed, Signed(failed_proof(error), None)


def _claimed(token: str) -> JSON:
    """Read what a token says without believing it, so that the other checks can be reported on."""
    try:
        payload = peek_jws_payload(token)
    except CredentialError as error:
        raise MalformedDocumentError(f"found neither JSON nor a compact JWS: {error}") from error
    # In version 1.1 of the data model the credential stands in a claim of its own.
    return payload["vc"] if isinstance(payload.get("vc"), dict) else payload


def failed_proof(error: CredentialError) -> Check:
    """Report why a proof does not hold or cannot be checked."""
    code, outcome, reason = next(
        (code, outcome, words) for kind, code, outcome, words in _FAILURES if isinstance(error, kind)
    )
    again = (TRY_AGAIN,) if isinstance(error, UnresolvableError) else ()
    return check(code, outcome, reason, found(error), *again)
