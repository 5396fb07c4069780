"""Speak to the stand-in desk: make an offer, exchange its code, ask for the credential."""

import json
from typing import Any

from exchange.oid4vci import issuer
from exchange.oid4vci.key_proofs import make_proof
from tests.exchange.stand_ins import COLLEGE, LEARNER, NOW, StandInDesk

JSON = dict[str, Any]
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def an_offer(desk: StandInDesk, tx_code: str | None = None, **awards: str) -> tuple[issuer.Offer, JSON]:
    """Make an offer and give its token request."""
    offer = issuer.make_offer(desk, awards=awards or {"welding": "award-1"}, tx_code=tx_code, now=NOW)
    code = issuer.read_offer(desk, offer.key, now=NOW)["grants"][GRANT]["pre-authorized_code"]
    return offer, {"grant_type": GRANT, "pre-authorized_code": code}


def a_token(desk: StandInDesk, **awards: str) -> str:
    """Make an offer and exchange its code."""
    _, form = an_offer(desk, **awards)
    return f"Bearer {issuer.exchange_code(desk, form, now=NOW)['access_token']}"


def a_request(desk: StandInDesk, configuration: str = "welding") -> JSON:
    """Build a credential request that is as it should be."""
    nonce = issuer.make_nonce(desk, now=NOW)["c_nonce"]
    proof = make_proof(LEARNER, audience=COLLEGE, nonce=nonce, now=NOW)
    return {"credential_configuration_id": configuration, "proofs": {"jwt": [proof]}}


def ask(desk: StandInDesk, token: str | None, request: object, **changes: Any) -> JSON:
    """Send a credential request."""
    body = request if isinstance(request, bytes) else json.dumps(request).encode()
    arguments: JSON = {"media_type": "application/json", "now": NOW} | changes
    return issuer.answer_credential_request(desk, authorization=token, body=body, **arguments)
