"""The holder's side of OpenID4VP 1.0 against the verifier's real endpoints, joined without sockets."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from credentials.proofs.keys import peek_jws_payload
from credentials.standards.vc import timestamp
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vp import holder, verifier
from tests.exchange.presenters import MEDIA_TYPE, Learner
from tests.exchange.stand_ins import (
    EMPLOYER,
    EMPLOYER_KEY,
    LEARNER,
    NOW,
    STRANGER,
    Tamper,
    a_secured_badge,
    answering,
    resolve,
)
from tests.exchange.talking import CLIENT_ID, DCQL

JSON = dict[str, Any]


@pytest.fixture
def learner() -> Iterator[Learner]:
    """A learner whose network is honest."""
    honest = Learner()
    yield honest
    honest.http.close()


def test_a_request_is_read_with_who_asks_for_what_and_why(learner: Learner) -> None:
    seen = learner.reads()
    assert (seen.client_id, seen.did, seen.host) == (CLIENT_ID, EMPLOYER_KEY.controller, "employer.test")
    assert (seen.purpose, seen.retention_days) == ("To fill a vacancy", 180)
    assert seen.expires == NOW + timedelta(minutes=30)
    assert seen.dcql == DCQL
    assert learner.reads(learner.request.link_for("https://wallet.example")) == seen
    assert learner.reads(learner.request.link.replace("&request_uri_method=post", "")) == seen
    assert holder.SeenRequest.from_json(json.loads(json.dumps(seen.to_json()))) == seen


def with_a_key_until(moment: datetime) -> Callable[[str], JSON]:
    """Resolve to a document whose keys end at a moment."""

    def resolve_until(did: str) -> JSON:
        document = copy.deepcopy(resolve(did))
        for method in document["verificationMethod"]:
            method["expires"] = timestamp(moment)
        return document

    return resolve_until


def test_a_key_that_names_an_end_signs_requests_until_then(learner: Learner) -> None:
    assert learner.reads(resolve=with_a_key_until(NOW + timedelta(seconds=1))) == learner.reads()
    with pytest.raises(ProtocolError, match=r"not surely of did:web:employer\.test: .*expire"):
        learner.reads(resolve=with_a_key_until(NOW - timedelta(seconds=1)))


def test_a_request_is_fetched_as_the_specification_asks(learner: Learner) -> None:
    learner.reads()
    [(asked, answered)] = learner.network.log
    assert asked.method == "POST" and asked.headers["Accept"] == MEDIA_TYPE
    form = parse_qs(asked.content.decode())
    assert "ldp_vc" in json.loads(form["wallet_metadata"][0])["vp_formats_supported"]
    assert peek_jws_payload(answered.text)["wallet_nonce"] == form["wallet_nonce"][0]
    assert answered.headers["Content-Type"] == MEDIA_TYPE
    assert answered.headers["Cache-Control"] == "no-store"


def test_what_the_learner_chose_reaches_the_employer(learner: Learner) -> None:
    badges = {name: a_secured_badge(name=name) for name in ("One", "Two")}
    assert holder.matching(learner.reads().dcql, badges)["badge"] == ["One", "Two"]
    answer = learner.responds({"badge": [badges["Two"]]})
    [(request_id, presenter, [(text, credential)])] = learner.counter.applications
    assert (request_id, presenter) == (learner.request.request_id, LEARNER.controller)
    assert credential == json.loads(text) == badges["Two"]
    assert answer.status_url == f"{EMPLOYER}/applications/1"
    [code] = parse_qs(urlsplit(answer.redirect_uri or "").query)["response_code"]
    transaction_id = learner.request.transaction_id
    assert verifier.release(learner.counter, transaction_id, code, now=NOW) == request_id
    posted = parse_qs(learner.network.log[-1][0].content.decode())
    assert set(posted) == {"vp_token", "state"}


def test_a_learner_may_decline_without_saying_why(learner: Learner) -> None:
    answer = holder.decline(learner.reads(), http=learner.http)
    assert learner.counter.refusals == [learner.request.request_id]
    assert learner.counter.applications == [] and answer.redirect_uri
    posted = parse_qs(learner.network.log[-1][0].content.decode())
    assert posted["error"] == ["access_denied"] and posted["state"] == [learner.request.request_id]


CHOICES: dict[str, tuple[Callable[[], JSON], JSON]] = {
    "nothing": (dict, {}),
    "nothing in it": (lambda: {"badge": []}, {}),
    "only what is optional": (lambda: {"single": [a_secured_badge()]}, {}),
    "what was not asked": (lambda: {"other": [a_secured_badge()]}, {}),
    "two where one is asked": (
        lambda: {"badge": [a_secured_badge()], "single": [a_secured_badge()] * 2},
        {},
    ),
    "another type": (lambda: {"badge": [a_secured_badge(type=["VerifiableCredential"])]}, {}),
    "somebody else's badge": (lambda: {"badge": [a_secured_badge(subject=STRANGER.controller)]}, {}),
    "a badge that cannot be signed": (
        lambda: {"badge": [a_secured_badge() | {"unheardOf": 1}]},
        {},
    ),
    "too late": (lambda: {"badge": [a_secured_badge()]}, {"now": NOW + timedelta(minutes=30)}),
}


@pytest.mark.parametrize("case", CHOICES)
def test_a_choice_that_does_not_answer_is_not_sent(learner: Learner, case: str) -> None:
    chosen, changes = CHOICES[case]
    with pytest.raises(ProtocolError):
        learner.responds(chosen(), **changes)
    assert not any("/response/" in request.url.path for request, _ in learner.network.log)
    assert learner.counter.applications == []


def a_link(**parameters: str) -> str:
    """Write a link of the custom scheme."""
    given = {"client_id": CLIENT_ID, "request_uri": f"{EMPLOYER}/oid4vp/request/x"} | parameters
    return "openid4vp://?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())


LINKS = {
    "nothing": "",
    "another scheme": "ftp://employer.test",
    "a host without end": "http://[::1",
    "no parameters": "openid4vp://",
    "a parameter twice": a_link() + "&client_id=x",
    "no request_uri": a_link(request_uri=""),
    "a request by value": "openid4vp://?client_id=x&request=eyJ",
    "no client_id": a_link(client_id=""),
    "a DID without its prefix": a_link(client_id=EMPLOYER_KEY.controller),
    "a reserved prefix": a_link(client_id="origin:https://employer.example"),
    "an unsigned client": a_link(client_id=f"redirect_uri:{EMPLOYER}/response"),
    "a DID that names no host": a_link(client_id=f"decentralized_identifier:{LEARNER.controller}"),
    "another method": a_link(request_uri_method="PUT"),
    "method in capitals": a_link(request_uri_method="POST"),
    "http to a stranger": a_link(request_uri="http://other.example/request"),
    "a script": a_link(request_uri="javascript:alert(1)"),
    "too long": a_link(state="x" * 9000),
}


@pytest.mark.parametrize("case", LINKS)
def test_a_link_that_cannot_be_trusted_is_not_followed(learner: Learner, case: str) -> None:
    with pytest.raises(ProtocolError):
        learner.reads(LINKS[case])
    assert learner.network.log == []


def test_a_request_that_is_gone_says_so(learner: Learner) -> None:
    with pytest.raises(PeerError, match="unknown, answered or expired"):
        learner.reads(a_link())


ANSWERS: dict[str, Tamper] = {
    "an error": answering("/oid4vp/response/", status=400, error="invalid_request"),
    "a redirect": answering("/oid4vp/response/", status=303),
    "a script": answering("/oid4vp/response/", redirect_uri="javascript:alert(1)"),
    "http to a stranger": answering("/oid4vp/response/", redirect_uri="http://other.example/"),
    "a host without end": answering("/oid4vp/response/", redirect_uri="https://[::1"),
    "a number": answering("/oid4vp/response/", redirect_uri=5),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_that_leads_astray_is_refused(case: str) -> None:
    with pytest.raises(PeerError):
        Learner(tamper=ANSWERS[case]).responds({"badge": [a_secured_badge()]})


def test_a_status_page_of_somebody_else_is_not_followed() -> None:
    def linked(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if "/response/" not in request.url.path:
            return response
        return httpx.Response(200, json={}, headers={"Link": '<https://other.example/1>; rel="status"'})

    answer = Learner(tamper=linked).responds({"badge": [a_secured_badge()]})
    assert answer == holder.Answer(redirect_uri=None, status_url=None)
