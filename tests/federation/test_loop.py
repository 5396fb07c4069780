"""The whole loop without a browser: pages and protocols of the three real sites, on either database."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from flask.testing import FlaskClient
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from werkzeug.test import TestResponse

from tests.conftest import new_database
from tests.official import OFFICIAL
from tests.sites import ORIGINS, Federation

COLLEGE_DID = "did:web:localhost%3A8001"


@pytest.fixture(params=["sqlite", "postgresql"])
def sites(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Federation]:
    databases: Mapping[str, str] | None = None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgres")
        databases = {site: new_database(cluster) for site in ORIGINS}
    raised = Federation(tmp_path, databases=databases)
    yield raised
    raised.close()


def path_of(link: str) -> str:
    """Cut a site's origin off a link."""
    parts = urlsplit(html.unescape(link))
    return f"{parts.path}?{parts.query}"


def found(pattern: str, answer: TestResponse) -> str:
    """Find one thing on a page."""
    text = answer.get_data(as_text=True)
    match = re.search(pattern, text)
    assert match is not None, f"{pattern} is not on the page:\n{text[:4000]}"
    return html.unescape(match[1])


def award_everything(sites: Federation, student: str) -> str:
    """Award what a student earned, and give the offer's link in the wallet."""
    marta = sites.browser("college", "marta")
    page = marta.get(f"/people/{student}").get_data(as_text=True)
    earned = re.findall(r'name="achievement" value="([^"]+)"', page)
    made = marta.post(f"/people/{student}/awards", data={"achievement": earned}, follow_redirects=True)
    return path_of(found(r'id="offer-link" readonly value="([^"]+)"', made))


def claim(learner: FlaskClient, link: str) -> TestResponse:
    """Accept an offer in the wallet."""
    asked = learner.get(link, follow_redirects=True)
    action = found(r'<form class="split split--lead" method="post" action="([^"]+)"', asked)
    return learner.post(action, data={"answer": "yes"}, follow_redirects=True)


def apply(sites: Federation, learner: FlaskClient, *, job: str, name: str) -> tuple[str, FlaskClient]:
    """Apply for a job with every card that fits; give the application's code and the applicant's browser."""
    applicant = sites.anonymous("employer")
    number = found(rf'href="/jobs/([\w-]+)">{job}', applicant.get("/jobs"))
    asked = applicant.post(
        f"/jobs/{number}/apply", data={"name": name, "email": "a@mail.example"}, follow_redirects=True
    )
    code = found(r"Your application ([A-Z]-\d+)", asked)
    link = path_of(found(r'id="link" readonly value="([^"]+)"', asked))
    consent = learner.get(link, follow_redirects=True)
    ticket = found(r'action="(/requests/[^"/]+)"', consent)
    fields = re.findall(r'name="(share-[^"]+)" value="([^"]+)" checked', consent.get_data(as_text=True))
    data = {fields[0][0]: [value for _, value in fields], "answer": "yes"}
    data["previewed"] = found(r'name="previewed" value="([^"]*)"', consent)
    sent = learner.post(ticket, data=data)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    done = applicant.get(path_of(sent.location), follow_redirects=True)
    assert "Your application is in" in done.get_data(as_text=True)
    return code, applicant


def test_the_loop_from_a_course_to_a_hire_and_back_into_the_wallet(sites: Federation) -> None:
    ana, renee = sites.browser("wallet", "ana"), sites.browser("employer", "renee")
    assert "8 cards are in your wallet" in claim(ana, award_everything(sites, "ana")).get_data(as_text=True)
    code, _ = apply(sites, ana, job="Security Operations Analyst I", name="Ana Reyes")
    match = renee.get(f"/applications/{code}").get_data(as_text=True)
    assert "85.37" in match
    assert "82.93 from exact links" in match
    assert all(words in match for words in ("8 met", "2 partly", "2 missing", "4 of 4 must-haves met"))
    assert "Ana Reyes" not in match
    for outcome in ("invite", "hire"):
        told = renee.post(
            f"/applications/{code}/decision", data={"outcome": outcome, "reason": f"To {outcome} is right."}
        )
        assert told.status_code == 303
    award = sites.browser("employer", "gwen").get("/people").get_data(as_text=True)
    assert "Ana Reyes" in award
    history = ana.get("/history").get_data(as_text=True)
    notice = re.search(r'hx-post="(/history/[^"]+/notice)"', history)
    assert notice is not None
    news = ana.post(notice[1], follow_redirects=True).get_data(as_text=True)
    assert "Hired" in news
    assert "Decided by Renee Fox" in news
    assert "To hire is right." in news


