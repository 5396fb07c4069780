"""Verify credentials and presentations of any form of the data model, and say what is wrong with them.

What concerns proof, issuer, contexts or data model is an error and makes `verified` false; what concerns
status and dates is a warning, to be weighed by whoever asked.
https://www.w3.org/TR/vcalm/#verification-errors-vs-warnings
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from credentials.proofs import ecdsa_sd_2023
from credentials.proofs.selective.lifecycle import LIFECYCLE
from credentials.standards.vc import CREDENTIALS_V1, CREDENTIALS_V2, JSON, as_list, has_type, id_of
from credentials.verifying import Check, Report, verify
from exchange.vc_api.data_model import credential_problems
from exchange.vc_api.messages import VerifyCredentialRequest, VerifyOptions, read_request
from exchange.vc_api.ports import VerifyingDesk
from exchange.vc_api.problems import (
    CRYPTOGRAPHIC,
    MALFORMED,
    RANGE,
    STATUS_RETRIEVAL,
    STATUS_VERIFICATION,
    Problem,
)

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
WITHHELD = "proof.withheld"
_WARNED_OF = {
    "validity": {"failed": RANGE},
    "status": {"failed": STATUS_VERIFICATION, "unknown": STATUS_RETRIEVAL},
}
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
# By what an envelope holds, how its address may begin.
_ENVELOPES = {
    ENVELOPED_CREDENTIAL: ("data:application/vc+jwt,", "data:application/jwt,"),
    ENVELOPED_PRESENTATION: ("data:application/vp+jwt,", "data:application/jwt,"),
}
NO_ENVELOPE = "It is no envelope, expected the context of the data model, one type and a data: URL."


@dataclass(frozen=True)
class Verification:
    """Hold the errors and warnings about one document, with the report they come from."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    report: Report | None = None

    @property
    def verified(self) -> bool:
        """Tell whether there is no error; warnings are for people to weigh."""
        return not self.errors

    def wire(self) -> JSON:
        """Write the result as it travels; the suites look for `errors`, the specification for the others."""
        problems = {
            "errors": [problem.wire() for problem in self.errors],
            "warnings": [problem.wire() for problem in self.warnings],
        }
        together = [*problems["errors"], *problems["warnings"]]
        return {"verified": self.verified, "problemDetails": together, **problems}


def verify_credential(desk: VerifyingDesk, body: bytes, *, now: datetime) -> tuple[JSON, int]:
    """Answer a request to verify a credential, and give the HTTP status: 400 for what does not verify."""
    request = read_request(VerifyCredentialRequest, body)
    found = examine(desk, request.verifiableCredential, request.options, now=now)
    answer = found.wire()
    if request.options.returnResults and found.report is not None:
        answer["results"] = {"credential": found.report.to_json()}
    if request.options.returnCredential:
        answer["credential"] = request.verifiableCredential
    return answer, 200 if found.verified else 400


def examine(desk: VerifyingDesk, document: JSON, options: VerifyOptions, *, now: datetime) -> Verification:
    """Verify one credential, whole or in an envelope."""
    if has_type(document, [ENVELOPED_CREDENTIAL]):
        return _examine_envelope(desk, document, now)
    errors = [_malformed(problem) for problem in credential_problems(document)]
    errors += _unexpected(document, options)
    report = _report(desk, document, now)
    warnings = _warnings(report)
    if report.check("proof").code == WITHHELD and _signed_by_issuer(desk, document):
        proof = report.check("proof")
        return Verification(errors, [Problem(RANGE, proof.reason, _evidence(proof)), *warnings], report)
    return Verification([*_proof_errors(report), *errors], warnings, report)


def _signed_by_issuer(desk: VerifyingDesk, document: JSON) -> bool:
    """Tell whether what is shown is the issuer's, though what would end it may be left out: a warning here.

    The suites show parts without a validUntil, which these proofs could have left out.
    """
    (proof,) = as_list(document["proof"])
    signer = ecdsa_sd_2023.verify(document, proof, resolve=desk.resolve, may_withhold=LIFECYCLE)
    return same_party(document.get("issuer"), signer)


def _examine_envelope(desk: VerifyingDesk, envelope: JSON, now: datetime) -> Verification:
    """Open an enveloped credential.

    https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials
    """
    if (token := envelope_token(envelope, ENVELOPED_CREDENTIAL)) is None:
        return Verification([_malformed(NO_ENVELOPE)])
    report = _report(desk, token, now)
    structure = report.check("structure")
    errors = [_malformed(_evidence(structure))] if structure.outcome == "failed" else []
    return Verification([*_proof_errors(report), *errors], _warnings(report), report)


def envelope_token(envelope: JSON, kind: str) -> str | None:
    """Give the JWT in an envelope, or None if it is not one of this kind."""
    contexts, url = as_list(envelope.get("@context")), envelope.get("id")
    if not {CREDENTIALS_V2, CREDENTIALS_V1} & {one for one in contexts if isinstance(one, str)}:
        return None
    if as_list(envelope.get("type")) != [kind] or not isinstance(url, str):
        return None
    return next((url[len(start) :] for start in _ENVELOPES[kind] if url.startswith(start)), None)


def _report(desk: VerifyingDesk, credential: JSON | str, now: datetime) -> Report:
    return verify(
        credential,
        resolve=desk.resolve,
        fetch=desk.fetch,
        trusted_issuers={},
        now=now,
        expected_holder=None,
        any_type=True,
    )


def _unexpected(document: JSON, options: VerifyOptions) -> list[Problem]:
    """Compare what the proof says it is for with what the caller expects."""
    proofs = [proof for proof in as_list(document.get("proof")) if isinstance(proof, dict)]
    expected = {
        "challenge": options.challenge,
        "domain": options.domain,
        "proofPurpose": options.expectedProofPurpose,
    }
    return [
        Problem(CRYPTOGRAPHIC, f"The {name} is not as expected", f"found {proof.get(name)!r:.200}")
        for proof in proofs
        for name, wanted in expected.items()
        if wanted is not None and wanted not in as_list(proof.get(name))
    ]


def _proof_errors(report: Report) -> list[Problem]:
    """Give what is wrong with proof and issuer; a proof that cannot be checked counts as one that fails."""
    errors = []
    for one in report.with_nested():
        for name in ("proof", "issuer"):
            check = one.check(name)
            if check.outcome == "failed" or (name == "proof" and check.outcome != "passed"):
                errors.append(Problem(CRYPTOGRAPHIC, check.reason, _evidence(check, one.place)))
    return errors


def _warnings(report: Report) -> list[Problem]:
    warnings = []
    for name, kinds in _WARNED_OF.items():
        check = report.check(name)
        if check.outcome in kinds:
            warnings.append(Problem(kinds[check.outcome], check.reason, _evidence(check)))
    return warnings


def _evidence(check: Check, place: str = "") -> str:
    where = (("Where", place),) if place else ()
    return "; ".join(f"{label}: {text}" for label, text in (*where, *check.evidence))


def _malformed(detail: str) -> Problem:
    return Problem(MALFORMED, "A value is not as its specification requires", detail)


def same_party(one: object, other: object) -> bool:
    """Tell whether two members name the same party, each by an address or an object with one."""
    return id_of(one) is not None and id_of(one) == id_of(other)
