"""The history: every answer, and what became of it as the other side says, read as a stranger's words."""

import html
import json
import re
from typing import Any

import pytest

from tests.wallet.conftest import Town
from tests.wallet.visiting import accept, age, send, shares, words


@pytest.fixture
def ana(town: Town) -> Any:
    """Sign Ana in; she has shared a card with the employer."""
    browser = town.browser("wallet", "ana")
    accept(browser, town.college_desk.offer(town.college_desk.award("Triage")))
    assert send(browser, town.employer_desk.ask()).status_code == 303
    return browser


def ask(town: Town, browser: Any) -> str:
    """Ask again after ten seconds, and give the row's words."""
    age(town.wallet, seconds=10)
    [share] = shares(town.wallet)
    answer = browser.post(f"/history/{share.id}/notice", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return words_of(answer.get_data(as_text=True))


def words_of(fragment: str) -> str:
    """Give the words of a fragment."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", fragment))).strip()


def notice(**changes: Any) -> dict[str, Any]:
    """Write a notice as the employer does."""
    fields = {"job": "SOC Analyst I", "state": "received", "decided_by": None, "reason": None, "at": None}
    return {"type": "ApplicationNotice", **fields, **changes}


def test_the_history_says_to_whom_what_why_and_until_when(town: Town, ana: Any) -> None:
    page = words(ana.get("/history"))
    for text in (
        "Northgate Utilities",
        "What you sent Triage",
        "Why they asked Your application as SOC Analyst I",
        "They may keep it until",
        "They have it",
        "They have not said yet",
    ):
        assert text in page


def test_an_empty_history_says_so(town: Town) -> None:
    assert "You have shared nothing yet" in words(town.browser("wallet", "noor").get("/history"))


DECISIONS = {
    "received": "Received for SOC Analyst I",
    "in review": "Being looked at",
    "invited": "Invited to interview",
    "on hold": "On hold",
    "not selected": "Not selected",
    "hired": "Hired",
}


@pytest.mark.parametrize("state", DECISIONS)
def test_a_decision_is_told_with_its_name_day_and_reason(town: Town, ana: Any, state: str) -> None:
    town.employer_desk.notice = notice(
        state=state, decided_by="Renee Fox", reason="Strong on triage.", at="2026-11-20T10:00:00Z"
    )
    row = ask(town, ana)
    assert DECISIONS[state] in row
    assert "Decided by Renee Fox on 20 November 2026: “Strong on triage.”" in row
    assert DECISIONS[state] in words(ana.get("/history"))


def test_they_are_asked_at_most_every_ten_seconds(town: Town, ana: Any) -> None:
    town.employer_desk.notice = notice(state="received")
    assert "Received" in ask(town, ana)
    town.employer_desk.notice = notice(state="hired")
    [share] = shares(town.wallet)
    ana.post(f"/history/{share.id}/notice")
    assert "Hired" not in words(ana.get("/history"))
    assert "Hired" in ask(town, ana)


def test_the_button_works_without_scripts(town: Town, ana: Any) -> None:
    [share] = shares(town.wallet)
    assert ana.post(f"/history/{share.id}/notice").location == f"/history#share-{share.id}"
    assert "Received" in words(ana.get("/history"))


HOSTILE: dict[str, object] = {
    "another type": notice(type="Order"),
    "an unknown state": notice(state="exploded"),
    "a state that is a list": notice(state=["hired"]),
    "a number for a name": notice(decided_by=3),
    "an object for a reason": notice(reason={"x": 1}),
    "a reason without end": notice(reason="x" * 1001),
    "a job without end": notice(job="x" * 201),
    "a moment that is none": notice(at="yesterday"),
    "a list": b"[1, 2]",
    "no JSON": b"<html>hello</html>",
    "a member twice": b'{"type": "ApplicationNotice", "type": "x"}',
    "too much": json.dumps(notice(more="x" * 20_000)).encode(),
    "too deep": json.dumps(notice(more=[[[[[[1]]]]]])).encode(),
    "a character that is none": b'{"type": "ApplicationNotice", "state": "hired", "reason": "\\u0000"}',
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_answer_that_is_not_surely_a_notice_is_not_shown(town: Town, ana: Any, case: str) -> None:
    town.employer_desk.notice = notice(state="in review")
    assert "Being looked at" in ask(town, ana)
    town.employer_desk.notice = HOSTILE[case]
    row = ask(town, ana)
    assert "The answer of localhost:8003 cannot be read." in row
    assert "Being looked at" in row


def test_markup_in_a_notice_stays_text(town: Town, ana: Any) -> None:
    script = "<script>alert(1)</script>"
    town.employer_desk.notice = notice(state="hired", job=script, decided_by=script, reason=script)
    ask(town, ana)
    page = ana.get("/history").get_data(as_text=True)
    assert "<script>alert" not in page and page.count("&lt;script&gt;") == 3


def test_a_site_that_is_down_leaves_what_was_known(town: Town, ana: Any) -> None:
    town.employer_desk.notice = notice(state="invited")
    ask(town, ana)
    town.network.down.add(town.employer_desk.origin)
    row = ask(town, ana)
    assert "localhost:8003 did not answer." in row and "Invited to interview" in row


@pytest.mark.parametrize(
    "link", ["http://localhost:8005/notices/1", "https://elsewhere.example/x", "http://localhost:8003@evil/x"]
)
def test_a_status_page_of_another_site_is_not_followed(town: Town, link: str) -> None:
    browser = town.browser("wallet", "ana")
    accept(browser, town.college_desk.offer(town.college_desk.award("Triage")))
    town.employer_desk.status_link = link
    assert send(browser, town.employer_desk.ask()).status_code == 303
    [share] = shares(town.wallet)
    assert share.status_url is None
    assert "What became of it" not in words(browser.get("/history"))