def test_noor_is_matched_as_the_worked_example_says(sites: Federation) -> None:
    noor, renee = sites.browser("wallet", "noor"), sites.browser("employer", "renee")
    claim(noor, award_everything(sites, "noor"))
    code, _ = apply(sites, noor, job="Junior Monitoring Technician", name="Noor Haddad")
    match = renee.get(f"/applications/{code}").get_data(as_text=True)
    assert "66.67" in match
    assert "55.56 from exact links" in match
    assert "55.56" in renee.get(f"/applications/{code}?related=0").get_data(as_text=True)


def test_independent_witnesses_accept_what_the_college_issued(federation: Federation) -> None:
    """`openbadgeslib` shares no code with this project; the schema is 1EdTech's own."""
    ana = federation.browser("wallet", "ana")
    claim(ana, award_everything(federation, "ana"))
    cards = re.findall(r'href="/cards/([\w-]+)"', ana.get("/").get_data(as_text=True))
    visitor = federation.anonymous("college")

    def download(url: str) -> bytes:
        path = path_of(url.replace("https://", "http://")).rstrip("?")
        return visitor.get(path, headers={"Accept": "application/vc+jwt, application/did+json;q=0.5"}).data

    verifier = OB3LdpVerifier.for_issuer_did(COLLEGE_DID, download=download)
    for card in sorted(set(cards)):
        badge = json.loads(ana.get(f"/cards/{card}.json").data)
        seen = verifier.verify(badge, badge["credentialSubject"]["id"], check_status=True, download=download)
        assert seen.issuer.id == COLLEGE_DID
        if OFFICIAL is not None:
            path = OFFICIAL / "schemas" / "ob" / "ob_v3p0_achievementcredential_schema.formal.json"
            jsonschema.Draft201909Validator(json.loads(path.read_text())).validate(badge)
    assert len(set(cards)) == 8


def test_the_loop_goes_on_when_the_college_is_away(federation: Federation) -> None:
    """Status and key of the college cannot be checked then: nothing counts as passed, nothing as failed."""
    ana, renee = federation.browser("wallet", "ana"), federation.browser("employer", "renee")
    claim(ana, award_everything(federation, "ana"))
    federation.network.down.add(ORIGINS["college"])
    code, _ = apply(federation, ana, job="Security Operations Analyst I", name="Ana Reyes")
    report = renee.get(f"/applications/{code}/credentials/1").get_data(as_text=True)
    assert "Not sure yet." in report
    assert "Could not check" in report
    federation.network.down.clear()
    renee.post(f"/applications/{code}/checks")
    assert "Yes. All six checks passed." in renee.get(f"/applications/{code}/credentials/1").get_data(
        as_text=True
    )


def test_an_award_withdrawn_after_the_application_stops_counting(federation: Federation) -> None:
    ana, renee = federation.browser("wallet", "ana"), federation.browser("employer", "renee")
    marta = federation.browser("college", "marta")
    claim(ana, award_everything(federation, "ana"))
    code, _ = apply(federation, ana, job="Security Operations Analyst I", name="Ana Reyes")
    record = marta.get("/people/ana").get_data(as_text=True)
    award = re.search(r'href="/awards/([\w-]+)">CYD 225', record)
    assert award is not None
    assert marta.post(f"/awards/{award[1]}/revocation", data={"reason": "Wrong person."}).status_code == 303
    renee.post(f"/applications/{code}/checks")
    match = renee.get(f"/applications/{code}").get_data(as_text=True)
    assert "85.37" not in match
    assert "Not counted because" in match
    assert "Withdrawn" in ana.post("/cards/check", follow_redirects=True).get_data(as_text=True)
