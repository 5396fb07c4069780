"""A site speaks only to public https addresses and to its configured peers, within limits."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from credentials.errors import UnresolvableError
from webapp import peers as room
from webapp.messages import MessageLog
from webapp.peers import BULK, USUAL, Caps, ForbiddenAddressError, Peers

PEER = "http://localhost:8001"


def peers(answer: Callable[[httpx.Request], httpx.Response]) -> Peers:
    """Make peers whose network answers with a function."""
    return Peers(http_origins=[PEER], log=MessageLog(keep=True), transport=httpx.MockTransport(answer))


def fine(_request: httpx.Request) -> httpx.Response:
    """Answer 200."""
    return httpx.Response(200, json={"fine": True})


@pytest.mark.parametrize(
    "url",
    {
        "plain http elsewhere": "http://example.org/did.json",
        "plain http on another local port": "http://localhost:9999/",
        "a file": "file:///etc/passwd",
        "another protocol": "ftp://example.org/x",
        "a user name in the address": "http://localhost:8001@evil.example/",
        "a user name before a peer": "http://me:you@localhost:8001/",
        "no host": "https:///did.json",
        "nonsense": "http://[::1",
        "a peer's name with another case of scheme and port": "HTTP://LOCALHOST:8002/",
    }.values(),
)
def test_addresses_that_a_site_must_not_go_to_are_refused(url: str) -> None:
    with pytest.raises(UnresolvableError):
        peers(fine).fetch(url)


@pytest.mark.parametrize("url", [f"{PEER}/x", "https://college.example/x"])
def test_peers_and_public_https_are_allowed(url: str) -> None:
    assert peers(fine).fetch(url) == b'{"fine":true}'


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0"]
)
def test_https_to_a_private_address_is_not_connected(host: str) -> None:
    real = Peers(http_origins=[PEER], log=MessageLog(keep=False))
    with pytest.raises(UnresolvableError, match="not a public address"):
        real.fetch(f"https://{host}/")
    real.http.close()


def test_redirects_are_not_followed() -> None:
    moved = peers(lambda request: httpx.Response(302, headers={"Location": "http://169.254.169.254/"}))
    with pytest.raises(UnresolvableError, match="answered 302, expected 200"):
        moved.fetch(f"{PEER}/x")


def test_an_answer_without_end_is_cut_off() -> None:
    def flood() -> Iterator[bytes]:
        for _ in range(USUAL.packed // 65536 + 2):
            yield b"x" * 65536

    endless = peers(lambda request: httpx.Response(200, stream=_Stream(flood())))
    with pytest.raises(UnresolvableError, match="larger than"):
        endless.fetch(f"{PEER}/x")


def test_a_packed_answer_is_unpacked_no_further_than_the_limit() -> None:
    packed = gzip.compress(b" " * (USUAL.unpacked + 1))
    assert len(packed) < 10_000
    bomb = peers(lambda request: _packed(packed))
    with pytest.raises(UnresolvableError, match=r"larger than \d+ bytes when it is unpacked"):
        bomb.fetch(f"{PEER}/x")


def test_work_in_the_background_has_more_room_which_ends_too() -> None:
    def flood(size: int) -> Iterator[bytes]:
        for _ in range(size // 65536):
            yield b"x" * 65536

    large = peers(lambda request: httpx.Response(200, stream=_Stream(flood(USUAL.unpacked + 65536))))
    assert len(large.bulk.get(f"{PEER}/x").content) == USUAL.unpacked + 65536
    endless = peers(lambda request: httpx.Response(200, stream=_Stream(flood(BULK.packed + 2 * 65536))))
    with pytest.raises(httpx.ReadError, match="larger than"):
        endless.bulk.get(f"{PEER}/x")


def test_a_packed_answer_is_given_unpacked() -> None:
    packed = peers(lambda request: _packed(gzip.compress(b'{"fine": true}')))
    assert packed.fetch(f"{PEER}/x") == b'{"fine": true}'


PACKED_WRONGLY = {
    "cut off": (gzip.compress(b"x" * 1000)[:-9], "gzip", "ends in the middle"),
    "not packed": (b"{}", "gzip", "broken"),
    "packed otherwise": (b"{}", "br", "packed as br, expected gzip or deflate"),
}


@pytest.mark.parametrize(("body", "coding", "said"), PACKED_WRONGLY.values(), ids=PACKED_WRONGLY)
def test_an_answer_that_is_packed_wrongly_is_refused(body: bytes, coding: str, said: str) -> None:
    odd = peers(lambda request: _packed(body, coding))
    with pytest.raises(UnresolvableError, match=said):
        odd.fetch(f"{PEER}/x")


def _packed(body: bytes, coding: str = "gzip") -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": coding}, stream=_Stream(iter([body])))


DRIPS = {
    "headers": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
    "a header without end": (b"", b"H"),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "nothing": (b"", b""),
}


@pytest.mark.parametrize(("begins", "drips"), DRIPS.values(), ids=DRIPS)
def test_an_answer_that_drips_is_given_up_in_time(
    monkeypatch: pytest.MonkeyPatch, begins: bytes, drips: bytes
) -> None:
    monkeypatch.setattr(room, "USUAL", Caps(seconds=0.4))
    threads = threading.active_count()
    ended: list[str] = []
    with a_dripping_server(begins, drips, ended) as origin:
        asking = Peers(http_origins=[origin], log=MessageLog(keep=False))
        with pytest.raises(UnresolvableError, match="did not answer"):
            asking.fetch(f"{origin}/x")
        asking.http.close()
    assert ended == ["the other side hung up"]
    assert threading.active_count() == threads


@contextmanager
def a_dripping_server(begins: bytes, drips: bytes, ended: list[str]) -> Iterator[str]:
    """Answer one request slowly, until the other side hangs up or a minute is over, and tell which."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.settimeout(0.05)
                try:
                    connection.sendall(begins)
                    for _ in range(1200):
                        connection.sendall(drips)
                        try:
                            if connection.recv(65536) == b"":
                                break
                        except TimeoutError:
                            continue
                    else:
                        ended.append("the server tired")
                        return
                except OSError:
                    pass
                ended.append("the other side hung up")

        serving = threading.Thread(target=answer)
        serving.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        serving.join()


def test_allow_says_what_was_found_and_what_was_expected() -> None:
    with pytest.raises(ForbiddenAddressError, match=r"found http://example\.org, expected https"):
        peers(fine).allow("http://example.org/")


class _Stream(httpx.SyncByteStream):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks
