"""Check a credential in six ways and report each, in words for people and with the evidence.

Nothing is decided here: a report has no truth value, and "could not check" is never "failed".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from credentials.errors import (
    ContextError,
    CredentialError,
    KeyNotFoundError,
    MalformedDocumentError,
    MissingProofError,
    ProofPurposeError,
    StatusError,
    UnknownContextError,
    UnresolvableError,
    UnsignedTermsError,
    UnsupportedProofError,
)
from credentials.parsing import check_json
from credentials.proofs.dids import Resolve
from credentials.proofs.eddsa_rdfc_2022 import proof_of, verify_proof
from credentials.report import CHECKS, WITHDRAWN, Check, Evidence, Outcome, Report, TrustedIssuer
from credentials.standards.openbadges import issuer_id, structure_problems, subject_id
from credentials.standards.vc import JSON, read_timestamp
from credentials.status import check_status

__all__ = ["CHECKS", "Check", "Outcome", "Report", "TrustedIssuer", "verify"]

Fetch = Callable[[str], bytes]

_TRY_AGAIN = ("What you can do", "Try again in a few minutes.")

# What each way in which a proof does not hold means, the more particular errors first.
_PROOF_FAILURES: tuple[tuple[type[CredentialError], Outcome, str], ...] = (
    (MissingProofError, "failed", "It is not signed."),
    (UnsupportedProofError, "unknown", "It is signed in a way that cannot be checked here."),
    (ProofPurposeError, "failed", "It was signed for another purpose than to vouch for what it says."),
    (
        UnknownContextError,
        "unknown",
        "It uses a vocabulary that is not kept here, so its words cannot be checked.",
    ),
    (ContextError, "failed", "It gives words a meaning of its own, so what it says is not what was signed."),
    (UnsignedTermsError, "failed", "It says something that its signature does not cover."),
    (UnresolvableError, "unknown", "The key it was signed with could not be fetched."),
    (KeyNotFoundError, "failed", "The key it names is not one that its owner publishes for this."),
    (MalformedDocumentError, "failed", "It cannot be read without doubt, so nothing in it can be relied on."),
    (CredentialError, "failed", "It was changed after it was signed."),
)


def verify(
    credential: JSON,
    *,
    resolve: Resolve,
    fetch: Fetch,
    trusted_issuers: Mapping[str, TrustedIssuer],
    now: datetime,
    expected_holder: str | None,
) -> Report:
    """Check proof, structure, issuer, validity, status and holder of a credential, and report each.

    https://www.imsglobal.org/spec/ob/v3p0#verification-and-validation
    """
    try:
        check_json(credential)
        if not isinstance(credential, dict):
            raise MalformedDocumentError(f"found a {type(credential).__name__}, expected a JSON object")
    except MalformedDocumentError as error:
        return _unreadable(error, now)
    issuer = issuer_id(credential) or ""
    proof, signer = _check_proof(credential, resolve)
    issued, listing = _check_issuer(issuer, signer, trusted_issuers, proof)
    checks = (
        proof,
        _check_structure(credential),
        issued,
        _check_validity(credential, now),
        _check_status(credential, issued, proof, issuer, resolve, fetch, now),
        _check_holder(credential, expected_holder, proof),
    )
    return Report(checks, now, issuer, listing.name if listing else None)


def _unreadable(error: MalformedDocumentError, now: datetime) -> Report:
    """Report a document of which no part can be looked at."""
    reason = next(words for kind, _, words in _PROOF_FAILURES if isinstance(error, kind))
    found = (_found(error),)
    checks = [Check(name, "unknown", "Not checked, because it cannot be read.") for name in CHECKS]
    checks[0] = Check("proof", "failed", reason, found)
    checks[1] = Check("structure", "failed", "It is not a complete Open Badges 3.0 credential.", found)
    return Report(tuple(checks), now, "")


def _check_proof(credential: JSON, resolve: Resolve) -> tuple[Check, str | None]:
    """Check the signature, and give the DID whose key made it."""
    try:
        signer = verify_proof(credential, resolve=resolve, purpose="assertionMethod")
    except CredentialError as error:
        outcome, reason = next(
            (found, words) for kind, found, words in _PROOF_FAILURES if isinstance(error, kind)
        )
        again = (_TRY_AGAIN,) if isinstance(error, UnresolvableError) else ()
        return Check("proof", outcome, reason, (_found(error), *again)), None
    proof = proof_of(credential)
    evidence = (
        ("Method", "Ed25519 signature over the credential"),
        ("Signed", _moment(proof.get("created"))),
        ("Key", _shown(proof["verificationMethod"])),
    )
    return Check("proof", "passed", "Nothing was changed since it was signed.", evidence), signer


def _check_structure(credential: JSON) -> Check:
    schema = ("Schema", "Open Badges 3.0 AchievementCredential")
    problems = structure_problems(credential)
    if not problems:
        reason = "It is a complete Open Badges 3.0 credential."
        return Check("structure", "passed", reason, (schema, ("Problems", "None")))
    reason = "It is not a complete Open Badges 3.0 credential."
    return Check("structure", "failed", reason, (schema, ("Problems", " ".join(problems))))


def _check_issuer(
    issuer: str, signer: str | None, trusted: Mapping[str, TrustedIssuer], proof: Check
) -> tuple[Check, TrustedIssuer | None]:
    """Check that the signer is the issuer and is listed; only the list's name for it is ever shown."""
    if signer is None:
        return _not_checked("issuer", proof), None
    identifier = ("Identifier", _shown(signer))
    if signer != issuer:
        named = ("Issuer named", _shown(issuer or "None"))
        reason = "It was signed with a key that does not belong to the issuer it names."
        return Check("issuer", "failed", reason, (named, ("Key of", _shown(signer)))), None
    listing = trusted.get(issuer)
    if listing is None:
        advice = "Find out whose key it is before you put it on your list."
        evidence = (identifier, ("Listed as", "Not on your list"), ("What you can do", advice))
        return Check("issuer", "unknown", "We know the key, not who stands behind it.", evidence), None
    reason = f"Signed by {listing.name}, which is on your list."
    return Check("issuer", "passed", reason, (("Listed as", listing.reason), identifier)), listing


