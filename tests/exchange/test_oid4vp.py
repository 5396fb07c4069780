"""The verifier's side of OpenID4VP 1.0, message by message."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from exchange.errors import ProtocolError
from exchange.oid4vp import verifier
from tests.exchange.stand_ins import EMPLOYER, LEARNER, NOW, StandInCounter, a_secured_badge
from tests.exchange.talking import CLIENT_ID, DCQL, QUERY, a_form, a_presentation, a_request_for

JSON = dict[str, Any]


def test_a_request_is_linked_by_reference_and_its_client_id_is_encoded_twice() -> None:
    request, _ = a_request_for(StandInCounter())
    assert request.request_uri == f"{EMPLOYER}/oid4vp/request/{request.request_id}"
    assert request.link.startswith(
        "openid4vp://?client_id=decentralized_identifier%3Adid%3Aweb%3Aemployer.test&request_uri="
    )
    query = parse_qs(urlsplit(request.link_for("https://wallet.example")).query)
    assert query == {
        "client_id": [CLIENT_ID],
        "request_uri": [request.request_uri],
        "request_uri_method": ["post"],
    }
    assert request.transaction_id not in request.link


def test_a_request_object_says_what_the_final_specification_asks_for() -> None:
    request, payload = a_request_for(StandInCounter())
    assert len(payload["nonce"]) >= 22
    assert payload == {
        "iss": CLIENT_ID,
        "aud": "https://self-issued.me/v2",
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(minutes=30)).timestamp()),
        "client_id": CLIENT_ID,
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "response_uri": f"{EMPLOYER}/oid4vp/response/{request.request_id}",
        "nonce": payload["nonce"],
        "state": request.request_id,
        "wallet_nonce": "w",
        "client_metadata": {
            "vp_formats_supported": {
                "ldp_vc": {
                    "proof_type_values": ["DataIntegrityProof"],
                    "cryptosuite_values": ["eddsa-rdfc-2022"],
                }
            }
        },
        "dcql_query": DCQL,
        "verifier_info": [
            {"format": "purpose", "data": {"purpose": "To fill a vacancy", "retention_days": 180}}
        ],
    }


def test_two_requests_share_nothing_that_could_be_guessed() -> None:
    counter = StandInCounter()
    (one, first), (two, second) = a_request_for(counter), a_request_for(counter)
    assert one.request_id != two.request_id and one.transaction_id != two.transaction_id
    assert first["nonce"] != second["nonce"]


def test_what_could_not_be_checked_is_not_asked() -> None:
    counter = StandInCounter()
    arguments: JSON = {"purpose": "p", "retention_days": 1, "now": NOW}
    for query in (
        QUERY | {"require_cryptographic_holder_binding": False},
        QUERY | {"format": "dc+sd-jwt"},
        QUERY | {"trusted_authorities": [{"type": "aki", "values": ["x"]}]},
    ):
        with pytest.raises(ValueError, match="query badge"):
            verifier.make_request(counter, dcql={"credentials": [query]}, **arguments)
    with pytest.raises(ValueError, match="guessable"):
        verifier.make_request(counter, dcql=DCQL, request_id="application-7", **arguments)
    with pytest.raises(ProtocolError, match="retention_days"):
        verifier.make_request(counter, dcql=DCQL, **arguments | {"retention_days": -1})
    assert counter.tickets.kept == {}


def test_a_presentation_reaches_the_counter_as_its_exact_text() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    badge = a_secured_badge()
    text = json.dumps({"badge": [a_presentation(payload, badge)]}, indent=2)
    receipt = verifier.receive(counter, request.request_id, a_form(payload, text), now=NOW)
    [(request_id, holder, [(kept, credential)])] = counter.applications
    assert (request_id, holder, credential) == (request.request_id, LEARNER.controller, badge)
    assert kept in text and json.loads(kept) == badge
    assert receipt.status_url == f"{EMPLOYER}/applications/1"
    assert receipt.answer["redirect_uri"].startswith(f"{EMPLOYER}/apply/done?response_code=")


def test_several_badges_come_in_presentations_of_their_own() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    badges = [a_secured_badge(name=name) for name in ("One", "Two")]
    vp_token = {"badge": [a_presentation(payload, b) for b in badges], "single": [a_presentation(payload)]}
    verifier.receive(counter, request.request_id, a_form(payload, vp_token), now=NOW)
    [(_, _, credentials)] = counter.applications
    assert [json.loads(text) for text, _ in credentials] == [*badges, a_secured_badge()]


def test_a_credential_alone_in_its_member_is_as_good_as_a_list_of_one() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    presentation = a_presentation(payload)
    presentation["verifiableCredential"] = presentation["verifiableCredential"][0]
    verifier.receive(counter, request.request_id, a_form(payload, {"badge": [presentation]}), now=NOW)
    [(_, _, [(text, _)])] = counter.applications
    assert json.loads(text) == a_secured_badge()


def test_a_request_is_answered_once() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form = a_form(payload, {"badge": [a_presentation(payload)]})
    verifier.receive(counter, request.request_id, form, now=NOW)
    with pytest.raises(ProtocolError, match="invalid_request"):
        verifier.receive(counter, request.request_id, form, now=NOW)
    with pytest.raises(ProtocolError) as refusal:
        verifier.request_object(counter, request.request_id, wallet_nonce=None, now=NOW)
    assert refusal.value.status == 404
    assert len(counter.applications) == 1


def test_a_request_ends_with_its_time() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form = a_form(payload, {"badge": [a_presentation(payload)]})
    later = NOW + timedelta(minutes=30)
    with pytest.raises(ProtocolError, match="invalid_request"):
        verifier.receive(counter, request.request_id, form, now=later)
    with pytest.raises(ProtocolError):
        verifier.request_object(counter, request.request_id, wallet_nonce=None, now=later)
    assert counter.applications == []


def test_the_second_of_two_responses_at_once_finds_the_request_answered() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form = a_form(payload, {"badge": [a_presentation(payload)]})
    read = counter.tickets.read

    def overtaken(kind: str, key: str, *, now: Any) -> JSON | None:
        found = read(kind, key, now=now)
        counter.tickets.kept.pop((kind, key), None)
        return found

    counter.tickets.read = overtaken  # type: ignore[method-assign]
    with pytest.raises(ProtocolError, match="answered"):
        verifier.receive(counter, request.request_id, form, now=NOW)
    assert counter.applications == []


def test_a_refusal_is_noted_once_and_brings_the_browser_back() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form = {"state": payload["state"], "error": "access_denied", "error_description": "declined"}
    receipt = verifier.receive(counter, request.request_id, form, now=NOW)
    assert counter.refusals == [request.request_id] and counter.applications == []
    assert receipt.status_url is None and "redirect_uri" in receipt.answer
    with pytest.raises(ProtocolError):
        verifier.receive(counter, request.request_id, form, now=NOW)


def test_a_result_is_released_once_to_the_browser_that_began() -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    other, _ = a_request_for(counter)
    form = a_form(payload, {"badge": [a_presentation(payload)]})
    url = verifier.receive(counter, request.request_id, form, now=NOW).answer["redirect_uri"]
    [code] = parse_qs(urlsplit(url).query)["response_code"]
    for transaction_id, given in (
        (None, code),
        ("", code),
        (other.transaction_id, code),
        (request.request_id, code),
        (request.transaction_id, None),
        (request.transaction_id, ""),
        (request.transaction_id, code[:-1]),
        (request.transaction_id, "ä"),
    ):
        with pytest.raises(ProtocolError) as refusal:
            verifier.release(counter, transaction_id, given, now=NOW)
        assert (refusal.value.code, refusal.value.status) == ("access_denied", 403)
    assert verifier.release(counter, request.transaction_id, code, now=NOW) == request.request_id
    with pytest.raises(ProtocolError):
        verifier.release(counter, request.transaction_id, code, now=NOW)
