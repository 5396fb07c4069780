"""The holder's side of OpenID4VCI 1.0 against the issuer's real endpoints, joined without sockets."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci import holder, issuer
from tests.exchange.stand_ins import (
    COLLEGE,
    LEARNER,
    NOW,
    STRANGER,
    Network,
    StandInCounter,
    StandInDesk,
    Tamper,
    a_secured_badge,
    allow,
    answering,
)

JSON = dict[str, Any]
METADATA = "/.well-known/openid-credential-issuer"
SERVER = "/.well-known/oauth-authorization-server"


class Learner:
    """A learner with a wallet, one offer of the college, and the network between them."""

    def __init__(self, tx_code: str | None = None, tamper: Tamper | None = None) -> None:
        self.desk = StandInDesk()
        self.network = Network(self.desk, StandInCounter(), tamper)
        self.http = httpx.Client(transport=self.network)
        awards = {"welding": "award-1", "safety": "award-2"}
        self.offer = issuer.make_offer(self.desk, awards=awards, tx_code=tx_code, now=NOW)

    def reads(self, link: str | None = None) -> holder.SeenOffer:
        return holder.read_offer(self.offer.link if link is None else link, http=self.http, allow=allow)

    def claims(
        self, offer: holder.SeenOffer | None = None, tx_code: str | None = None
    ) -> list[holder.ReceivedCredential]:
        return holder.claim(offer or self.reads(), key=LEARNER, tx_code=tx_code, http=self.http, now=NOW)


@pytest.fixture
def learner() -> Iterator[Learner]:
    """A learner whose network is honest."""
    honest = Learner()
    yield honest
    honest.http.close()


def test_an_offer_is_read_in_every_form_it_may_come_in(learner: Learner) -> None:
    inline = json.dumps(issuer.read_offer(learner.desk, learner.offer.key, now=NOW))
    forms = [
        learner.offer.link,
        learner.offer.link_for("https://wallet.example"),
        learner.offer.uri,
        f"  {learner.offer.uri}\n",
        inline,
        f"openid-credential-offer://?credential_offer={quote(inline)}",
        f"https://wallet.example/credential_offer?credential_offer={quote(inline)}",
    ]
    seen = {json.dumps(learner.reads(form).to_json(), sort_keys=True) for form in forms}
    assert len(seen) == 1
    offer = learner.reads()
    assert (offer.issuer, offer.issuer_name, offer.tx_code) == (COLLEGE, "Example College", None)
    assert [(c.configuration_id, c.name) for c in offer.credentials] == [
        ("welding", "Welding Basics"),
        ("safety", "Safety at Work"),
    ]
    assert holder.SeenOffer.from_json(json.loads(json.dumps(offer.to_json()))) == offer


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


UNREADABLE = {
    "nothing": "",
    "words": "please issue",
    "another scheme": "ftp://college.test/offer",
    "a link with both parameters": "openid-credential-offer://?credential_offer=%7B%7D&credential_offer_uri=https%3A",
    "a link with neither": "openid-credential-offer://?a=b",
    "a parameter twice": "openid-credential-offer://?credential_offer=%7B%7D&credential_offer=%7B%7D",
    "http to a stranger": "openid-credential-offer://?credential_offer_uri=http%3A%2F%2Fother.example%2F1",
    "a host without end": "http://[::1/offer",
    "an empty object": "{}",
    "a member twice": '{"credential_issuer":"a","credential_issuer":"b"}',
    "no configuration": json.dumps({"credential_issuer": COLLEGE, "credential_configuration_ids": []}),
    "no grant": json.dumps({"credential_issuer": COLLEGE, "credential_configuration_ids": ["welding"]}),
    "too long": "{" + " " * 70_000 + "}",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_offer_is_refused_before_anybody_is_asked(learner: Learner, case: str) -> None:
    with pytest.raises(ProtocolError):
        learner.reads(UNREADABLE[case])
    assert learner.network.log == []


def a_configuration(**changes: Any) -> JSON:
    """Build the metadata member with the configuration of the offer, changed."""
    configurations = issuer.metadata(StandInDesk())["credential_configurations_supported"]
    return {
        "credential_configurations_supported": configurations
        | {"welding": configurations["welding"] | changes}
    }


METADATA_CHANGES: dict[str, Tamper] = {
    "metadata of another issuer": answering(METADATA, credential_issuer="https://other.example"),
    "metadata with a slash": answering(METADATA, credential_issuer=f"{COLLEGE}/"),
    "no configurations": answering(METADATA, credential_configurations_supported=None),
    "configuration missing": answering(METADATA, credential_configurations_supported={}),
    "configuration in words": answering(METADATA, credential_configurations_supported={"welding": "yes"}),
    "another format": answering(METADATA, **a_configuration(format="dc+sd-jwt")),
    "no binding": answering(METADATA, **a_configuration(cryptographic_binding_methods_supported=["jwk"])),
    "no proof type we know": answering(METADATA, **a_configuration(proof_types_supported={})),
    "http endpoint": answering(METADATA, credential_endpoint="http://other.example/credential"),
    "http nonce endpoint": answering(METADATA, nonce_endpoint="http://other.example/nonce"),
    "endpoint that is a list": answering(METADATA, credential_endpoint=[1]),
    "metadata answered by a redirect": answering(METADATA, status=302),
    "foreign authorization server": answering(SERVER, issuer="https://other.example"),
    "http token endpoint": answering(SERVER, token_endpoint="http://other.example/token"),
    "server without the grant": answering(SERVER, grant_types_supported=["authorization_code"]),
    "server that wants to know the wallet": answering(
        SERVER, changes={"pre-authorized_grant_anonymous_access_supported": False}
    ),
    "server that says so in other words": answering(
        SERVER, changes={"pre-authorized_grant_anonymous_access_supported": None}, anonymous_access=True
    ),
    "offer of somebody else": answering("/oid4vci/offers/", credential_issuer="https://other.example"),
    "offer by a user name": answering("/oid4vci/offers/", credential_issuer="http://a@college.test"),
    "offer of the same twice": answering(
        "/oid4vci/offers/", credential_configuration_ids=["welding", "welding"]
    ),
    "offer of something unknown": answering("/oid4vci/offers/", credential_configuration_ids=["cooking"]),
}


@pytest.mark.parametrize("case", METADATA_CHANGES)
def test_an_offer_whose_issuer_does_not_stand_behind_it_is_refused(case: str) -> None:
    learner = Learner(tamper=METADATA_CHANGES[case])
    with pytest.raises(ProtocolError):
        learner.reads()
    assert not any("token" in request.url.path for request, _ in learner.network.log)


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
