"""Verify a presentation: its own proof, its holder, and every credential in it.

https://www.w3.org/TR/vcalm/#verify-presentation
"""

from __future__ import annotations

from datetime import datetime

from credentials.errors import CredentialError
from credentials.parsing import check_json
from credentials.proofs.suites import verify_proof
from credentials.standards.documents import problems_as
from credentials.standards.vc import JSON, VERIFIABLE_PRESENTATION, as_list, has_type, id_of
from exchange.vc_api.data_model import credential_problems
from exchange.vc_api.messages import VerifyOptions, VerifyPresentationRequest, read_request
from exchange.vc_api.ports import VerifyingDesk
from exchange.vc_api.problems import CRYPTOGRAPHIC, MALFORMED, Problem, malformed
from exchange.vc_api.verifier import Verification, examine, same_party

MOST_CREDENTIALS = 50


def verify_presentation(desk: VerifyingDesk, body: bytes, *, now: datetime) -> tuple[JSON, int]:
    """Answer a request to verify a presentation, and give the HTTP status.

    What is no presentation is refused with 400; one that does not verify is answered with 200 and
    `verified` false, as VCALM asks.
    """
    request = read_request(VerifyPresentationRequest, body)
    presentation = request.verifiablePresentation
    if problems := problems_as(VERIFIABLE_PRESENTATION, presentation):
        raise malformed(" ".join(problems))
    held = as_list(presentation.get("verifiableCredential"))
    if len(held) > MOST_CREDENTIALS:
        raise malformed(f"found {len(held)} credentials, expected at most {MOST_CREDENTIALS}")
    own, signer = _own_proof(desk, presentation, request.options)
    credentials = [_held(desk, one, presentation, signer, now=now) for one in held]
    everything = Verification(
        [problem for one in (own, *credentials) for problem in one.errors],
        [problem for one in credentials for problem in one.warnings],
    )
    answer = everything.wire()
    answer["results"] = {"presentation": own.wire(), "credentials": [one.wire() for one in credentials]}
    if request.options.returnPresentation:
        answer["presentation"] = presentation
    return answer, 200


def _own_proof(
    desk: VerifyingDesk, presentation: JSON, options: VerifyOptions
) -> tuple[Verification, str | None]:
    """Check who presents, for which challenge and domain, and give the DID that signed."""
    try:
        check_json(presentation)
        signer = verify_proof(
            presentation,
            resolve=desk.resolve,
            purpose="authentication",
            expected_challenge=options.challenge,
            expected_domain=options.domain,
        )
    except CredentialError as error:
        problem = Problem(CRYPTOGRAPHIC, "The proof of the presentation does not hold", str(error))
        return Verification([problem]), None
    if "holder" in presentation and not same_party(presentation["holder"], signer):
        detail = (
            f"found the holder {id_of(presentation['holder'])!r:.200}, expected {signer}, whose key signed"
        )
        return Verification([Problem(CRYPTOGRAPHIC, "The holder did not sign", detail)]), None
    return Verification(), signer


def _held(
    desk: VerifyingDesk, credential: object, presentation: JSON, signer: str | None, *, now: datetime
) -> Verification:
    """Verify one credential of a presentation; one without a proof counts only as the holder's own word.

    https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims
    """
    if not isinstance(credential, dict):
        return Verification([Problem(MALFORMED, "It is no credential", "expected an object")])
    if "proof" in credential or not has_type(credential, ["VerifiableCredential"]):
        return examine(desk, credential, VerifyOptions(), now=now)
    if not same_party(credential.get("issuer"), presentation.get("holder")) or signer is None:
        detail = "expected a proof, or the presentation's holder as its issuer"
        return Verification([Problem(CRYPTOGRAPHIC, "It is not signed", detail)])
    return Verification([malformed(problem).problem for problem in credential_problems(credential)])
