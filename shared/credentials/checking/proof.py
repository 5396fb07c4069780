"""Check the proof of a credential: who signed it, and that it says what was signed."""

from __future__ import annotations

from collections.abc import Callable
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
    WithheldError,
)
from credentials.proofs.dids import Resolve
from credentials.proofs.jose import KIND_OF_ALGORITHM, peek_jws_header, peek_jws_payload
from credentials.proofs.jwt_claims import credential_of, used_at
from credentials.proofs.suites import VerifiedProof, author_of, verify_proofs
from credentials.proofs.vc_jwt import open_vc_jwt
from credentials.report import Check, Outcome
from credentials.standards.vc import JSON, id_of

Fetch = Callable[[str], bytes]

# What each way in which a proof does not hold means, the more particular errors first.
_FAILURES: tuple[tuple[type[CredentialError], str, Outcome, str], ...] = (
    (MissingProofError, "proof.missing", "failed", "It is not signed."),
    (
        WithheldError,
        "proof.withheld",
        "unknown",
        "It may leave out what would end it, so it cannot be relied on.",
    ),
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
    """Hold how the proof of a credential came out, and if it holds the DID whose key made it and its end."""

    check: Check
    signer: str | None = None
    expires: datetime | None = None


def check_proof(credential: JSON, resolve: Resolve) -> Signed:
    """Check the proofs that stand in a credential, and give whose key made the one that speaks for it."""
    try:
        checked = verify_proofs(credential, resolve=resolve, purpose="assertionMethod")
        proof = checked.made_by(author_of(credential))
    except CredentialError as error:
        return Signed(failed_proof(error))
    evidence = (
        ("Method", _method(proof)),
        ("Signed", written_moment(proof.created)),
        ("Key", shown(proof.verification_method)),
    )
    return Signed(_intact(*evidence), proof.controller, proof.expires)


def check_token(token: str, resolve: Resolve, fetch: Fetch) -> tuple[JSON, Signed]:
    """Check a credential that is secured as a compact JWS, and give what it says."""
    try:
        credential = open_vc_jwt(token, resolve=resolve, fetch=fetch)
    except CredentialError as error:
        return claimed_in(token), Signed(failed_proof(error))
    header = peek_jws_header(token)
    kind = KIND_OF_ALGORITHM[header["alg"]]
    evidence = (
        ("Method", f"{kind} signature over the credential as a JWT"),
        ("Signed", written_moment(used_at(credential) if "iat" in credential else None)),
        ("Key", shown(header.get("kid", "One that the issuer publishes"))),
    )
    return credential, Signed(_intact(*evidence), id_of(credential.get("issuer")))


def claimed_in(token: str) -> JSON:
    """Read what a token says without believing it, so that the other checks can be reported on."""
    try:
        payload = peek_jws_payload(token)
    except CredentialError as error:
        raise MalformedDocumentError(f"found neither JSON nor a compact JWS: {error}") from error
    try:
        return credential_of(payload)
    except CredentialError:
        return payload


def _intact(*evidence: tuple[str, str]) -> Check:
    return check("proof.intact", "passed", "Nothing was changed since it was signed.", *evidence)


def _method(proof: VerifiedProof) -> str:
    """Say how a credential is signed."""
    key = "P-256" if proof.suite.startswith("ecdsa") else "Ed25519"
    over = "what is shown of the credential" if proof.suite == "ecdsa-sd-2023" else "the credential"
    return f"{key} signature over {over}"


def failed_proof(error: CredentialError) -> Check:
    """Report why a proof does not hold or cannot be checked."""
    code, outcome, reason = next(
        (code, outcome, words) for kind, code, outcome, words in _FAILURES if isinstance(error, kind)
    )
    again = (TRY_AGAIN,) if isinstance(error, UnresolvableError) else ()
    return check(code, outcome, reason, found(error), *again)
