"""The pages that write a framework: as plain forms, as pieces for a script, for the right people only."""

import re
from datetime import UTC, datetime

import pytest
from flask import url_for
from flask.testing import FlaskClient
from sqlmodel import select

from benchmarks.authoring import framework
from institution.drafting.records import FrameworkDraft
from institution.records import Framework, Item
from institution.storing import store
from skills.case import read_package
from tests.institution.campus import CYBER_DEFENSE, TRIAGE_OUTCOME, Campus, page, words
from tests.institution.drafting.writing import DRAFT, SCRIPTED, hidden, item_of, place_of
from tests.sites import Federation


def test_a_draft_is_begun_from_the_page_and_listed_for_those_who_write(
    campus: Campus, joe: FlaskClient
) -> None:
    assert "Edit the draft" in page(joe, f"/frameworks/{CYBER_DEFENSE}")
    assert f'href="{DRAFT}"' in page(joe, "/frameworks")
    assert joe.post(DRAFT).status_code == 409
    for browser in (campus.anonymous("college"), campus.browser("college", "marta")):
        listed = page(browser, "/frameworks")
        assert ("Drafts" in listed) == ("Marta" in listed)
    assert "Drafts" not in page(campus.anonymous("college"), f"/frameworks/{CYBER_DEFENSE}")


PATHS = (
    DRAFT,
    f"{DRAFT}/about",
    f"{DRAFT}/publish",
    "/frameworks/new",
    f"/frameworks/{CYBER_DEFENSE}/retire",
)


@pytest.mark.parametrize("path", PATHS)
def test_only_those_who_write_frameworks_come_in(campus: Campus, joe: FlaskClient, path: str) -> None:
    visitor = campus.anonymous("college")
    assert visitor.get(path).location.startswith("/sign-in")
    assert visitor.post(path).status_code in (303, 405)
    assert joe.get(path).status_code == 200


def test_an_employer_writes_frameworks_too_and_compliance_does_not(federation: Federation) -> None:
    for person in ("renee", "gwen"):
        assert "Write a framework" in page(federation.browser("employer", person), "/frameworks")
    lou = federation.browser("employer", "lou")
    assert "Write a framework" not in page(lou, "/frameworks")
    assert lou.get("/frameworks/new").status_code == 403
    assert lou.post("/frameworks/new", data={"title": "x"}).status_code == 403


def test_every_deed_works_as_a_plain_form(campus: Campus, joe: FlaskClient) -> None:
    place = place_of(joe, "CYD101-1")
    item = item_of(campus, "CYD101-1").identifier
    html = page(joe, f"{DRAFT}?at={place}")
    reword = hidden(html, f"{DRAFT}/items/{item}")
    answer = joe.post(
        f"{DRAFT}/items/{item}", data={**reword, "statement": "Build a workstation", "code": "CYD101-1"}
    )
    assert answer.location == f"{DRAFT}?at={place}"
    assert "Reworded CYD101-1" in words(page(joe, answer.location))
    for way in ("down", "in", "out", "up"):
        step = f"{DRAFT}/places/{place}/step"
        seen = hidden(page(joe, f"{DRAFT}?at={place}"), step)
        assert joe.post(step, data={**seen, "way": way}).status_code == 303
    move = f"{DRAFT}/places/{place}/move"
    seen = hidden(page(joe, f"{DRAFT}?at={place}"), move)
    assert joe.post(move, data={**seen, "words": "cyd225"}).status_code == 303
    added = joe.post(f"{DRAFT}/items", data={"statement": "Weld", "code": "NEW", "after": place})
    assert added.status_code == 303
    assert "Added NEW Weld" in words(page(joe, added.location))
    assert item_of(campus, "NEW").statement == "Weld"
    out = f"{DRAFT}/places/{place}/take-out"
    seen = hidden(page(joe, f"{DRAFT}?at={place}"), out)
    assert joe.post(out, data=seen).status_code == 303
    html = page(joe, f"{DRAFT}?at={place}")
    assert "It goes out of use with the next publishing." in html
    replace = f"{DRAFT}/items/{item}/replace"
    assert joe.post(replace, data={**hidden(html, replace), "words": "CYD101-2"}).status_code == 303
    assert "Replaced by “CYD101-2 Explain how network traffic travels”." in words(
        page(joe, f"{DRAFT}?at={place}")
    )
    number = hidden(page(joe, DRAFT), f"{DRAFT}/undo")
    assert joe.post(f"{DRAFT}/undo", data=number).status_code == 303
    again = hidden(page(joe, DRAFT), f"{DRAFT}/redo")
    assert joe.post(f"{DRAFT}/redo", data=again).status_code == 303
    assert joe.post(f"{DRAFT}/undo", data=number | {"number": "1"}).status_code == 409


