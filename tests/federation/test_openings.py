"""The wallet lists the open jobs of the employers it knows, each with how the cards fit it."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from skills.positions import read_position, read_positions
from tests.federation.test_gap import AS_JSON, FIVE, TWELVE, fit
from tests.federation.test_loop import award_everything, claim
from tests.sites import ORIGINS, Federation
from wallet.openings import openings
from wallet.publications import Kept, Reading
from webapp.messages import MessageLog
from webapp.peers import Peers

FRAGMENT = {"HX-Request": "true"}
EMPLOYER = ORIGINS["employer"]


def text_of(browser: FlaskClient, path: str, headers: dict[str, str] | None = None) -> str:
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_jobs_that_fit_best_come_first_each_with_its_score(federation: Federation) -> None:
    noor = federation.browser("wallet", "noor")
    assert text_of(noor, "/fit/openings").count('<b class="num">0.00</b>') == 2
    claim(noor, award_everything(federation, "noor"))
    page = text_of(noor, "/fit/openings")
    shown = re.findall(r'"/fit\?job=[^"]*">([^<]+)<.*?<b class="num">([\d.]+)<', page, flags=re.DOTALL)
    assert shown == [(TWELVE, "82.11"), (FIVE, "66.67")]
    for title, score in shown:
        assert f"{score} <small>of 100</small>" in fit(federation, "noor", title)


def test_the_page_comes_at_once_and_the_list_after_it_with_and_without_a_script(
    federation: Federation,
) -> None:
    noor = federation.browser("wallet", "noor")
    log = federation.wallet.extensions["wellspring"].messages
    before = len(log.since())
    page = text_of(noor, "/fit")
    assert len(log.since()) == before
    assert 'data-hx-get="/fit/openings"' in page
    assert '<a href="/fit/openings">' in page
    assert text_of(noor, "/fit/openings", FRAGMENT).lstrip().startswith("<section")
    assert "<h1>" in text_of(noor, "/fit/openings")


def test_an_employer_that_is_down_is_told(federation: Federation) -> None:
    federation.network.down.add(EMPLOYER)
    page = text_of(federation.browser("wallet", "noor"), "/fit/openings")
    assert "Not all that localhost:8003 publishes could be read" in page
    assert "No job is open now." in page


def test_machines_get_the_open_jobs_page_by_page(federation: Federation) -> None:
    visitor = federation.anonymous("employer")
    whole = visitor.get("/jobs", headers=AS_JSON)
    assert (whole.headers["X-Total-Count"], whole.headers["Vary"]) == ("2", "Accept")
    listed = whole.get_json()["positionOpenings"]
    alone = [
        visitor.get(one["documentId"]["schemeLink"].removeprefix(EMPLOYER), headers=AS_JSON).get_json()
        for one in listed
    ]
    assert listed == alone
    pages = [
        visitor.get(f"/jobs?limit=1&offset={n}", headers=AS_JSON).get_json()["positionOpenings"]
        for n in range(3)
    ]
    assert pages == [[listed[0]], [listed[1]], []]


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "offset=x", "limit=²", f"offset={10**12}"])
def test_a_page_that_cannot_be_is_refused(federation: Federation, query: str) -> None:
    answer = federation.anonymous("employer").get(f"/jobs?{query}", headers=AS_JSON)
    assert answer.status_code == 400
    assert "expected a whole number" in answer.get_data(as_text=True)


def a_position(number: int, **changes: Any) -> dict[str, Any]:
    """Write a position that asks for one item."""
    item = {"schemeLink": f"{EMPLOYER}/uri/{number}"}
    asked = {"competencyIds": [item], "competencyName": "Work", "weight": {"value": 1}}
    profile = {
        "positionTitle": f"Job {number:04}",
        "positionUri": f"{EMPLOYER}/jobs/{number}",
        "positionQualifications": [{"positionCompetencies": [asked]}],
    }
    return {"statusCode": "Active", "positionProfiles": [profile | changes]}


def reading(pages: Callable[[int], Any]) -> Reading:
    """Make a reading of an employer who answers with these lists, by their offset."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/jobs":
            return httpx.Response(200, json={"CFDocuments": []})
        return httpx.Response(200, json=pages(int(request.url.params["offset"])))

    peers = Peers(http_origins=[EMPLOYER], log=MessageLog(keep=False), transport=httpx.MockTransport(answer))
    return Reading(peers, Kept())


def listed(pages: Callable[[int], Any]) -> tuple[list[str], tuple[str, ...]]:
    """Give the titles that a learner without cards sees, and what is told."""
    found = openings([], reading=reading(pages), employers=[EMPLOYER], colleges=[])
    return [one.position.title for one in found.found], found.remarks


def test_more_jobs_than_one_answer_holds_are_read_and_no_more_than_a_thousand() -> None:
    def pages(offset: int) -> Any:
        return {"positionOpenings": [a_position(n) for n in range(offset, min(offset + 100, 230))]}

    assert len(listed(pages)[0]) == 230
    endless = listed(lambda offset: {"positionOpenings": [a_position(offset + n) for n in range(100)]})
    assert len(endless[0]) == 1_000


@pytest.mark.parametrize(
    ("entries", "titles", "told"),
    {
        "a text instead of a list": ("jobs", [], ()),
        "a text among the jobs": (["job", a_position(1)], ["Job 0001"], ("1 job of localhost:8003",)),
        "a job that asks for nothing": (
            [a_position(1, positionQualifications=[]), {}],
            [],
            ("2 jobs of localhost:8003",),
        ),
        "a job at another site": ([a_position(1, positionUri="https://else.example/jobs/1")], [], ()),
        "a job at a site whose name begins alike": ([a_position(1, positionUri=f"{EMPLOYER}0/1")], [], ()),
        "a closed job": ([a_position(1) | {"statusCode": "Closed"}], [], ()),
    }.values(),
)
def test_what_is_no_open_job_of_this_employer_is_left_out(entries: Any, titles: Any, told: Any) -> None:
    shown, remarks = listed(lambda offset: {"positionOpenings": entries if offset == 0 else []})
    assert shown == titles
    assert [remark.startswith(begins) for remark, begins in zip(remarks, told, strict=True)] == [True] * len(
        told
    )


def test_a_list_says_what_each_of_its_positions_says() -> None:
    found, left_out = read_positions({"positionOpenings": [a_position(1), 5]})
    assert (found, left_out) == ([read_position(a_position(1))], 1)
