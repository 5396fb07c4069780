"""A request that its verifier did not make for this wallet is refused before anything is shown."""

import json
from typing import Any

import httpx
import pytest

from credentials.proofs.keys import SigningKey, peek_jws_payload
from exchange.errors import ProtocolError
from tests.exchange.presenters import MEDIA_TYPE, Learner
from tests.exchange.stand_ins import COLLEGE_KEY, EMPLOYER, EMPLOYER_KEY, NOW, STRANGER, Tamper, a_jws
from tests.exchange.talking import CLIENT_ID, DCQL

JSON = dict[str, Any]


class Forged:
    """Answer the request with another header or payload, signed by a key of choice."""

    def __init__(self, *, key: SigningKey = EMPLOYER_KEY, header: JSON | None = None, **changes: Any) -> None:
        self.key, self.header, self.changes = key, header or {}, changes

    def __call__(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if "/request/" not in request.url.path:
            return response
        header = {"typ": "oauth-authz-req+jwt", "alg": "EdDSA", "kid": EMPLOYER_KEY.id} | self.header
        payload = peek_jws_payload(response.text) | self.changes
        payload = {name: value for name, value in payload.items() if value != "absent"}
        token = a_jws(header, payload, key=self.key)
        return httpx.Response(200, content=token, headers={"Content-Type": MEDIA_TYPE})


def test_a_forger_who_changes_nothing_is_believed() -> None:
    assert Learner(tamper=Forged()).reads().client_id == CLIENT_ID


def answered(status: int, media_type: str, content: str = "", **headers: str) -> Tamper:
    """Answer every request like this."""
    return lambda request, response: httpx.Response(
        status, content=content, headers={"Content-Type": media_type} | headers
    )


IAT = int(NOW.timestamp())
REQUESTS: dict[str, tuple[Tamper, str]] = {
    "typ of an ordinary JWT": (Forged(header={"typ": "JWT"}), "invalid_client"),
    "alg none": (Forged(header={"alg": "none"}), "invalid_client"),
    "a MAC": (Forged(header={"alg": "HS256"}), "invalid_client"),
    "a critical extension": (Forged(header={"crit": ["x"], "x": 1}), "invalid_client"),
    "kid of another DID": (Forged(header={"kid": COLLEGE_KEY.id}, key=COLLEGE_KEY), "invalid_client"),
    "kid of a longer DID": (Forged(header={"kid": f"{EMPLOYER_KEY.controller}:a#key-1"}), "invalid_client"),
    "kid that is only a fragment": (Forged(header={"kid": "#key-1"}), "invalid_client"),
    "kid that the document does not list": (
        Forged(header={"kid": f"{EMPLOYER_KEY.controller}#key-2"}),
        "invalid_client",
    ),
    "kid that is a number": (Forged(header={"kid": 1}), "invalid_client"),
    "signed by a stranger": (Forged(key=STRANGER), "invalid_client"),
    "inner client_id differs": (
        Forged(client_id=f"decentralized_identifier:{COLLEGE_KEY.controller}"),
        "invalid_request",
    ),
    "inner client_id without its prefix": (Forged(client_id=EMPLOYER_KEY.controller), "invalid_request"),
    "no wallet_nonce": (Forged(wallet_nonce="absent"), "invalid_request"),
    "another wallet_nonce": (Forged(wallet_nonce="other"), "invalid_request"),
    "another audience": (Forged(aud="https://wallet.example"), "invalid_request"),
    "expired": (Forged(exp=IAT), "invalid_request"),
    "no end": (Forged(exp="absent"), "invalid_request"),
    "an end beyond all time": (Forged(exp=2**52), "invalid_request"),
    "from the future": (Forged(iat=IAT + 61), "invalid_request"),
    "times in words": (Forged(iat="now"), "invalid_request"),
    "redirect_uri and response_uri": (Forged(redirect_uri=EMPLOYER), "invalid_request"),
    "a request in the request": (Forged(request_uri=EMPLOYER), "invalid_request"),
    "transaction data": (Forged(transaction_data=["e30"]), "invalid_transaction_data"),
    "a scope": (Forged(scope="badges"), "invalid_scope"),
    "another response type": (Forged(response_type="vp_token id_token"), "invalid_request"),
    "another response mode": (Forged(response_mode="direct_post.jwt"), "invalid_request"),
    "no response_uri": (Forged(response_uri="absent"), "invalid_request"),
    "response_uri at another host": (Forged(response_uri="https://other.example/"), "invalid_request"),
    "response_uri by a user name": (Forged(response_uri="http://a@employer.test/"), "invalid_request"),
    "response_uri that is no URL": (Forged(response_uri="http://[::1"), "invalid_request"),
    "a nonce with spaces": (Forged(nonce="a b"), "invalid_request"),
    "no nonce": (Forged(nonce="absent"), "invalid_request"),
    "no query": (Forged(dcql_query="absent"), "invalid_request"),
    "a query as text": (Forged(dcql_query=json.dumps(DCQL)), "invalid_request"),
    "a query of nothing": (Forged(dcql_query={"credentials": []}), "invalid_request"),
    "formats we do not have": (
        Forged(client_metadata={"vp_formats_supported": {"dc+sd-jwt": {}}}),
        "vp_formats_not_supported",
    ),
    "suites we do not have": (
        Forged(client_metadata={"vp_formats_supported": {"ldp_vc": {"cryptosuite_values": ["x"]}}}),
        "vp_formats_not_supported",
    ),
    "metadata in words": (Forged(client_metadata="none"), "invalid_request"),
    "a purpose without end": (
        Forged(verifier_info=[{"format": "purpose", "data": {"purpose": "p" * 2000, "retention_days": 1}}]),
        "invalid_request",
    ),
    "a redirect": (answered(302, MEDIA_TYPE, Location=EMPLOYER), "unusable_answer"),
    "another media type": (answered(200, "application/jwt", "a.b.c"), "unusable_answer"),
    "no token": (answered(200, MEDIA_TYPE, "hello"), "invalid_client"),
    "too large": (answered(200, MEDIA_TYPE, "a" * 1_100_000), "unusable_answer"),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_a_request_that_its_verifier_did_not_make_for_us_is_refused(case: str) -> None:
    tamper, code = REQUESTS[case]
    with pytest.raises(ProtocolError) as refusal:
        Learner(tamper=tamper).reads()
    assert refusal.value.code == code
