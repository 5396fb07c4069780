"""What bad requests get at the three real sites: the protocol's own error, and nothing written."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlmodel import select

from employer.records import PresentedCredential
from exchange.oid4vp import holder as answering
from institution.records import Award
from tests.federation.scene import COLLEGE, EMPLOYER, Scene, response_form, token_form
from tests.making import a_holder
from tests.sites import Federation
from webapp.records import Ticket

JSON = dict[str, Any]
STRANGER = a_holder("somebody else")


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Give the status and the protocol's own error."""
    return answer.status_code, answer.json()["error"]


def wrong_guess(expected: str) -> str:
    """Give a transaction code that is not the right one."""
    return f"{(int(expected) + 1) % 1_000_000:06d}"


def test_an_offer_is_used_once(scene: Scene) -> None:
    offer = scene.offered()
    endpoint = f"{COLLEGE}/oid4vci/token"
    assert scene.http.post(endpoint, data=token_form(offer)).status_code == 200
    assert error_of(scene.http.post(endpoint, data=token_form(offer))) == (400, "invalid_grant")


def test_an_offer_ends_with_its_time(scene: Scene) -> None:
    offer = scene.offered()
    scene.let_time_pass("college")
    answer = scene.http.post(f"{COLLEGE}/oid4vci/token", data=token_form(offer))
    assert error_of(answer) == (400, "invalid_grant")


def test_a_code_that_is_wrong_five_times_ends_the_offer_for_the_right_one_too(scene: Scene) -> None:
    offer, endpoint = scene.offered(with_code=True), f"{COLLEGE}/oid4vci/token"
    with scene.sites.college.extensions["wellspring"].storage.session() as session:
        kept = [ticket.value for ticket in session.exec(select(Ticket)) if ticket.value.get("tx_code")]
    right = kept[0]["tx_code"]
    for _ in range(5):
        answer = scene.http.post(endpoint, data=token_form(offer, tx_code=wrong_guess(right)))
        assert error_of(answer) == (400, "invalid_grant")
    answer = scene.http.post(endpoint, data=token_form(offer, tx_code=right))
    assert error_of(answer) == (400, "invalid_grant")


REFUSED: dict[str, Callable[[answering.SeenRequest, JSON], dict[str, str]]] = {
    "a wrong holder": lambda r, b: response_form(r, b, key=STRANGER),
    "for another audience": lambda r, b: response_form(r, b, domain="https://other.example"),
    "for another request": lambda r, b: response_form(r, b, challenge="an old nonce"),
    "an unknown request": lambda r, b: response_form(r, b) | {"state": "x" * 43},
    "no presentation": lambda r, b: response_form(r, b) | {"vp_token": json.dumps({"badges": [b]})},
    "a member twice": lambda r, b: response_form(r, b) | {"vp_token": '{"badges":[],"badges":[]}'},
    "not a number": lambda r, b: response_form(r, b) | {"vp_token": '{"badges":[NaN]}'},
    "deep JSON": lambda r, b: response_form(r, b) | {"vp_token": '{"badges":' + "[" * 50_000},
    "no JSON": lambda r, b: response_form(r, b) | {"vp_token": "{"},
    "an unknown @context": lambda r, b: (
        response_form(r, b)
        | {"vp_token": response_form(r, b)["vp_token"].replace("ob/v3p0/context-", "ob/v9/context-")}
    ),
    "an unknown @context of the presentation": lambda r, b: (
        response_form(r, b)
        | {"vp_token": response_form(r, b)["vp_token"].replace("ns/credentials/v2", "ns/credentials/v9", 1)}
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_response_is_refused_and_nothing_is_kept(scene: Scene, case: str) -> None:
    badge, (_, request) = scene.badge(), scene.asked()
    answer = scene.http.post(request.response_uri, data=REFUSED[case](request, badge))
    assert error_of(answer) == (400, "invalid_request")
    assert scene.count("employer", PresentedCredential) == 0
    right = scene.http.post(request.response_uri, data=response_form(request, badge))
    assert right.status_code == 200, right.text


def test_a_presentation_that_is_replayed_is_refused(scene: Scene) -> None:
    badge, (_, request), (_, other) = scene.badge(), scene.asked(), scene.asked()
    form = response_form(request, badge)
    assert scene.http.post(request.response_uri, data=form).status_code == 200
    assert error_of(scene.http.post(request.response_uri, data=form)) == (400, "invalid_request")
    elsewhere = scene.http.post(other.response_uri, data=form | {"state": other.state or ""})
    assert error_of(elsewhere) == (400, "invalid_request")
    assert scene.count("employer", PresentedCredential) == 1


def test_a_request_is_answered_in_time(scene: Scene) -> None:
    badge, (_, request) = scene.badge(), scene.asked()
    scene.let_time_pass("employer")
    answer = scene.http.post(request.response_uri, data=response_form(request, badge))
    assert error_of(answer) == (400, "invalid_request")
    assert scene.count("employer", PresentedCredential) == 0


TEN_MEGABYTES = b"x" * 10_000_000
ENDPOINTS = {
    "token": (f"{COLLEGE}/oid4vci/token", "application/x-www-form-urlencoded", "invalid_request"),
    "credential": (f"{COLLEGE}/oid4vci/credential", "application/json", "invalid_credential_request"),
    "request": (f"{EMPLOYER}/oid4vp/request/x", "application/x-www-form-urlencoded", "invalid_request"),
    "response": (f"{EMPLOYER}/oid4vp/response/x", "application/x-www-form-urlencoded", "invalid_request"),
}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_ten_megabytes_are_refused_by_the_endpoints_own_error(scene: Scene, endpoint: str) -> None:
    url, media_type, code = ENDPOINTS[endpoint]
    answer = scene.http.post(url, content=TEN_MEGABYTES, headers={"Content-Type": media_type})
    assert error_of(answer) == (413, code)


BODIES = {
    "deep JSON": b'{"proofs":' + b"[" * 20_000,
    "a member twice": b'{"format":"a","format":"b"}',
    "not a number": b'{"format":NaN}',
    "no JSON": b"{",
    "no UTF-8": b'{"format":"\xff"}',
}


@pytest.mark.parametrize("case", BODIES)
def test_a_credential_request_that_cannot_be_read_gives_nothing(scene: Scene, case: str) -> None:
    token = scene.http.post(f"{COLLEGE}/oid4vci/token", data=token_form(scene.offered())).json()
    headers = {
        "Authorization": f"Bearer {token['access_token']}",
        "Content-Type": "application/json",
    }
    answer = scene.http.post(f"{COLLEGE}/oid4vci/credential", content=BODIES[case], headers=headers)
    assert error_of(answer) == (400, "invalid_credential_request")
    with scene.sites.college.extensions["wellspring"].storage.session() as session:
        assert [award.issued_at for award in session.exec(select(Award))] == [None]


@pytest.mark.parametrize(("site", "person"), [("college", "marta"), ("wallet", "ana"), ("employer", "renee")])
def test_a_form_from_another_site_is_refused_wherever_it_is_sent(
    federation: Federation, site: str, person: str
) -> None:
    app = getattr(federation, site)
    browser = federation.browser(site, person)
    app.config["WTF_CSRF_ENABLED"] = True
    machines = ("oid4vci.", "oid4vp.", "case_api.")
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint.startswith(machines):
            continue
        path = re.sub(r"<int:[^>]*>", "1", rule.rule)
        answer = browser.post(re.sub(r"<[^>]*>", "x", path), data={"answer": "yes", "reason": "x"})
        assert answer.status_code == 400, f"{rule.rule} answered {answer.status_code}"