def test_a_script_is_sent_only_the_pieces_that_changed(campus: Campus, joe: FlaskClient) -> None:
    place = place_of(joe, "CYD101-1")
    item = item_of(campus, "CYD101-1").identifier
    whole = page(joe, DRAFT)
    answer = joe.post(
        f"{DRAFT}/items/{item}",
        data={"statement": "Build a workstation", "code": "CYD101-1", "seen": "0"},
        headers=SCRIPTED,
    )
    text = answer.get_data(as_text=True)
    assert answer.headers["HX-Trigger-After-Settle"] == f'{{"tree:focus": {{"place": "{place}"}}}}'
    assert text.count('class="twig"') == 1
    assert len(text) < len(whole) / 4
    parent = item_of(campus, "CYD101").identifier
    moved = joe.post(
        f"{DRAFT}/places/{place}/step", data={"way": "down", "seen": "0", "opened": parent}, headers=SCRIPTED
    ).get_data(as_text=True)
    assert f'id="p-{place}" data-hx-swap-oob="delete"' in moved
    assert re.search(r'data-hx-swap-oob="afterend:#p-[0-9a-f-]+"', moved)
    assert "<html" not in moved
    panel = page(joe, f"{DRAFT}?at={place}", **SCRIPTED)
    assert panel.count('id="item"') == 1
    assert "<html" not in panel
    below = page(joe, f"{DRAFT}/below?item={parent}", **SCRIPTED)
    assert below.count('class="twig"') == 6


def test_a_stale_form_shows_what_is_stored_and_keeps_what_was_typed(campus: Campus, joe: FlaskClient) -> None:
    item = item_of(campus, "CYD101-1").identifier
    marta = campus.browser("college", "marta")
    theirs = {"statement": "As Marta has it", "code": "CYD101-1", "seen": "0"}
    assert marta.post(f"{DRAFT}/items/{item}", data=theirs).status_code == 303
    mine = {**theirs, "statement": "As Joe has it"}
    for headers in ({}, SCRIPTED):
        answer = joe.post(f"{DRAFT}/items/{item}", data=mine, headers=headers)
        said = words(answer.get_data(as_text=True))
        assert answer.status_code == 422
        assert "This was changed in the meantime." in said
        assert "What is stored now: “As Marta has it”" in said
        assert "As Joe has it" in answer.get_data(as_text=True)
    assert item_of(campus, "CYD101-1").statement == "As Marta has it"
    place = place_of(joe, "CYD101-1")
    gone = joe.post(f"{DRAFT}/places/{place}/step", data={"way": "down", "seen": "7"}, headers=SCRIPTED)
    assert gone.status_code == 422
    assert "Load the page again" in gone.get_data(as_text=True)
    assert joe.post(f"{DRAFT}/places/{place}/step", data={"way": "down", "seen": "7"}).status_code == 409


