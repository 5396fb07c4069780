"""The holder's side of OpenID4VCI 1.0 against the issuer's real endpoints, joined without sockets."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci import holder
from tests.exchange.learners import Learner
from tests.exchange.stand_ins import (
    COLLEGE,
    LEARNER,
    STRANGER,
    Tamper,
    a_secured_badge,
    answering,
)

JSON = dict[str, Any]


@pytest.fixture
def learner() -> Iterator[Learner]:
    """A learner whose network is honest."""
    honest = Learner()
    yield honest
    honest.http.close()


def test_a_claim_keeps_the_exact_text_of_each_credential(learner: Learner) -> None:
    received = learner.claims()
    assert [one.configuration_id for one in received] == ["welding", "safety"]
    answers = [
        answer.text for asked, answer in learner.network.log if asked.url.path == "/oid4vci/credential"
    ]
    for one, answer in zip(received, answers, strict=True):
        assert answer == f'{{"credentials":[{{"credential":{one.text}}}]}}\n'
        assert json.loads(one.text)["credentialSubject"]["id"] == LEARNER.controller
    assert learner.desk.issued == [("award-1", LEARNER.controller), ("award-2", LEARNER.controller)]


def test_the_exact_text_is_kept_whatever_its_spaces_and_escapes() -> None:
    text = json.dumps(a_secured_badge(), indent=3).replace("Welding", "W\\u0065lding").replace("\n", " \r\n")

    def spread(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path != "/oid4vci/credential":
            return response
        body = (
            f'{{"x": [1, {{"credential": 2}}],\n "credentials" : [ {{ "credential" :  {text}  , "y":0}} ] }}'
        )
        return httpx.Response(200, content=body, headers={"Content-Type": "application/json; charset=utf-8"})

    received = Learner(tamper=spread).claims()
    assert [one.text for one in received] == [text, text]


def test_a_claim_sends_what_the_specification_asks_for(learner: Learner) -> None:
    learner.claims()
    sent = [request for request, _ in learner.network.log]
    assert [request.url.path.rsplit("/", 1)[-1] for request in sent][3:] == [
        "token",
        *["nonce", "credential"] * 2,
    ]
    assert sent[3].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert sent[4].content == b"" and "Authorization" not in sent[4].headers
    body = json.loads(sent[5].content)
    assert set(body) == {"credential_configuration_id", "proofs"} and list(body["proofs"]) == ["jwt"]
    header, payload, _ = (decoded(part) for part in body["proofs"]["jwt"][0].split("."))
    assert header == {"typ": "openid4vci-proof+jwt", "alg": "EdDSA", "kid": LEARNER.id}
    assert set(payload) == {"aud", "iat", "nonce"} and payload["aud"] == COLLEGE


def decoded(part: str) -> Any:
    """Decode a part of a JWS, or give nothing for its signature."""
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return None


def test_a_transaction_code_is_sent_and_a_wrong_one_may_be_corrected() -> None:
    learner = Learner(tx_code="493536")
    offer = learner.reads()
    assert offer.tx_code == {"input_mode": "numeric", "length": 6}
    for wrong, code in ((None, "invalid_request"), ("000000", "invalid_grant")):
        with pytest.raises(ProtocolError) as refusal:
            learner.claims(offer, wrong)
        assert refusal.value.code == code
    assert learner.desk.issued == []
    assert len(learner.claims(offer, "493536")) == 2


def test_a_nonce_that_came_too_late_is_fetched_once_more() -> None:
    refusals = iter([True])

    def late(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path == "/oid4vci/credential" and next(refusals, False):
            return httpx.Response(400, json={"error": "invalid_nonce"})
        return response

    learner = Learner(tamper=late)
    assert len(learner.claims()) == 2
    assert [r.url.path for r, _ in learner.network.log].count("/oid4vci/nonce") == 3


def test_an_issuer_that_never_takes_a_nonce_is_asked_twice_only() -> None:
    learner = Learner(tamper=answering("/oid4vci/credential", status=400, error="invalid_nonce"))
    with pytest.raises(holder.ClaimError) as refusal:
        learner.claims()
    assert (refusal.value.code, refusal.value.received) == ("invalid_nonce", ())
    assert [r.url.path for r, _ in learner.network.log].count("/oid4vci/credential") == 2


def test_what_had_come_before_a_claim_stopped_is_not_lost(learner: Learner) -> None:
    learner.desk.withdrawn.add("award-2")
    with pytest.raises(holder.ClaimError) as refusal:
        learner.claims()
    assert refusal.value.code == "credential_request_denied"
    assert [one.configuration_id for one in refusal.value.received] == ["welding"]


def test_an_offer_that_was_used_says_so(learner: Learner) -> None:
    offer = learner.reads()
    learner.claims(offer)
    with pytest.raises(PeerError) as refusal:
        learner.claims(offer)
    assert refusal.value.code == "invalid_grant"
    with pytest.raises(PeerError, match="used"):
        learner.reads()
    assert len(learner.desk.issued) == 2


ANSWERS: dict[str, Tamper] = {
    "token of another type": answering("/oid4vci/token", token_type="DPoP"),
    "no token": answering("/oid4vci/token", access_token=None),
    "token that is no header": answering("/oid4vci/token", access_token="a\r\nb: c"),
    "nonce that is a number": answering("/oid4vci/nonce", c_nonce=5),
    "credential about somebody else": answering(
        "/oid4vci/credential", credentials=[{"credential": a_secured_badge(subject=STRANGER.controller)}]
    ),
    "credential of another kind": answering(
        "/oid4vci/credential", credentials=[{"credential": a_secured_badge(type=["VerifiableCredential"])}]
    ),
    "credential in a string": answering("/oid4vci/credential", credentials=[{"credential": "e30"}]),
    "bare credential": answering("/oid4vci/credential", credentials=[a_secured_badge()]),
    "no credential": answering("/oid4vci/credential", credentials=[]),
    "credential later": answering("/oid4vci/credential", status=202, transaction_id="1", interval=5),
    "a redirect": answering("/oid4vci/credential", status=307),
    "an error in words": lambda request, response: (
        httpx.Response(500, text="Oops") if request.url.path == "/oid4vci/credential" else response
    ),
    "an answer without end": lambda request, response: (
        httpx.Response(200, content=b" " * 1_100_000, headers={"Content-Type": "application/json"})
        if request.url.path == "/oid4vci/credential"
        else response
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_that_breaks_the_promise_is_refused(case: str) -> None:
    learner = Learner(tamper=ANSWERS[case])
    with pytest.raises(PeerError):
        learner.claims()
