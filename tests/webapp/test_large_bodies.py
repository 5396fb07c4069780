"""A body that is larger than any site takes is answered in the site's own words, and kept nowhere."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from flask import Flask
from waitress import create_server

from tests.sites import Federation
from webapp import large_bodies
from webapp.large_bodies import refuse_large_bodies, take_large_bodies

LIMIT = 64 * 1024
PIECE = b"x" * 8192


def serve(app: Flask) -> Iterator[int]:
    """Serve an app on a port of its own."""
    sockets: dict[int, object] = {}
    server = create_server(app, host="127.0.0.1", port=0, map=sockets, max_request_body_size=LIMIT)
    take_large_bodies(sockets)
    running = threading.Thread(target=server.run)
    running.start()
    yield server.effective_port
    server.trigger.pull_trigger(server.close)
    running.join()


@pytest.fixture
def employer(federation: Federation) -> Iterator[int]:
    """Serve the employer."""
    yield from serve(federation.employer)


def pieces(count: int) -> Iterator[bytes]:
    """Give a body piece by piece, which sends it in chunks."""
    for _ in range(count):
        yield PIECE


WAYS = {
    "whole": PIECE * 40,
    "whole, and more than a connection buffers": PIECE * 1000,
    "in chunks": 40,
    "in chunks, and more than a connection buffers": 1000,
}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str


def post(port: int, path: str, way: bytes | int, headers: dict[str, str]) -> Answer:
    """Post a body in one piece or in chunks."""
    body = pieces(way) if isinstance(way, int) else way
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", path, body=body, headers=headers, encode_chunked=isinstance(way, int))
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_browser_reads_a_page(employer: int, way: bytes | int) -> None:
    answer = post(employer, "/sign-in", way, {"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status, answer.headers.get_content_type()) == (413, "text/html")
    assert "That is too large" in answer.text
    assert "default-src" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("way", [PIECE * 40, 40], ids=["whole", "in chunks"])
def test_a_machine_reads_json(employer: int, way: bytes | int) -> None:
    answer = post(employer, "/oid4vp/response/x", way, {})
    assert (answer.status, answer.headers.get_content_type()) == (413, "application/json")
    assert '"error":"invalid_request"' in answer.text
    assert "That is too large" in answer.text


def test_what_fits_is_taken_and_garbage_stays_the_servers(employer: int) -> None:
    assert post(employer, "/sign-in", b"person=renee", {"Content-Type": FORM}).status == 303
    assert post(employer, "/sign-in", b"x" * (LIMIT - 1), {"Content-Type": FORM}).status == 422
    garbled = post(employer, "/sign-in", b"x", {"Content-Length": "many"})
    assert (garbled.status, garbled.headers.get_content_type()) == (400, "text/plain")


FORM = "application/x-www-form-urlencoded"


def test_a_body_without_end_is_not_read_for_ever(employer: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_bodies, "MOST_BYTES_THROWN_AWAY", 4 * LIMIT)
    try:
        status = post(employer, "/sign-in", 20_000, {}).status
    except OSError:
        return  # the server hung up while the body was still coming
    assert status == 413


def test_nothing_of_it_is_kept(tmp_path: Path) -> None:
    app = Flask("site")
    refuse_large_bodies(app)
    seen: list[bytes] = []

    @app.post("/")
    def take() -> str:
        seen.append(large_bodies.request.get_data())
        return "taken"

    for port in serve(app):
        assert post(port, "/", PIECE * 40, {}).status == 413
    assert seen == []
