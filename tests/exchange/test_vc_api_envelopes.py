"""Credentials that come in an envelope: as a JWT in a data: URL."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.proofs.vc_jwt import secure
from credentials.standards.vc import JSON
from exchange.vc_api.presentations import verify_presentation
from exchange.vc_api.verifier import verify_credential
from tests.exchange.test_vc_api_verifying import CHALLENGE, DOMAIN, Reach, presented
from tests.exchange.vc_api import V2, posted
from tests.making import ANA, COLLEGE, NOW, STATUS_INDEX, an_unsigned_badge

TOKEN = secure(an_unsigned_badge(), key=COLLEGE)


def enveloped(**changes: Any) -> JSON:
    """Put the badge of the college into an envelope."""
    plain = {
        "@context": [V2],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{TOKEN}",
        **changes,
    }
    return {name: value for name, value in plain.items() if value is not ...}


def answer_about(envelope: JSON, desk: Reach | None = None) -> tuple[JSON, int]:
    return verify_credential(desk or Reach(), posted(verifiableCredential=envelope), now=NOW)


@pytest.mark.parametrize("media_type", ["application/vc+jwt", "application/jwt"])
def test_an_enveloped_credential_verifies(media_type: str) -> None:
    answer, status = answer_about(enveloped(id=f"data:{media_type},{TOKEN}"))
    assert (status, answer["verified"], answer["warnings"]) == (200, True, [])


def test_a_withdrawn_one_is_warned_of() -> None:
    answer, status = answer_about(enveloped(), Reach(STATUS_INDEX))
    assert (status, answer["warnings"][0]["title"]) == (200, "Withdrawn by the issuer.")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": f"data:application/vc+jwt,{TOKEN[:-8]}AAAAAAAA"},
        {"id": TOKEN},
        {"id": f"data:text/plain,{TOKEN}"},
        {"id": "data:application/vc+jwt,"},
        {"id": ...},
        {"type": ...},
        {"type": "VerifiableCredential"},
        {"type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]},
        {"@context": []},
        {"@context": ...},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
    ],
    ids=str,
)
def test_an_envelope_that_is_none_or_was_changed_does_not_verify(changes: JSON) -> None:
    answer, status = answer_about(enveloped(**changes))
    assert (status, answer["verified"]) == (400, False)


def test_a_presentation_may_hold_an_envelope() -> None:
    presentation = presented(holder=ANA.controller, verifiableCredential=[enveloped()])
    options = {"challenge": CHALLENGE, "domain": DOMAIN}
    body = posted(verifiablePresentation=presentation, options=options)
    answer, _ = verify_presentation(Reach(), body, now=NOW)
    assert answer["verified"]