def test_levels_are_written_as_a_plain_form(campus: Campus, joe: FlaskClient) -> None:
    item = item_of(campus, "CYD101-1")
    path = f"{DRAFT}/items/{item.identifier}/levels"
    assert "No level is described." in page(joe, path)
    usual = joe.post(path, data={"deed": "usual", "seen": "0"}).get_data(as_text=True)
    assert [name for name in ("Developing", "Proficient", "Advanced") if f'value="{name}"' in usual]
    two = {"name": ["Low", "High"], "description": ["a", "b"], "identifier": ["", ""], "seen": "0"}
    more = joe.post(path, data={**two, "deed": "add"}).get_data(as_text=True)
    assert more.count('name="name"') == 3
    down = joe.post(path, data={**two, "deed": "down-0"}).get_data(as_text=True)
    assert down.index('value="High"') < down.index('value="Low"')
    assert joe.post(path, data={**two, "deed": "drop-9"}).get_data(as_text=True).count('name="name"') == 2
    for names, told in ((["", "High"], "Name the level"), (["High", "high"], "Another level has this name.")):
        wrong = joe.post(path, data={**two, "name": names})
        assert wrong.status_code == 422
        assert told in wrong.get_data(as_text=True)
    assert joe.post(path, data=two).status_code == 303
    assert item_of(campus, "CYD101-1").levels == 2
    assert joe.post(path, data=two).status_code == 409
    assert "2 levels" in page(joe, f"{DRAFT}?at={place_of(joe, 'CYD101-1')}")


def test_a_draft_is_published_and_the_versions_tell_what_changed(campus: Campus, joe: FlaskClient) -> None:
    visitor = campus.anonymous("college")
    here = f"/frameworks/{CYBER_DEFENSE}"
    assert "Not yet. 1 thing stops it." in page(joe, f"{DRAFT}/publish")
    item = item_of(campus, "CYD225-3").identifier
    joe.post(
        f"{DRAFT}/items/{item}", data={"statement": "Triage alerts well", "code": "CYD225-3", "seen": "0"}
    )
    place = place_of(joe, "CYD101-1")
    joe.post(f"{DRAFT}/places/{place}/take-out", data={"seen": "0"})
    html = page(joe, f"{DRAFT}/publish")
    assert "Ready to publish." in html
    sent = hidden(html, f"{DRAFT}/publish")
    for form in ({}, {"version": "2027.1"}, {"version": "x" * 41, "note": "x"}):
        assert joe.post(f"{DRAFT}/publish", data={**sent, "adopted": "yes", **form}).status_code == 422
    whole = {**sent, "version": "2027.1", "note": "Two outcomes are new", "adopted": "yes"}
    assert joe.post(f"{DRAFT}/publish", data={**whole, "version": "2026.1"}).status_code == 409
    assert joe.post(f"{DRAFT}/publish", data={**whole, "seen": "0"}).status_code == 409
    assert "Triage alerts well" not in page(visitor, f"/uri/{TRIAGE_OUTCOME}")
    assert joe.post(f"{DRAFT}/publish", data=whole).location == here
    assert joe.get(DRAFT).status_code == 404
    assert "Triage alerts well" in page(visitor, f"/uri/{item}")
    assert f"{here}/versions/compare?old=1&amp;new=2" in page(visitor, here)
    listed = words(page(visitor, f"{here}/versions"))
    assert "2027.1 Now Implemented" in listed
    assert "Two outcomes are new" in listed
    compared = page(visitor, f"{here}/versions/compare?old=2&new=1")
    assert "From version 2026.1 to 2027.1" in words(compared)
    assert "<ins>" in compared
    assert "<del>" in compared
    assert "Taken out of use: 1" in words(compared)
    assert visitor.get(f"{here}/versions/1.json").get_json()["CFDocument"]["version"] == "2026.1"
    assert visitor.get(f"{here}/versions/9.json").status_code == 404
    for query in ("", "?old=1", "?old=x&new=y", "?old=1&new=9"):
        assert visitor.get(f"{here}/versions/compare{query}").status_code == 404
    gone = page(visitor, f"/uri/{item_uuid(campus, 'CYD101-1')}")
    assert "No longer in use since" in gone
    assert "No longer in use" in page(visitor, f"{here}?q=CYD101-1")


def item_uuid(campus: Campus, code: str) -> str:
    """Give the identifier of a published item."""
    with campus.session() as session:
        return session.exec(select(Item.identifier).where(Item.code == code)).one()


