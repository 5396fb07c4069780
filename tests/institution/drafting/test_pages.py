"""The pages that write a framework: as plain forms, and as pieces for a script."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlmodel import select

from benchmarks.authoring import framework
from institution.drafting.records import FrameworkDraft
from institution.storing import store
from skills.case import read_package
from tests.institution.campus import CYBER_DEFENSE, Campus, page, words
from tests.institution.drafting.writing import DRAFT, SCRIPTED, hidden, item_of, place_of


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


def test_another_framework_or_an_address_elsewhere_takes_an_items_place(
    campus: Campus, joe: FlaskClient
) -> None:
    place, item = place_of(joe, "CYD101-1"), item_of(campus, "CYD101-1").identifier
    joe.post(f"{DRAFT}/places/{place}/take-out", data={"seen": "0"})
    replace = f"{DRAFT}/items/{item}/replace"
    assert joe.post(replace, data={"words": "nua101-1"}).status_code == 303
    assert "Replaced by “NUA101-1 Clean hands" in words(page(joe, f"{DRAFT}?at={place}"))
    several = joe.post(replace, data={"words": "resident"}, headers=SCRIPTED).get_data(as_text=True)
    assert "in Riverbend Community College: Nursing Assistant</button>" in several
    [uri] = re.findall(r'name="successor" value="([^"]+)">NUA110-6', several)
    assert joe.post(replace, data={"successor": uri}).status_code == 303
    nowhere = "https://nowhere.example/uri/1"
    assert joe.post(replace, data={"words": nowhere}).status_code == 303
    said = words(page(joe, f"{DRAFT}?at={place}"))
    assert f"Replaced by “{nowhere}”. Not checked {nowhere} did not answer" in said
    assert f"Replaced by “{nowhere}”" not in page(campus.anonymous("college"), f"/uri/{item}")
    refused = joe.post(replace, data={"words": "https://no where"}, headers=SCRIPTED)
    assert (refused.status_code, "This is no address" in refused.get_data(as_text=True)) == (422, True)
