"""Speak to the stand-ins: make and use an offer of the desk, make and answer a request of the counter."""

import json
from typing import Any

from credentials.presenting import present
from credentials.proofs.keys import SigningKey, verify_jws
from exchange.oid4vci import issuer
from exchange.oid4vci.key_proofs import make_proof
from exchange.oid4vp import verifier
from tests.exchange.stand_ins import (
    COLLEGE,
    EMPLOYER_KEY,
    LEARNER,
    NOW,
    StandInCounter,
    StandInDesk,
    a_secured_badge,
)

JSON = dict[str, Any]
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
W3C = "https://www.w3.org/2018/credentials#VerifiableCredential"
BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"
CLIENT_ID = "decentralized_identifier:did:web:employer.test"
NAME = ["credentialSubject", "achievement", "name"]
QUERY: JSON = {
    "id": "badge",
    "format": "ldp_vc",
    "multiple": True,
    "meta": {"type_values": [[W3C, BADGE]]},
    "claims": [{"path": NAME}],
}
DCQL: JSON = {"credentials": [QUERY, QUERY | {"id": "single", "multiple": False}]}
DCQL["credential_sets"] = [{"options": [["badge"]]}, {"options": [["single"]], "required": False}]


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


def a_request_for(counter: StandInCounter, dcql: JSON = DCQL) -> tuple[verifier.AuthorizationRequest, JSON]:
    """Make a request and give its payload."""
    request = verifier.make_request(
        counter, purpose="To fill a vacancy", retention_days=180, dcql=dcql, now=NOW
    )
    token = verifier.request_object(counter, request.request_id, wallet_nonce="w", now=NOW)
    _, payload = verify_jws(token, public_key=EMPLOYER_KEY.public_key, typ="oauth-authz-req+jwt")
    return request, payload


def a_presentation(
    payload: JSON, badge: JSON | None = None, *, key: SigningKey = LEARNER, **changes: str
) -> JSON:
    """Present a badge for a request."""
    arguments = {"challenge": payload["nonce"], "domain": payload["client_id"]} | changes
    return present(badge or a_secured_badge(), key=key, now=NOW, **arguments)


def a_form(payload: JSON, vp_token: object) -> dict[str, str]:
    """Write the form of a response."""
    text = vp_token if isinstance(vp_token, str) else json.dumps(vp_token)
    return {"state": payload["state"], "vp_token": text}
