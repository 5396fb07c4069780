"""Who may see which page of the employer, and what the pages of everybody say."""

import pytest

from tests.employer.conftest import JUNIOR, SOC, Northgate
from tests.employer.pages import shown
from tests.employer.stand_in import NOW
from webapp.seeding import days_ago
from webapp.words import day

PEOPLE = ("renee", "lou", "gwen", "carl")
READERS = {"renee", "lou"}
PAGES: dict[str, set[str]] = {
    "/applications": READERS,
    f"/jobs/{SOC}/applications": READERS,
    "/applications/{code}": READERS,
    "/applications/{code}/receipt": {"lou"},  # and whoever has asked for the name
    "/applications/{code}/credentials/1": READERS,
    "/issuers": READERS,
    "/partners": READERS | {"carl"},
    "/jobs/new": {"renee"},
    "/people": {"gwen"},
    "/awards": {"gwen"},
}
DEEDS: dict[str, set[str]] = {
    "/applications/{code}/decision": {"renee"},
    "/applications/{code}/reveal": {"renee"},
    "/applications/{code}/checks": READERS,
    "/applications/{code}/credentials/1/checks": READERS,
    "/issuers/1/removal": READERS,
    "/partners/copies": READERS | {"carl"},
}


def test_each_page_opens_for_its_people_and_for_nobody_else(northgate: Northgate) -> None:
    code = northgate.apply_briefly("noor", JUNIOR).code
    for person in PEOPLE:
        browser = northgate.browser(person)
        for page, may in PAGES.items():
            status = browser.get(page.format(code=code)).status_code
            assert status == (200 if person in may else 403), f"{person} at {page}: {status}"
    for page in PAGES:
        assert northgate.anonymous().get(page.format(code=code)).location.startswith("/sign-in")


def test_each_deed_is_done_by_its_people_and_by_nobody_else(northgate: Northgate) -> None:
    code = northgate.apply_briefly("noor", JUNIOR).code
    for person in ("gwen", "carl", "lou", "renee"):
        browser = northgate.browser(person)
        for deed, may in DEEDS.items():
            data = {"outcome": "hold", "reason": "R", "reveal-reason": "R"}
            status = browser.post(deed.format(code=code), data=data).status_code
            expected = {303, 404, 409} if person in may else {403}
            assert status in expected, f"{person} at {deed}: {status}"


@pytest.mark.parametrize("path", ["/", "/jobs", f"/jobs/{SOC}", f"/jobs/{SOC}/apply"])
def test_everybody_can_read_about_jobs(northgate: Northgate, path: str) -> None:
    html = northgate.anonymous().get(path).get_data(as_text=True)
    assert "Security Operations Analyst I" in shown(html)
    assert html.count("<h1") == 1


def test_a_job_says_what_it_asks_in_plain_words_with_permanent_links(northgate: Northgate) -> None:
    html = northgate.anonymous().get(f"/jobs/{SOC}").get_data(as_text=True)
    page = shown(html)
    assert "USD 58,000 to 69,000 a year" in page
    assert "12 skills, 4 of them a must." in page
    assert "Decide whether an alert is real" in page
    assert 'aria-label="importance 5 of 5"' in html
    assert "http://localhost:8003/uri/8cf224d1-3a0a-553e-9448-5a3a1ca0f386" in html


def test_every_requirement_resolves_at_its_permanent_link(northgate: Northgate) -> None:
    html = northgate.anonymous().get(f"/jobs/{SOC}").get_data(as_text=True)
    links = {part.split('"')[0] for part in html.split('href="http://localhost:8003')[1:]}
    assert len(links) == 12
    for link in links:
        answer = northgate.anonymous().get(
            link, headers={"Accept": "application/json"}, follow_redirects=True
        )
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), link


def test_sample_jobs_stand_at_their_own_days(northgate: Northgate) -> None:
    page = shown(northgate.anonymous().get("/jobs").get_data(as_text=True))
    assert page.count(day(days_ago(-16, NOW))) == 2
    assert "Closed" not in page


def test_forms_need_their_token(northgate: Northgate) -> None:
    northgate.app.config["WTF_CSRF_ENABLED"] = True
    answer = northgate.anonymous().post(f"/jobs/{SOC}/apply", data={"name": "A", "email": "a@b.cd"})
    assert answer.status_code == 400
