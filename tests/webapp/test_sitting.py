"""A sitting asks each party once, and all it asks shares one time."""

import time
from types import SimpleNamespace

import httpx
import pytest

from credentials.errors import UnresolvableError
from credentials.proofs.keys import SigningKey
from webapp import sitting as room
from webapp.deadlines import answered_by, time_left
from webapp.messages import MessageLog
from webapp.peers import Peers
from webapp.sitting import Sitting


class Slow:
    """A network where each answer takes seven seconds of a clock that only it moves."""

    def __init__(self) -> None:
        self.now = time.monotonic()
        self.asked: list[str] = []

    def peers(self) -> Peers:
        return Peers(http_origins=[], log=MessageLog(keep=False), transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        self.now += 7
        return httpx.Response(404)


def test_sixty_four_parties_share_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow()
    monkeypatch.setattr(room, "time", SimpleNamespace(monotonic=lambda: slow.now))
    sitting = Sitting(slow.peers())
    said = []
    for number in range(64):
        with pytest.raises(UnresolvableError) as caught:
            sitting.fetch(f"https://issuer{number}.example/status")
        said.append(str(caught.value))
    assert len(slow.asked) == 3
    assert all("answered 404" in words for words in said[:3])
    assert said[3] == "There was no time left to ask https://issuer3.example/status"
    with pytest.raises(UnresolvableError, match=r"no time left to ask https://late\.example"):
        sitting.resolve("did:web:late.example")


def test_what_needs_no_asking_is_answered_without_time() -> None:
    holder = SigningKey.for_holder(None).controller
    assert Sitting(Slow().peers(), seconds=0).resolve(holder)["id"] == holder


def test_nobody_is_asked_the_same_thing_twice() -> None:
    slow = Slow()
    sitting = Sitting(slow.peers())
    for _ in range(3):
        with pytest.raises(UnresolvableError):
            sitting.fetch("https://issuer.example/status")
    assert len(slow.asked) == 1


def test_a_wait_ends_with_the_earlier_of_two_deadlines() -> None:
    soon = time.monotonic() + 60
    assert time_left(None) is None
    with answered_by(soon), answered_by(soon + 600) as until:
        assert until == soon
        left = time_left(None)
        assert left is not None and 1 < left <= 60
        assert time_left(1.0) == 1.0
    assert time_left(3.0) == 3.0
