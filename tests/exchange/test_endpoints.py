"""The endpoints of OpenID4VCI and OpenID4VP over HTTP: media types, caches, challenges and limits."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from exchange.oid4vci import issuer
from exchange.oid4vp import verifier
from tests.exchange.stand_ins import COLLEGE, EMPLOYER, NOW, Network, StandInCounter, StandInDesk
from tests.exchange.talking import DCQL, GRANT, a_form, a_presentation, a_request, a_request_for, an_offer

JSON = dict[str, Any]


class Sites:
    """The stand-in college and employer, and a client that reaches both."""

    def __init__(self) -> None:
        self.desk, self.counter = StandInDesk(), StandInCounter()
        self.http = httpx.Client(transport=Network(self.desk, self.counter))


@pytest.fixture
def sites() -> Iterator[Sites]:
    """The two sites, closed afterwards."""
    open_sites = Sites()
    yield open_sites
    open_sites.http.close()


def test_everything_secret_stays_out_of_caches(sites: Sites) -> None:
    offer, form = an_offer(sites.desk)
    read = sites.http.get(offer.uri)
    token = sites.http.post(f"{COLLEGE}/oid4vci/token", data=form)
    nonce = sites.http.post(f"{COLLEGE}/oid4vci/nonce")
    bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
    credential = sites.http.post(f"{COLLEGE}/oid4vci/credential", json=a_request(sites.desk), headers=bearer)
    refusal = sites.http.post(f"{COLLEGE}/oid4vci/token", data=form)
    for answer in (read, token, nonce, credential):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
    assert (refusal.status_code, refusal.json()["error"]) == (400, "invalid_grant")
    assert refusal.headers["Cache-Control"] == "no-store"


def test_metadata_are_served_to_everybody(sites: Sites) -> None:
    for name in ("openid-credential-issuer", "oauth-authorization-server"):
        answer = sites.http.get(f"{COLLEGE}/.well-known/{name}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


CHALLENGES = {
    "no token": ({}, "Bearer"),
    "an unknown token": (
        {"Authorization": "Bearer guess"},
        'Bearer error="invalid_token", error_description="this access token is unknown or expired"',
    ),
}


@pytest.mark.parametrize("case", CHALLENGES)
def test_a_missing_or_unknown_token_is_challenged(sites: Sites, case: str) -> None:
    headers, challenge = CHALLENGES[case]
    answer = sites.http.post(f"{COLLEGE}/oid4vci/credential", json=a_request(sites.desk), headers=headers)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, challenge)
    assert ("error" in answer.json()) is bool(headers)
    assert sites.desk.issued == []


def test_a_nonce_is_given_only_to_a_post(sites: Sites) -> None:
    assert sites.http.get(f"{COLLEGE}/oid4vci/nonce").status_code == 405
    assert sites.desk.tickets.kept == {}


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN_BODIES: dict[str, tuple[JSON, int]] = {
    "a JSON body": ({"json": {"grant_type": GRANT}}, 400),
    "no body": ({}, 400),
    "a parameter twice": (
        {
            "content": "grant_type=a&grant_type=b",
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
        400,
    ),
    "bytes that are no text": (
        {"content": b"grant_type=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        400,
    ),
    "too many parameters": ({"data": {f"p{i}": "x" for i in range(40)}}, 400),
    "a body without end": ({"data": {"grant_type": "x" * 100_000}}, 413),
}


@pytest.mark.parametrize("case", TOKEN_BODIES)
def test_a_token_request_that_is_no_form_is_refused(sites: Sites, case: str) -> None:
    body, status = TOKEN_BODIES[case]
    answer = sites.http.post(f"{COLLEGE}/oid4vci/token", **body)
    assert (answer.status_code, answer.json()["error"]) == (status, "invalid_request")
    assert sites.desk.tickets.kept == {}


def test_a_credential_request_without_end_is_refused_by_its_own_code(sites: Sites) -> None:
    answer = sites.http.post(f"{COLLEGE}/oid4vci/credential", json={"x": "y" * 100_000})
    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_credential_request")


def test_an_offer_that_is_unknown_or_withdrawn_is_not_there(sites: Sites) -> None:
    offer, _ = an_offer(sites.desk)
    issuer.withdraw_offer(sites.desk, offer.key, now=NOW)
    assert sites.http.get(offer.uri).status_code == 410
    assert sites.http.get(f"{COLLEGE}/oid4vci/offers/guess").status_code == 404


def test_a_response_is_answered_with_the_way_back_and_the_status_page(sites: Sites) -> None:
    request, payload = a_request_for(sites.counter)
    form = a_form(payload, {"badge": [a_presentation(payload)]})
    answer = sites.http.post(payload["response_uri"], data=form)
    assert answer.status_code == 200 and list(answer.json()) == ["redirect_uri"]
    assert answer.headers["Link"] == f'<{EMPLOYER}/applications/1>; rel="status"'
    assert answer.headers["Cache-Control"] == "no-store"
    again = sites.http.post(payload["response_uri"], data=form)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")
    assert sites.http.get(request.request_uri).status_code == 404
    assert len(sites.counter.applications) == 1


REQUEST_FORMS: dict[str, JSON] = {
    "wallet metadata that are no JSON": {"data": {"wallet_metadata": "{"}},
    "wallet metadata that are a list": {"data": {"wallet_metadata": "[]"}},
    "a wallet nonce without end": {"data": {"wallet_nonce": "x" * 1000}},
    "a JSON body": {"json": {}},
    "no body": {},
}


@pytest.mark.parametrize("case", REQUEST_FORMS)
def test_a_request_object_is_not_given_for_a_form_that_cannot_be_read(sites: Sites, case: str) -> None:
    request = verifier.make_request(sites.counter, purpose="p", retention_days=1, dcql=DCQL, now=NOW)
    answer = sites.http.post(request.request_uri, **REQUEST_FORMS[case])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_response_without_end_is_refused(sites: Sites) -> None:
    _, payload = a_request_for(sites.counter)
    answer = sites.http.post(payload["response_uri"], data=a_form(payload, "x" * 4_000_000))
    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_request")
    assert sites.counter.applications == []
