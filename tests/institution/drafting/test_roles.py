"""Who writes frameworks, who publishes them, and who does neither."""

import pytest
from flask import url_for
from flask.testing import FlaskClient

from tests.institution.campus import CYBER_DEFENSE, Campus, close, page
from tests.institution.drafting.writing import DRAFT
from tests.sites import INSTITUTIONS, Federation

HERE = f"/frameworks/{CYBER_DEFENSE}"
PATHS = (DRAFT, f"{DRAFT}/about", f"{DRAFT}/publish", "/frameworks/new")
DECIDING = (f"{DRAFT}/publish", f"{DRAFT}/send-back", f"{HERE}/adopt", f"{HERE}/retire")


@pytest.mark.parametrize("path", [*PATHS, *DECIDING])
def test_only_those_who_write_frameworks_come_in(campus: Campus, joe: FlaskClient, path: str) -> None:
    visitor = campus.anonymous("college")
    assert visitor.get(path).status_code in (303, 405)
    assert visitor.post(path).status_code in (303, 405)
    if path in PATHS:
        assert joe.get(path).status_code == 200


@pytest.mark.parametrize("path", DECIDING)
def test_the_curriculum_lead_decides_nothing(campus: Campus, joe: FlaskClient, path: str) -> None:
    refused = joe.post(path, data={"version": "2", "note": "x", "adopted": "yes", "seen": "0"})
    assert refused.status_code == 403
    assert "This page is for other people" in refused.get_data(as_text=True)
    assert campus.browser("college", "marta").post(path).status_code != 403


def test_what_only_the_registrar_does_is_shown_to_her_alone(joe: FlaskClient, marta: FlaskClient) -> None:
    for browser, shown in ((joe, False), (marta, True)):
        assert ("Retire it" in page(browser, HERE)) == shown
        assert (">Publish</button>" in page(browser, f"{DRAFT}/publish")) == shown
        assert ("Ask the registrar to publish" in page(browser, f"{DRAFT}/publish")) != shown


@pytest.mark.parametrize("person", ["hana", "bea"])
def test_at_a_small_college_one_person_writes_and_publishes_alone(campus: Campus, person: str) -> None:
    folder = INSTITUTIONS / "hilltop-state-college"
    hilltop = campus.raise_site("college", origin="http://localhost:8005", institution=folder)
    alone = hilltop.test_client()
    alone.post("/sign-in", data={"person": person})
    draft = alone.post("/frameworks/new", data={"title": "Baking"}).location
    alone.post(f"{draft}/items", data={"statement": "Bake bread"})
    form = {"version": "1", "note": "The first", "adopted": "yes", "seen": "1"}
    published = alone.post(f"{draft}/publish", data=form)
    assert published.location == draft.removesuffix("/draft")
    close(hilltop)


def test_an_employer_writes_frameworks_too_and_compliance_does_not(federation: Federation) -> None:
    for person in ("renee", "gwen"):
        assert "Write a framework" in page(federation.browser("employer", person), "/frameworks")
    lou = federation.browser("employer", "lou")
    assert "Write a framework" not in page(lou, "/frameworks")
    assert lou.get("/frameworks/new").status_code == 403
    assert lou.post("/frameworks/new", data={"title": "x"}).status_code == 403


def test_at_an_employer_who_writes_also_publishes(federation: Federation) -> None:
    renee = federation.browser("employer", "renee")
    draft = renee.post("/frameworks/new", data={"title": "Welding"}).location
    renee.post(f"{draft}/items", data={"statement": "Weld"})
    html = page(renee, f"{draft}/publish")
    assert ">Publish</button>" in html
    assert "registrar" not in html


def test_every_address_of_writing_refuses_other_roles(federation: Federation) -> None:
    lou = federation.browser("employer", "lou")
    rooms = {"drafts", "draft_deeds", "levels", "publishing", "asking"}
    with federation.employer.test_request_context():
        rules = [
            rule for rule in federation.employer.url_map.iter_rules() if rule.endpoint.split(".")[0] in rooms
        ]
        paths = [
            (method, url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "x")))
            for rule in rules
            for method in rule.methods & {"GET", "POST"}
        ]
    assert len(paths) > 20
    assert {lou.open(path, method=method).status_code for method, path in paths} == {403}


def test_a_partners_copy_offers_no_editing(federation: Federation) -> None:
    renee = federation.browser("employer", "renee")
    renee.post("/partners", data={})
    assert renee.post(f"/frameworks/{CYBER_DEFENSE}/draft").status_code in (403, 404)
