"""The same pages at an employer: its words, its people, its roles."""

import re

from tests.institution.campus import page, words
from tests.sites import Federation


def test_an_employer_awards_its_people_by_the_same_pages(federation: Federation) -> None:
    gwen = federation.browser("employer", "gwen")
    assert "<h1>Employees</h1>" in page(gwen, "/people")
    assert "<h1>Frameworks</h1>" in page(gwen, "/frameworks")
    form = page(gwen, "/awards/new?person=dale")
    assert '<label for="person">Employee</label>' in form
    badge = re.findall(r'<option value="([0-9a-f-]{36})"', form)[0]
    made = gwen.post(
        "/awards",
        data={"person": "dale", "achievement": badge, "awarded_on": "2026-01-15"},
        follow_redirects=True,
    )
    said = words(made.get_data(as_text=True))
    assert "Waiting for Dale Whitman" in said
    assert "http://localhost:8003/status/1" in said
    assert "Offer waiting" in words(page(gwen, "/people/dale"))


def test_an_employers_recruiter_brings_frameworks_in_and_awards_nothing(federation: Federation) -> None:
    renee = federation.browser("employer", "renee")
    assert renee.get("/frameworks/import").status_code == 200
    assert renee.get("/awards/new").status_code == 403
    assert federation.browser("employer", "lou").get("/frameworks/import").status_code == 403


def test_an_outcome_leads_to_the_competency_at_the_employers_own_address(federation: Federation) -> None:
    html = page(federation.anonymous("college"), "/uri/90ead3f6-7be0-5de7-ba17-20ac3bc80d07")
    link = re.search(r'href="http://localhost:8003(/uri/[0-9a-f-]{36})"', html)
    assert link is not None
    said = words(page(federation.anonymous("employer"), link[1]))
    assert "NG-MD-2" in said
    assert "4 of 4 Expert." in said
