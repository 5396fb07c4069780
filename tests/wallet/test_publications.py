"""What employers and colleges publish is read whatever they put in it."""

import httpx
import pytest

from wallet import publications
from wallet.publications import Kept, Reading
from webapp.messages import MessageLog
from webapp.peers import Peers

HOME = "http://localhost:8003"


def reading(documents: list[object]) -> Reading:
    """Make a reading of a site that lists these documents and has none of them."""

    def answer(request: httpx.Request) -> httpx.Response:
        listed = request.url.path.endswith("/CFDocuments")
        return httpx.Response(200, json={"CFDocuments": documents}) if listed else httpx.Response(404)

    transport = httpx.MockTransport(answer)
    return Reading(Peers(http_origins=[HOME], log=MessageLog(keep=False), transport=transport), Kept())


def test_a_listed_framework_whose_address_is_no_text_is_passed_over() -> None:
    odd = [{"identifier": "a", "uri": uri} for uri in ([f"{HOME}/a"], {"uri": 1}, None, 5)]
    read = reading(odd)
    assert read.packages(HOME, [f"{HOME}/a"]) == []
    assert read.remarks == []


def test_a_site_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def silence(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ReadTimeout("timed out")

    peers = Peers(http_origins=[HOME], log=MessageLog(keep=False), transport=httpx.MockTransport(silence))
    monkeypatch.setattr(publications, "LONG_WAIT", 0.0)
    read = Reading(peers, Kept())
    assert read.packages(HOME) == []
    assert list(read.achievements(HOME)) == []
    assert len(asked) == 1
    assert len(read.remarks) == 1