def _check_validity(credential: JSON, now: datetime) -> Check:
    ends: list[datetime] = []
    try:
        starts = read_timestamp(credential.get("validFrom"))
        if "validUntil" in credential:
            ends.append(read_timestamp(credential["validUntil"]))
        if (expires := _proof_expiry(credential)) is not None:
            ends.append(expires)
    except MalformedDocumentError as error:
        return Check("validity", "failed", "Its dates cannot be read.", (_found(error),))
    end = min(ends, default=None)
    evidence = (("From", _date(starts)), ("To", _date(end) if end else "No end date"))
    if now < starts:
        return Check("validity", "failed", f"It is not valid before {_moment(starts)}.", evidence)
    if end is not None and now > end:
        return Check("validity", "failed", f"It ended on {_moment(end)}.", evidence)
    until = f"It ends on {_date(end)}." if end else "It has no end date."
    return Check("validity", "passed", f"In date. {until}", evidence)


def _proof_expiry(credential: JSON) -> datetime | None:
    try:
        proof = proof_of(credential)
    except CredentialError:
        return None
    return read_timestamp(proof["expires"]) if "expires" in proof else None


def _check_status(
    credential: JSON, issued: Check, proof: Check, issuer: str, resolve: Resolve, fetch: Fetch, now: datetime
) -> Check:
    """Ask the issuer's status list, unless the document that names it is not the issuer's."""
    if proof.outcome != "passed":
        return _not_checked("status", proof)
    if issued.outcome == "failed":
        return Check("status", "unknown", "Not checked, because the issuer did not sign it.")
    if "credentialStatus" not in credential:
        return Check("status", "passed", "It names no status list, so it cannot be withdrawn.")
    try:
        entry = credential["credentialStatus"]
        result = check_status(entry, issuer=issuer, fetch=fetch, resolve=resolve, now=now)
    except StatusError as error:
        return Check("status", "unknown", error.reason, (_found(error), _TRY_AGAIN))
    place = f"{result.list_url.partition('://')[2] or result.list_url}, entry {result.index}"
    evidence: Evidence = (("Status list", _shown(place)), ("Read", _moment(result.read_at)))
    if not result.revoked:
        return Check("status", "passed", "Not withdrawn.", evidence)
    advice = ("What you can do", "Ask the person who sent it whether there is a corrected one.")
    return Check("status", "failed", WITHDRAWN, (*evidence, advice))


def _check_holder(credential: JSON, expected_holder: str | None, proof: Check) -> Check:
    if expected_holder is None:
        reason = "The wallet sent no proof that it belongs to the person named."
        expected = ("Expected", "A signature made with the holder's key for this request")
        advice = "Ask again with a wallet that can prove it, or check identity at interview."
        return Check("holder", "unknown", reason, (expected, ("What you can do", advice)))
    if proof.outcome != "passed":
        return _not_checked("holder", proof)
    subject = subject_id(credential)
    evidence = (("Issued to", _shown(subject or "Nobody named by a key")), ("Sent by", expected_holder))
    if subject is None:
        return Check("holder", "unknown", "It does not say which key it was issued to.", evidence)
    if subject != expected_holder:
        return Check("holder", "failed", "It was issued to somebody else.", evidence)
    return Check("holder", "passed", "It was sent by the person it was issued to.", evidence)


def _not_checked(name: str, proof: Check) -> Check:
    because = "its proof failed" if proof.outcome == "failed" else "its proof could not be checked"
    return Check(name, "unknown", f"Not checked, because {because}.")


def _found(error: CredentialError) -> tuple[str, str]:
    return "Found", str(error).removeprefix("found ")


def _shown(text: object) -> str:
    """Cut what a stranger wrote to a length that a page can show."""
    shown = str(text)
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


def _date(moment: datetime) -> str:
    in_utc = moment.astimezone(UTC)
    return f"{in_utc.day} {in_utc:%B %Y}"


def _moment(stated: object) -> str:
    """Write a moment with its zone; what a document states is read first."""
    if not isinstance(stated, datetime):
        try:
            stated = read_timestamp(stated)
        except MalformedDocumentError:
            return "Not stated"
    return f"{_date(stated)}, {stated.astimezone(UTC):%H:%M} UTC"
