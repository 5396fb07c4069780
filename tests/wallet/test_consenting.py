"""Requests: one that is not surely its sender's own is refused, and nothing is sent."""

from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from credentials.proofs.keys import SigningKey, peek_jws_payload
from tests.making import a_key
from tests.wallet.conftest import Town
from tests.wallet.visiting import path_of, shares, words

JSON = dict[str, Any]


def forged(town: Town, **changes: Any) -> str:
    """Let the employer's site hand out a request object with members changed or header replaced."""
    desk = town.employer_desk
    link = desk.ask()
    key: SigningKey = changes.pop("key", desk.key)
    typ: str = changes.pop("typ", "oauth-authz-req+jwt")
    echo: bool = changes.pop("echo", True)
    drop: tuple[str, ...] = changes.pop("drop", ())
    honest = town.network.at[desk.origin]

    class Forging(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = honest.handle_request(request)
            if "/oid4vp/request/" not in str(request.url):
                return answer
            payload = peek_jws_payload(answer.read().decode())
            if not echo:
                payload["wallet_nonce"] = "another"
            payload = {name: value for name, value in (payload | changes).items() if name not in drop}
            return httpx.Response(
                200,
                headers={"Content-Type": "application/oauth-authz-req+jwt"},
                text=key.jws(payload, typ=typ),
            )

    town.network.at[desk.origin] = Forging()
    return link


OTHER = "decentralized_identifier:did:web:localhost%3A8005"
FORGERIES: dict[str, JSON] = {
    "it is signed by a key of somebody else": {"key": a_key("x", "did:web:localhost%3A8005")},
    "its kid names a key that is not published": {
        "key": SigningKey(bytes(32), "did:web:localhost%3A8003", "did:web:localhost%3A8003#key-9")
    },
    "its signature is by another key": {
        "key": SigningKey(bytes(32), "did:web:localhost%3A8003", "did:web:localhost%3A8003#key-1")
    },
    "its type is another": {"typ": "JWT"},
    "the signed client is another than the link's": {"client_id": OTHER},
    "the answer would go elsewhere": {"response_uri": "http://localhost:8005/steal"},
    "its audience is another": {"aud": "https://wallet.example"},
    "it has ended": {"exp": 1},
    "it is from the future": {"iat": 32_503_680_000},
    "it does not repeat our nonce": {"echo": False},
    "it has no nonce": {"drop": ("nonce",)},
    "it asks for nothing": {"drop": ("dcql_query",)},
    "it wants a redirect as well": {"redirect_uri": "http://localhost:8003/cb"},
    "it has transaction data": {"transaction_data": ["e30"]},
    "it wants another kind of answer": {"response_mode": "fragment"},
    "its query makes no sense": {"dcql_query": {"credentials": []}},
}


@pytest.mark.parametrize("case", FORGERIES)
def test_a_request_is_not_shown_for_an_answer_when(town: Town, ana: Any, case: str) -> None:
    answer = ana.get(path_of(forged(town, **FORGERIES[case])))
    assert answer.status_code == 422, words(answer)
    assert "This request is not safe to answer" in words(answer)
    assert "Nothing was sent." in words(answer)
    assert town.employer_desk.answers == [] and shares(town.wallet) == []
    assert "Look at the request" not in words(ana.get("/"))


def link_with(**parameters: str) -> str:
    """Write a link to the wallet."""
    return f"/openid4vp?{urlencode(parameters)}"


SITE = "http://localhost:8003"
LINKS = {
    "no client": link_with(request_uri=f"{SITE}/oid4vp/request/x"),
    "no address": link_with(client_id=OTHER),
    "two clients": link_with(client_id=OTHER, request_uri=f"{SITE}/x") + "&client_id=x",
    "a client that cannot sign": link_with(client_id=f"redirect_uri:{SITE}/x", request_uri=f"{SITE}/x"),
    "a client that is an origin": link_with(client_id=f"origin:{SITE}", request_uri=f"{SITE}/x"),
    "an address off the list": link_with(client_id=OTHER, request_uri="http://evil.example/x"),
    "an address of the machine": link_with(client_id=OTHER, request_uri="http://127.0.0.1:1/x"),
    "an address that is none": link_with(client_id=OTHER, request_uri="::"),
    "an unknown way to fetch": link_with(client_id=OTHER, request_uri=f"{SITE}/x", request_uri_method="put"),
    "no end": link_with(client_id=OTHER, request_uri=f"{SITE}/" + "x" * 9000),
}


@pytest.mark.parametrize("case", LINKS)
def test_a_link_is_refused_with(town: Town, ana: Any, case: str) -> None:
    answer = ana.get(LINKS[case])
    assert answer.status_code in (422, 502)
    assert "Nothing was sent." in words(answer)


def test_a_visitor_signs_in_first_and_comes_back_to_the_request(town: Town) -> None:
    link = path_of(town.employer_desk.ask())
    visitor = town.anonymous("wallet")
    asked = visitor.get(link)
    assert asked.location.startswith("/sign-in?next=")
    assert visitor.post(asked.location, data={"person": "ana", "next": link}).location == link
    assert "You have no card that Northgate Utilities asks for" in words(
        visitor.get(link, follow_redirects=True)
    )
