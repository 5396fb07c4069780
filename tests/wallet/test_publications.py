"""What employers and colleges publish is read whatever they put in it."""

import httpx
import pytest

from wallet import publications
from wallet.publications import MOST_PACKAGES, Kept, Reading
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


def test_of_many_frameworks_those_that_link_are_read_first_and_it_is_told_that_some_were_not() -> None:
    kinds = ["Outcomes"] * MOST_PACKAGES + ["Crosswalk"]
    asked: list[str] = []
    identifiers = [f"6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a{n:02}" for n in range(len(kinds))]

    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/CFDocuments"):
            asked.append(request.url.path.rpartition("/")[2])
            return httpx.Response(404)
        documents = [
            {"identifier": one, "uri": f"{HOME}/uri/{one}", "title": one, "frameworkType": kind}
            for one, kind in zip(identifiers, kinds, strict=True)
        ]
        return httpx.Response(200, json={"CFDocuments": documents})

    peers = Peers(http_origins=[HOME], log=MessageLog(keep=False), transport=httpx.MockTransport(answer))
    read = Reading(peers, Kept())
    read.packages(HOME)
    assert list(dict.fromkeys(asked)) == [identifiers[-1], *identifiers[: MOST_PACKAGES - 1]]
    assert read.remarks


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
