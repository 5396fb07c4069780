"""The integrated framework changes no score: not once signed, nor out of force, nor brought in elsewhere."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.federation.linking import COMPETENCY, OUTCOME, Side, both, both_sign, said
from tests.federation.test_gap import FIVE, TWELVE, fit
from tests.federation.test_loop import apply, award_everything, claim
from tests.sites import Federation

OPENINGS = re.compile(r'"/fit\?job=[^"]*">([^<]+)<.*?<b class="num">([\d.]+)<', re.DOTALL)


@dataclass(frozen=True)
class Applied:
    """Ana and Noor, who have applied, before the two institutions."""

    federation: Federation
    noor: FlaskClient
    codes: tuple[str, str]
    sides: tuple[Side, Side]

    def scores_are_the_same(self) -> None:
        """Look at every page that shows a score of theirs."""
        renee = self.federation.browser("employer", "renee")
        ana, noor = (said(renee.get(f"/applications/{code}")) for code in self.codes)
        assert ("85.37 of 100" in ana, "82.93 from exact links" in ana) == (True, True)
        assert all(words in ana for words in ("8 met", "2 partly", "2 missing", "4 of 4 must-haves met"))
        assert ("66.67 of 100" in noor, "55.56 from exact links" in noor) == (True, True)
        assert "1 met 3 partly 1 missing" in noor
        exact = [said(renee.get(f"/applications/{code}?related=0")) for code in self.codes]
        assert ("82.93 of 100" in exact[0], "55.56 of 100" in exact[1]) == (True, True)
        assert "From 66.67 to <b>88.89</b> of 100" in fit(self.federation, "noor", FIVE)
        page = self.noor.get("/fit/openings").get_data(as_text=True)
        assert OPENINGS.findall(page) == [(TWELVE, "82.11"), (FIVE, "66.67")]


@pytest.fixture
def applied(federation: Federation) -> Applied:
    """Let Ana and Noor apply before anybody signs."""
    ana, noor = federation.browser("wallet", "ana"), federation.browser("wallet", "noor")
    claim(ana, award_everything(federation, "ana"))
    claim(noor, award_everything(federation, "noor"))
    codes = (
        apply(federation, ana, job=TWELVE, name="Ana Reyes")[0],
        apply(federation, noor, job=FIVE, name="Noor Haddad")[0],
    )
    return Applied(federation, noor, codes, both(federation))


def read_anew(applied: Applied) -> None:
    """Have all read again that was kept for a while: the wallet's copies, and the employer's."""
    applied.noor.post("/fit", data={"job": ""})
    for side in applied.sides:
        side.browser.post("/partners/copies")
        side.looks()


def statuses(applied: Applied) -> set[str]:
    """Tell how the integrated framework stands at both."""
    return {side.published("integrated")["CFDocument"]["adoptionStatus"] for side in applied.sides}


def bring_in(side: Side, person: str, text: bytes) -> None:
    """Bring a framework of the other side's in by the pages for that."""
    browser = side.federation.browser(side.site, person)
    form = {"file": (BytesIO(text), "framework.json")}
    asked = browser.post("/frameworks/import", data=form, content_type="multipart/form-data")
    assert asked.status_code == 303, said(asked)
    kept = browser.post(f"{asked.location}/confirm")
    assert kept.status_code == 303, said(kept)
    assert "all of it" in said(browser.get(kept.location))


def test_signing_ending_and_bringing_in_the_integrated_framework_change_no_score(applied: Applied) -> None:
    joe, carl = applied.sides
    applied.scores_are_the_same()
    both_sign(joe, carl)
    read_anew(applied)
    assert statuses(applied) == {"Implemented"}
    applied.scores_are_the_same()
    signed = {
        side.site: applied.federation.anonymous(side.site)
        .get(f"/frameworks/{side.stored().integrated_document}/export.json")
        .data
        for side in applied.sides
    }
    joe.decides("isRelatedTo", OUTCOME, COMPETENCY)
    carl.looks()
    carl.decides("isRelatedTo", OUTCOME, COMPETENCY)
    joe.looks()
    read_anew(applied)
    assert statuses(applied) == {"Deprecated"}
    applied.scores_are_the_same()
    bring_in(carl, "renee", signed["college"])
    bring_in(joe, "marta", signed["employer"])
    read_anew(applied)
    applied.scores_are_the_same()
