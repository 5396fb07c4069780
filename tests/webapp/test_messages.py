"""The message log shows what was said between sites, and no secret of it."""

import json

import httpx
import pytest

from webapp.messages import BLOTTED, KEPT_BYTES, PARSED_BYTES, MessageLog, messages_json


def noted(
    request: httpx.Request, answer: object, content_type: str = "application/json"
) -> dict[str, object]:
    """Note one exchange and give it as the page shows it."""
    log = MessageLog(keep=True)
    body = json.dumps(answer).encode() if not isinstance(answer, bytes) else answer
    log.note(request, 200, {"content-type": content_type}, body, seconds=0.1)
    return messages_json(log.since())[0]


def test_a_message_has_method_address_status_and_both_bodies() -> None:
    shown = noted(httpx.Request("POST", "http://localhost:8001/x", json={"a": 1}), {"b": 2})
    assert (shown["method"], shown["url"], shown["status"]) == ("POST", "http://localhost:8001/x", 200)
    assert (shown["sent"], shown["received"]) == ({"a": 1}, {"b": 2})


@pytest.mark.parametrize("name", ["access_token", "pre-authorized_code", "tx_code", "response_code"])
def test_secrets_are_blotted_out_wherever_they_stand(name: str) -> None:
    shown = noted(httpx.Request("POST", "http://x/", data={name: "s3cret"}), {"deep": [{name: "s3cret"}]})
    assert "s3cret" not in json.dumps(shown)
    assert BLOTTED in json.dumps(shown)


def test_the_address_of_an_offer_is_a_secret_too() -> None:
    shown = noted(httpx.Request("GET", "http://localhost:8001/oid4vci/offers/s3cret-key"), {})
    assert "s3cret" not in str(shown["url"])


def test_json_inside_a_form_is_shown_as_json() -> None:
    shown = noted(httpx.Request("POST", "http://x/", data={"vp_token": '{"badge": []}', "state": "s"}), {})
    assert shown["sent"] == {"vp_token": {"badge": []}, "state": "s"}


def test_a_signed_request_is_shown_decoded() -> None:
    token = b"eyJ0eXAiOiJ4In0.eyJub25jZSI6Im4ifQ.c2ln"
    shown = noted(httpx.Request("GET", "http://x/"), token, "application/oauth-authz-req+jwt")
    assert shown["received"] == {"header": {"typ": "x"}, "payload": {"nonce": "n"}, "signature": "c2ln"}


def test_of_a_very_long_answer_only_its_length_is_kept() -> None:
    shown = noted(httpx.Request("GET", "http://x/"), {"access_token": "s3cret", "rest": "x" * PARSED_BYTES})
    assert str(shown["received"]).endswith("bytes of JSON, which are not kept here")


def test_the_oldest_messages_make_place_for_large_ones() -> None:
    log = MessageLog(keep=True)
    body = json.dumps(["x" * (PARSED_BYTES - 100)]).encode()
    for number in range(30):
        log.note(
            httpx.Request("GET", f"http://x/{number}"),
            200,
            {"content-type": "application/json"},
            body,
            seconds=0,
        )
    kept = log.since()
    assert len(kept) * len(body) <= KEPT_BYTES < (len(kept) + 1) * len(body)
    assert kept[-1].url == "http://x/29"
    assert log.since(kept[-1].number) == []


def test_nothing_is_kept_outside_the_demo() -> None:
    log = MessageLog(keep=False)
    log.note(httpx.Request("GET", "http://x/"), 200, {}, b"", seconds=0)
    assert log.since() == []


def test_only_messages_after_a_number_are_given() -> None:
    log = MessageLog(keep=True)
    for _ in range(3):
        log.note(httpx.Request("GET", "http://x/"), 200, {}, b"", seconds=0)
    assert [message.number for message in log.since(1)] == [2, 3]
