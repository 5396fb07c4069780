"""What partners publish is read over HTTP, kept as copies, and never taken for our own."""

import json

import pytest
from sqlmodel import select

from institution.records import Framework, Item
from tests.employer.conftest import Northgate
from tests.employer.pages import shown
from tests.employer.stand_in import badges_of

DOCUMENTS = "/ims/case/v1p1/CFDocuments"  # among which the college's decisions about links are looked for
KIND = "/health"  # where a site says whether it is a college's or an employer's
OUTCOMES = "/ims/case/v1p1/CFPackages/d597e199-d25c-52f3-a618-807b94c45046"


def partners(northgate: Northgate) -> str:
    """Give what the page of partners says."""
    return shown(northgate.browser("renee").get("/partners").get_data(as_text=True))


def test_nothing_is_read_before_it_is_needed(northgate: Northgate) -> None:
    assert "Read when first needed" in partners(northgate)
    assert northgate.college.asked == []


def test_the_first_match_reads_what_partners_publish_and_the_next_does_not(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    northgate.college.asked.clear()
    renee = northgate.browser("renee")
    renee.get(f"/applications/{applied.code}")
    assert northgate.college.asked == [OUTCOMES, KIND, DOCUMENTS]
    renee.get(f"/applications/{applied.code}")
    assert northgate.college.asked == [OUTCOMES, KIND, DOCUMENTS]
    page = partners(northgate)
    assert "73 statements, 83 links" in page
    with northgate.session() as session:
        own = {row.title: row.own for row in session.exec(select(Framework))}
        assert own["Riverbend Community College: Cyber Defense A.A.S. (sample)"] is False


def test_copies_are_not_published_as_ours(northgate: Northgate) -> None:
    northgate.browser("renee").post("/partners/copies")
    visitor = northgate.anonymous()
    answer = visitor.get("/ims/case/v1p1/CFDocuments", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    titles = [document["title"] for document in answer.get_json()["CFDocuments"]]
    assert "Riverbend Community College: Cyber Defense A.A.S. (sample)" not in titles


def test_when_a_partner_falls_silent_the_last_copy_is_used_and_said(northgate: Northgate) -> None:
    applied, renee = northgate.apply("ana"), northgate.browser("renee")
    renee.get(f"/applications/{applied.code}")
    northgate.college.down = True
    assert renee.post("/partners/copies").status_code == 303
    page = shown(renee.get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "A partner did not answer. The copy of" in page
    page = shown(northgate.browser("lou").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "Riverbend Community College did not answer. The copy of" in page
    assert "85.37 of 100" in page
    assert "Could not be read" in partners(northgate)
    northgate.college.down = False
    renee.post("/partners/copies")
    assert "did not answer" not in shown(renee.get(f"/applications/{applied.code}").get_data(as_text=True))


def test_a_silent_partner_is_not_asked_again_at_once(northgate: Northgate) -> None:
    applied, renee = northgate.apply_briefly("ana"), northgate.browser("renee")
    northgate.college.down = True
    northgate.college.asked.clear()
    renee.get(f"/applications/{applied.code}")
    renee.get(f"/applications/{applied.code}")
    assert northgate.college.asked == [OUTCOMES, DOCUMENTS]


def figure(html: str) -> str:
    """Give the score that a match page shows."""
    return html.split('class="score__figure">')[1].split(" ")[0]


def foreign(text: bytes) -> bytes:
    """Let a package name documents and items of another origin."""
    return text.replace(b"http://localhost:8001/uri/", b"http://elsewhere.example/uri/")


def grabbing(text: bytes) -> bytes:
    """Let a package claim one of the employer's own statements."""
    package = json.loads(text)
    package["CFItems"] = [
        {
            "identifier": "8cf224d1-3a0a-553e-9448-5a3a1ca0f386",
            "uri": "http://localhost:8003/uri/8cf224d1-3a0a-553e-9448-5a3a1ca0f386",
            "fullStatement": "Ours now",
            "lastChangeDateTime": "2026-09-08T09:00:00Z",
        }
    ]
    return json.dumps(package).encode()


def claiming(text: bytes) -> bytes:
    """Let a package pass itself off as the employer's own framework."""
    package = json.loads(text)
    package["CFDocument"]["identifier"] = "be109dc4-fa01-5e6e-9788-be93e1a2fe47"
    package["CFDocument"]["uri"] = "http://localhost:8003/uri/be109dc4-fa01-5e6e-9788-be93e1a2fe47"
    package["CFAssociations"] = []
    return json.dumps(package).encode()


SPOILT = {
    "no JSON": lambda text: b"<html>",
    "cut off": lambda text: text[: len(text) // 2],
    "not a number": lambda text: b'{"CFDocument": NaN}',
    "twice the same name": lambda text: b'{"CFDocument": {}, "CFDocument": {}}',
    "nothing": lambda text: b"",
    "of somebody else": foreign,
    "with a statement of ours": grabbing,
    "in place of our own framework": claiming,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_package_that_cannot_be_taken_leaves_everything_as_it_was(northgate: Northgate, spoil) -> None:  # type: ignore[no-untyped-def]
    applied = northgate.apply("ana", badges=badges_of("ana")[4:5])
    renee = northgate.browser("renee")
    path = f"/applications/{applied.code}"
    score = figure(renee.get(path).get_data(as_text=True))
    assert score != "0.00"
    with northgate.session() as session:
        before = sorted(session.exec(select(Item.uri)).all())
    northgate.college.pages[OUTCOMES] = spoil(northgate.college.pages[OUTCOMES])
    renee.post("/partners/copies")
    with northgate.session() as session:
        assert sorted(session.exec(select(Item.uri)).all()) == before
    page = renee.get(path).get_data(as_text=True)
    assert figure(page) == score
    assert "did not answer" in page
    assert "Could not be read" in partners(northgate)
