"""The pages on which a draft is checked, published, and compared with what was before."""

import re

from flask.testing import FlaskClient
from sqlmodel import select

from institution.records import Framework, Item
from tests.institution.campus import CYBER_DEFENSE, TRIAGE_OUTCOME, Campus, page, words
from tests.institution.drafting.writing import DRAFT, SCRIPTED, hidden, item_of, place_of
from tests.sites import Federation


def test_a_draft_is_published_and_the_versions_tell_what_changed(
    campus: Campus, joe: FlaskClient, marta: FlaskClient
) -> None:
    visitor = campus.anonymous("college")
    here = f"/frameworks/{CYBER_DEFENSE}"
    assert "Not yet. 1 thing stops it." in page(joe, f"{DRAFT}/publish")
    item = item_of(campus, "CYD225-3").identifier
    joe.post(
        f"{DRAFT}/items/{item}", data={"statement": "Triage alerts well", "code": "CYD225-3", "seen": "0"}
    )
    place = place_of(joe, "CYD101-1")
    joe.post(f"{DRAFT}/places/{place}/take-out", data={"seen": "0"})
    html = page(marta, f"{DRAFT}/publish")
    assert "Ready, with 1 thing to think about." in html
    assert "used by the badge “CYD 101" in html
    assert "<ins>" in html
    sent = hidden(html, f"{DRAFT}/publish")
    for form in ({}, {"version": "2027.1"}, {"version": "x" * 41, "note": "x"}):
        assert marta.post(f"{DRAFT}/publish", data={**sent, "adopted": "yes", **form}).status_code == 422
    whole = {**sent, "version": "2027.1", "note": "Two outcomes are new", "adopted": "yes"}
    assert marta.post(f"{DRAFT}/publish", data={**whole, "version": "2026.1"}).status_code == 409
    assert marta.post(f"{DRAFT}/publish", data={**whole, "seen": "0"}).status_code == 409
    assert "Triage alerts well" not in page(visitor, f"/uri/{TRIAGE_OUTCOME}")
    assert marta.post(f"{DRAFT}/publish", data=whole).location == here
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


def test_a_new_framework_is_written_from_nothing_and_seen_by_nobody_before(
    campus: Campus, marta: FlaskClient
) -> None:
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
    assert marta.post(f"{draft}/publish", data=form).location == f"/frameworks/{identifier}"
    package = visitor.get(f"/ims/case/v1p1/CFPackages/{identifier}").get_json()
    assert package["CFDocument"]["adoptionStatus"] == "Pending Implementation"
    html = page(marta, f"/frameworks/{identifier}")
    seen = hidden(html, f"/frameworks/{identifier}/adopt")
    assert marta.post(f"/frameworks/{identifier}/adopt", data=seen).status_code == 303
    assert marta.post(f"/frameworks/{identifier}/adopt", data=seen).status_code == 409
    retire = f"/frameworks/{identifier}/retire"
    assert marta.post(retire, data={"reason": "", "seen": "2"}).status_code == 422
    assert marta.post(retire, data={"reason": "Nobody bakes", "seen": "2"}).status_code == 303
    assert "No longer in use since" in words(page(visitor, f"/frameworks/{identifier}"))
    with campus.session() as session:
        assert session.get_one(Framework, identifier).status == "Retired"


def test_the_registrar_is_asked_sends_back_is_asked_again_and_publishes(
    campus: Campus, joe: FlaskClient, marta: FlaskClient
) -> None:
    here = f"{DRAFT}/publish"
    joe.post(f"{DRAFT}/items", data={"statement": "Weld a seam", "code": "NEW"})
    asks = {"version": "2027.1", "note": "One is new", "adopted": "no", "message": "The board agreed"}
    seen = hidden(page(joe, here), f"{DRAFT}/ask")
    assert joe.post(f"{DRAFT}/ask", data={**seen, "version": "x"}).status_code == 422
    assert joe.post(f"{DRAFT}/ask", data={**asks, "seen": "0"}).status_code == 409
    assert joe.post(f"{DRAFT}/ask", data={**seen, **asks}).location == here
    assert "It waits for the registrar. Asked by Joe Akande on" in words(page(joe, here))
    assert "Waits for the registrar" in page(joe, "/frameworks")
    assert joe.post(f"{DRAFT}/ask", data={**seen, **asks}).status_code == 409
    assert "Joe Akande asks you to publish “Riverbend Community College: Cyber" in words(page(marta, "/"))
    assert "Waits for you" in page(marta, "/frameworks")
    said = words(page(marta, here))
    assert "Joe Akande asks you to publish this as version 2027.1." in said
    assert "“The board agreed”" in said
    assert "Added 1 item NEW Weld a seam" in said
    back = hidden(page(marta, here), f"{DRAFT}/send-back")
    assert "Say what has to change first." in marta.post(f"{DRAFT}/send-back", data=back).get_data(
        as_text=True
    )
    assert marta.post(f"{DRAFT}/send-back", data={**back, "reason": "Name the course"}).status_code == 303
    assert marta.post(f"{DRAFT}/send-back", data={**back, "reason": "Twice"}).status_code == 409
    assert "asks you to publish" not in page(marta, "/")
    for path in ("/", DRAFT, here):
        assert "Marta Lindqvist sent" in page(joe, path)
        assert "“Name the course”" in page(joe, path)
    html = page(joe, here)
    assert 'value="2027.1"' in html
    assert joe.post(f"{DRAFT}/ask", data={**asks, **hidden(html, f"{DRAFT}/ask")}).status_code == 303
    taken = hidden(page(joe, here), f"{DRAFT}/take-back")
    assert joe.post(f"{DRAFT}/take-back", data=taken).status_code == 303
    assert (
        joe.post(f"{DRAFT}/ask", data={**asks, **hidden(page(joe, here), f"{DRAFT}/ask")}).status_code == 303
    )
    joe.post(f"{DRAFT}/items", data={"statement": "Grind", "code": "LATER"})
    html = page(marta, here)
    assert "The draft was changed since." in html
    publish = {**asks, **hidden(html, f"{DRAFT}/publish")}
    assert marta.post(f"{DRAFT}/publish", data=publish).status_code == 303
    listed = words(page(campus.anonymous("college"), f"/frameworks/{CYBER_DEFENSE}/versions"))
    assert "Marta Lindqvist," in listed
    assert "Asked for by Joe Akande" in listed


def test_at_an_employer_the_jobs_that_ask_for_what_goes_are_named(federation: Federation) -> None:
    renee = federation.browser("employer", "renee")
    [here] = set(
        re.findall(r'href="(/frameworks/[0-9a-f-]{36})">Northgate Utilities: Sec', page(renee, "/frameworks"))
    )
    renee.post(f"{here}/draft")
    place = re.search(r"\?at=([0-9a-f-]+)#p-", page(renee, f"{here}/draft?q=NG-MD-2"))
    assert place
    taken = renee.post(f"{here}/draft/places/{place[1]}/take-out", data={"seen": "0"})
    assert taken.status_code == 303
    said = words(page(renee, f"{here}/draft/publish"))
    assert "It goes out of use, but is used by" in said
    assert "the job “Security Operations Analyst I" in said
    renee.post(f"{here}/draft/discard", data={"sure": "y"})
