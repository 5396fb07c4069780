"""Verify a presentation: its own proof, its holder, and every credential in it.

https://www.w3.org/TR/vcalm/#verify-presentation
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from credentials.errors import CredentialError
from credentials.parsing import check_json
from credentials.proofs.suites import verify_proof
from credentials.proofs.vp_jwt import open_vp_jwt
from credentials.standards.documents import problems_as
from credentials.standards.vc import JSON, VERIFIABLE_PRESENTATION, as_list, has_type, id_of
from exchange.tickets import Tickets
from exchange.vc_api.challenges import use_challenge
from exchange.vc_api.data_model import credential_problems
from exchange.vc_api.messages import VerifyOptions, VerifyPresentationRequest, read_request
from exchange.vc_api.ports import VerifyingDesk
from exchange.vc_api.problems import CRYPTOGRAPHIC, MALFORMED, Problem, malformed
from exchange.vc_api.verifier import (
    ENVELOPED_PRESENTATION,
    NO_ENVELOPE,
    Verification,
    envelope_token,
    examine,
    same_party,
)

MOST_CREDENTIALS = 50
NOT_HELD = "The proof of the presentation does not hold"


def verify_presentation(
    desk: VerifyingDesk, body: bytes, *, now: datetime, challenges: Tickets | None = None
) -> tuple[JSON, int]:
    """Answer a request to verify a presentation, and give the HTTP status.

    What is no presentation is refused with 400; one that does not verify is answered with 200 and
    `verified` false, as VCALM asks. A challenge that was made here is used up, however it goes.
    """
    request = read_request(VerifyPresentationRequest, body)
    presented = request.verifiablePresentation
    if has_type(presented, [ENVELOPED_PRESENTATION]):
        presentation, own, signer = _opened(desk, presented, request.options, now=now)
    else:
        presentation = presented
        _check_form(presentation)
        own, signer = _own_proof(desk, presentation, request.options)
    credentials = [_held(desk, one, presentation, signer, now=now) for one in _credentials(presentation)]
    challenge = request.options.challenge
    if challenges is not None and challenge is not None:
        own = Verification([*own.errors, *use_challenge(challenges, challenge, now=now)])
    everything = Verification(
        [problem for one in (own, *credentials) for problem in one.errors],
        [problem for one in credentials for problem in one.warnings],
    )
    answer = everything.wire()
    answer["results"] = {"presentation": own.wire(), "credentials": [one.wire() for one in credentials]}
    if request.options.returnPresentation:
        answer["verifiablePresentation"] = presented
    return answer, 200


def _check_form(presentation: JSON) -> None:
    if problems := problems_as(VERIFIABLE_PRESENTATION, presentation):
        raise malformed(" ".join(problems))
    if (found := len(_credentials(presentation))) > MOST_CREDENTIALS:
        raise malformed(f"found {found} credentials, expected at most {MOST_CREDENTIALS}")


def _credentials(presentation: JSON) -> list[Any]:
    return as_list(presentation.get("verifiableCredential"))


def _opened(
    desk: VerifyingDesk, envelope: JSON, options: VerifyOptions, *, now: datetime
) -> tuple[JSON, Verification, str | None]:
    """Open an enveloped presentation: what it says, how its proof came out, and the DID that signed.

    https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-presentations
    """
    if (token := envelope_token(envelope, ENVELOPED_PRESENTATION)) is None:
        raise malformed(NO_ENVELOPE)
    try:
        presentation, signer = open_vp_jwt(
            token,
            resolve=desk.resolve,
            now=now,
            expected_challenge=options.challenge,
            expected_domain=options.domain,
        )
    except CredentialError as error:
        return {}, Verification([Problem(CRYPTOGRAPHIC, NOT_HELD, str(error))]), None
    _check_form(presentation)
    return presentation, Verification(), signer


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
        return Verification([Problem(CRYPTOGRAPHIC, NOT_HELD, str(error))]), None
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
