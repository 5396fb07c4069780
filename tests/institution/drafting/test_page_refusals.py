"""What the pages that write a framework refuse, in words, with nothing written."""

from html import escape

import pytest
from flask.testing import FlaskClient

from tests.institution.campus import CYBER_DEFENSE, SCRIPT, Campus, page
from tests.institution.drafting.writing import DRAFT, SCRIPTED, STATEMENT, hidden, item_of, place_of

BAD_ITEMS: dict[str, tuple[dict[str, str], str]] = {
    "no statement": ({"statement": "  "}, STATEMENT),
    "a statement too long": ({"statement": "x" * 5001}, "Use at most 5,000 characters."),
    "a code too long": ({"code": "x" * 81}, "Use at most 80 characters."),
    "a short name too long": ({"short": "x" * 251}, "Use at most 250 characters."),
    "notes too long": ({"notes": "x" * 5001}, "Use at most 5,000 characters."),
    "a deletion in the notes": ({"notes": "a\x7fb"}, "Remove the control characters"),
    "a bell in the code": ({"code": "a\x07b"}, "Remove the control characters"),
    "too many education levels": ({"education": ",".join("123456789" * 3)}, "Name at most 20 levels."),
}


@pytest.mark.parametrize(("typed", "told"), BAD_ITEMS.values(), ids=BAD_ITEMS)
def test_what_cannot_be_kept_is_shown_again_with_the_reason(
    campus: Campus, joe: FlaskClient, typed: dict[str, str], told: str
) -> None:
    item = item_of(campus, "CYD101-1")
    form = {"statement": "Weld", "code": "C", "seen": "0", **typed}
    for path in (f"{DRAFT}/items/{item.identifier}", f"{DRAFT}/items"):
        for headers in ({}, SCRIPTED):
            answer = joe.post(path, data=form, headers=headers)
            assert answer.status_code == 422
            assert told in answer.get_data(as_text=True)
    assert item_of(campus, "CYD101-1") == item


WRONG_IDS = (
    "/items/nowhere",
    "/places/nowhere/step",
    "/places/nowhere/move",
    "/places/nowhere/take-out",
    "/items/nowhere/bring-back",
    "/items/nowhere/replace",
    "/items/nowhere/levels",
)


@pytest.mark.parametrize("path", WRONG_IDS)
def test_what_is_not_there_is_not_found(joe: FlaskClient, path: str) -> None:
    form = {"statement": "x", "way": "up", "below": "", "words": "CYD101-2", "name": "x"}
    assert joe.post(DRAFT + path, data=form).status_code == 404
    elsewhere = "/frameworks/nowhere/draft"
    assert joe.post(elsewhere + path, data=form).status_code == 404


def test_moving_below_itself_or_nowhere_is_refused_in_words(campus: Campus, joe: FlaskClient) -> None:
    place = place_of(joe, "RBCC-CYD-FND")
    move = f"{DRAFT}/places/{place}/move"
    for named, status, told in (
        ("CYD101-1", 409, "That would make a circle"),
        ("no such words", 422, "No item fits “no such words”."),
        ("alerts", 422, "items fit “alerts”. Choose one."),
    ):
        answer = joe.post(move, data={"words": named, "seen": "0"})
        assert answer.status_code in (status, 422)
        assert told in answer.get_data(as_text=True)
    assert joe.post(f"{DRAFT}/places/{place}/step", data={"way": "sideways", "seen": "0"}).status_code == 404
    nowhere = joe.post(move, data={"below": "nowhere", "seen": "0"}, headers=SCRIPTED)
    assert nowhere.status_code == 422
    assert "There is no such item" in nowhere.get_data(as_text=True)
    assert campus.session


def test_script_in_every_field_stays_text(campus: Campus, joe: FlaskClient, marta: FlaskClient) -> None:
    fields = ("statement", "code", "short", "kind", "education", "notes")
    added = joe.post(f"{DRAFT}/items", data=dict.fromkeys(fields, SCRIPT[:70]))
    assert added.status_code == 303
    item = item_of(campus, SCRIPT[:70])
    joe.post(f"{DRAFT}/about", data={"title": SCRIPT, "about": SCRIPT, "kind": SCRIPT, "seen": "0"})
    levels = {"name": SCRIPT, "description": SCRIPT, "identifier": "", "seen": str(item.stamp)}
    assert joe.post(f"{DRAFT}/items/{item.identifier}/levels", data=levels).status_code == 303
    paths = [added.location, f"{DRAFT}/about", f"{DRAFT}/publish", f"{DRAFT}/items/{item.identifier}/levels"]
    paths += ["/frameworks", f"{DRAFT}?q={escape('<script>')}"]
    form = {"version": "<b>2</b>", "note": SCRIPT, "adopted": "yes", "message": SCRIPT, "reason": SCRIPT}
    asked = {**form, **hidden(page(joe, f"{DRAFT}/publish"), f"{DRAFT}/ask")}
    for deed in ("ask", "send-back"):
        who = joe if deed == "ask" else marta
        seen = hidden(page(who, f"{DRAFT}/publish"), f"{DRAFT}/{deed}")
        assert who.post(f"{DRAFT}/{deed}", data={**asked, **seen}).status_code == 303
        for browser in (joe, marta):
            for path in ("/", *paths):
                html = page(browser, path)
                assert "<script>alert" not in html
                assert "<img src=x" not in html
    form |= hidden(page(marta, f"{DRAFT}/publish"), f"{DRAFT}/publish")
    assert marta.post(f"{DRAFT}/publish", data=form).status_code == 303
    here = f"/frameworks/{CYBER_DEFENSE}"
    for path in (here, f"{here}/versions", f"{here}/versions/compare?old=1&new=2", f"/uri/{item.identifier}"):
        html = page(campus.anonymous("college"), path)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>2</b>" not in html
