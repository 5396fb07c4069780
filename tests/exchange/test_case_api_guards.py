"""Hostile CASE servers over real sockets: none holds us, each is refused with its place and reason."""

import gzip
import json
from typing import Any

import httpx
import pytest

from exchange.case_api import Limits, fetch_package, read_server
from exchange.errors import PeerError
from tests.exchange.case_servers import (
    DOCUMENT,
    ID,
    PACKAGE,
    WELDING,
    a_server,
    answering,
    cut_off,
    document_of,
    dripping,
    endless,
    packed,
    silent,
)
from tests.exchange.frameworks import uuid

JSON = dict[str, Any]

LIAR = {**WELDING, "CFDocument": {**WELDING["CFDocument"], "identifier": uuid(200)}}
PACKED = gzip.compress(json.dumps(WELDING).encode())
BOMB = gzip.compress(json.dumps({"CFDocument": {"title": "x" * 3_000_000}}).encode())
SLOW: dict[str, tuple[JSON, str]] = {
    "silence": ({PACKAGE: silent}, "could not be read"),
    "a drip": ({PACKAGE: dripping(WELDING, pause=0.05)}, "not done within 1 seconds"),
}
HOSTILE: dict[str, tuple[JSON, str]] = {
    "without end": ({PACKAGE: endless}, "more than 200,000 bytes"),
    "packed small": ({PACKAGE: packed(BOMB, Content_Encoding="gzip")}, "more than 200,000 bytes"),
    "packed and broken": ({PACKAGE: packed(PACKED[:-20], Content_Encoding="gzip")}, "ends in the middle"),
    "packed and no pack": ({PACKAGE: packed(b"{}", Content_Encoding="gzip")}, "is broken"),
    "packed otherwise": ({PACKAGE: packed(b"{}", Content_Encoding="br")}, "packed as br"),
    "cut off": ({PACKAGE: cut_off(WELDING)}, "could not be read"),
    "half of it": ({PACKAGE: json.dumps(WELDING)[:900]}, "may have been cut off"),
    "nothing": ({PACKAGE: answering(200)}, "did not answer JSON"),
    "a page": ({PACKAGE: answering(200, "<!doctype html>", Content_Type="text/html")}, "a web page"),
    "a page said to be JSON": ({PACKAGE: answering(200, "\n<html>")}, "a web page"),
    "a text": ({PACKAGE: '"a text"'}, "did not answer JSON"),
    "a deep hole": ({PACKAGE: '{"a":' * 5000}, "did not answer JSON"),
    "two of one name": ({PACKAGE: '{"CFDocument": {}, "CFDocument": {}}'}, "did not answer JSON"),
    "another framework": ({PACKAGE: LIAR}, f"asked for {ID} and answered {uuid(200)}"),
    "another document": ({DOCUMENT: document_of(LIAR)}, f"asked for {ID} and answered {uuid(200)}"),
    "circles": ({PACKAGE: answering(302, Location=PACKAGE)}, "leads on and on"),
    "nowhere": ({PACKAGE: answering(302)}, "leads to nowhere"),
    "a file": ({PACKAGE: answering(302, Location="file:///etc/passwd")}, "expected a web address"),
    "busy": ({PACKAGE: answering(429, Retry_After="120")}, "busy (429) and asks to come back in 120 seconds"),
    "closed until": (
        {PACKAGE: answering(503, Retry_After="Wed, 25 Nov 2026 07:28:00 GMT")},
        "after Wed, 25 Nov",
    ),
    "busy without more": ({PACKAGE: answering(503)}, "is busy (503)"),
    "locked": ({PACKAGE: answering(401)}, "only open servers"),
    "broken": (
        {PACKAGE: answering(500, {"imsx_description": "disk\nfull"})},
        'answered 500, expected 200: it says "disk full"',
    ),
    "an item alone": ({PACKAGE: {"fullStatement": "x", "identifier": ID}}, "names no document"),
    "an item of nothing": (
        {PACKAGE: {"fullStatement": "x", "identifier": ID, "CFDocumentURI": "?"}},
        "expected a UUID",
    ),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_answer_is_refused_with_its_place_and_reason(http: httpx.Client, hostile: str) -> None:
    refused_with(http, Limits(answer=200_000, seconds=60.0, redirects=3, calls=20), *HOSTILE[hostile])


@pytest.mark.parametrize("slow", SLOW)
def test_an_answer_that_does_not_come_is_given_up_before_the_server_tires(slow: str) -> None:
    with httpx.Client(timeout=0.5) as http:
        refused_with(http, Limits(seconds=1.0), *SLOW[slow])


def refused_with(http: httpx.Client, limits: Limits, plays: JSON, reason: str) -> None:
    with a_server(plays) as server:
        with pytest.raises(PeerError) as refused:
            fetch_package(server.origin + next(iter(plays)), http=http, limits=limits)
        assert not server.outlasted
    assert reason in refused.value.description
    assert server.origin in refused.value.description


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "http://case.example/elsewhere"})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http, pytest.raises(PeerError) as refused:
        fetch_package(f"https://other.example{PACKAGE}", http=http)
    assert "which anybody could change" in refused.value.description


@pytest.mark.parametrize(
    "address", ["", "ftp://x.example/a", "https://", "https://u:p@x.example", "https://[", "x" * 3000]
)
def test_what_is_no_web_address_is_refused_before_anybody_is_asked(http: httpx.Client, address: str) -> None:
    for read in (read_server, fetch_package):
        with pytest.raises(PeerError):
            read(address, http=http)