def test_a_new_framework_is_written_from_nothing_and_seen_by_nobody_before(campus: Campus) -> None:
    joe = campus.browser("college", "joe")
    assert joe.post("/frameworks/new", data={"title": " "}).status_code == 422
    begun = joe.post("/frameworks/new", data={"title": "Baking", "about": "Bread", "kind": ""})
    draft = begun.location
    identifier = draft.split("/")[2]
    assert "There is no item yet." in page(joe, draft)
    assert joe.get(f"/frameworks/{identifier}").location == draft
    visitor = campus.anonymous("college")
    for path in (
        f"/frameworks/{identifier}",
        f"/uri/{identifier}",
        f"/ims/case/v1p1/CFPackages/{identifier}",
    ):
        assert visitor.get(path).status_code == 404
    assert visitor.get(f"/frameworks/{identifier}/versions").status_code == 404
    added = joe.post(f"{draft}/items", data={"statement": "Bake bread", "below": ""}, headers=SCRIPTED)
    assert "Bake bread" in added.get_data(as_text=True)
    form = {"version": "1", "note": "The first", "adopted": "no", "seen": "1"}
    assert joe.post(f"{draft}/publish", data=form).location == f"/frameworks/{identifier}"
    package = visitor.get(f"/ims/case/v1p1/CFPackages/{identifier}").get_json()
    assert package["CFDocument"]["adoptionStatus"] == "Pending Implementation"
    html = page(joe, f"/frameworks/{identifier}")
    seen = hidden(html, f"/frameworks/{identifier}/adopt")
    assert joe.post(f"/frameworks/{identifier}/adopt", data=seen).status_code == 303
    assert joe.post(f"/frameworks/{identifier}/adopt", data=seen).status_code == 409
    retire = f"/frameworks/{identifier}/retire"
    assert joe.post(retire, data={"reason": "", "seen": "2"}).status_code == 422
    assert joe.post(retire, data={"reason": "Nobody bakes", "seen": "2"}).status_code == 303
    assert "No longer in use since" in words(page(visitor, f"/frameworks/{identifier}"))
    with campus.session() as session:
        assert session.get_one(Framework, identifier).status == "Retired"


def test_a_draft_is_thrown_away_only_when_somebody_is_sure(campus: Campus, joe: FlaskClient) -> None:
    assert joe.post(f"{DRAFT}/discard").status_code == 422
    assert joe.post(f"{DRAFT}/discard", data={"sure": "y"}).status_code == 303
    with campus.session() as session:
        assert session.exec(select(FrameworkDraft)).all() == []


def test_long_lists_are_sent_a_hundred_at_a_time_around_what_is_looked_at(campus: Campus) -> None:
    package = read_package(framework("Long list", (260,)))
    with campus.session() as session:
        store(session, package, own=True, source="x", by="x", now=datetime.now(UTC))
        session.commit()
    joe = campus.browser("college", "joe")
    draft = f"/frameworks/{package.identifier}/draft"
    joe.post(draft)
    first = page(joe, draft)
    assert first.count('class="twig"') == 100
    assert "Show 100 of the 160 after" in first
    further = re.search(r'data-hx-get="([^"]+after=[^"]+)"', first)
    assert further
    second = page(joe, further[1].replace("&amp;", "&"), **SCRIPTED)
    assert second.count('class="twig"') == 100
    assert "Show 60 of the 60 after" in second
    found = re.search(r"\?at=([0-9a-f-]+)#p-", page(joe, f"{draft}?q=L250"))
    assert found
    around = page(joe, f"{draft}?at={found[1]}")
    assert around.count('class="twig"') == 61
    assert "Show 100 of the 199 before" in around
    before = re.search(r'data-hx-get="([^"]+before=[^"]+)"', around)
    assert before
    earlier = page(joe, before[1].replace("&amp;", "&"), **SCRIPTED)
    assert earlier.count('class="twig"') == 100
    assert "Show 99 of the 99 before" in earlier


def test_every_address_of_writing_refuses_other_roles(federation: Federation) -> None:
    lou = federation.browser("employer", "lou")
    rooms = {"drafts", "draft_deeds", "levels", "publishing"}
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
