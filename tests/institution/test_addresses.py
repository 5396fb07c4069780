"""Permanent addresses: a page for people and CASE JSON for machines, whatever the address names."""

import json
import sys
from datetime import UTC, datetime

import pytest

from institution.importing import bring_in
from tests.institution.campus import (
    COLLEGE,
    CROSSWALK,
    CYBER_DEFENSE,
    SCRIPT,
    TRIAGE_OUTCOME,
    UNBROKEN,
    Campus,
    page,
    paper,
    words,
)
from tests.institution.packages import JSON, a_package, an_association, an_item

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
MACHINE = {"Accept": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}

FRAMEWORK, LINKS = paper("cyber-defense"), paper("crosswalk")
RUBRIC: JSON = FRAMEWORK["CFRubrics"][0]
CRITERION: JSON = RUBRIC["CFRubricCriteria"][0]
LEVEL: JSON = CRITERION["CFRubricCriterionLevels"][1]
DEFINED: JSON = FRAMEWORK["CFDefinitions"]
LICENCE: JSON = DEFINED["CFLicenses"][0]

THINGS: dict[str, tuple[JSON, str, str, str]] = {
    "an item": (FRAMEWORK["CFItems"][0], "CFItems", FRAMEWORK["CFItems"][0]["identifier"], "Cyber Defense"),
    "a link": (
        LINKS["CFAssociations"][0],
        "CFAssociations",
        LINKS["CFAssociations"][0]["identifier"],
        "Confirmed by",
    ),
    "a rubric": (RUBRIC, "CFRubrics", RUBRIC["identifier"], "Proficient."),
    "a criterion": (CRITERION, "CFRubrics", RUBRIC["identifier"], "Proficient."),
    "a level": (LEVEL, "CFRubrics", RUBRIC["identifier"], "This level"),
    "a concept": (DEFINED["CFConcepts"][0], "CFConcepts", DEFINED["CFConcepts"][0]["identifier"], "Concept"),
    "a subject": (DEFINED["CFSubjects"][0], "CFSubjects", DEFINED["CFSubjects"][0]["identifier"], "Subject"),
    "a licence": (LICENCE, "CFLicenses", LICENCE["identifier"], "Creative Commons"),
    "an item type": (
        DEFINED["CFItemTypes"][0],
        "CFItemTypes",
        DEFINED["CFItemTypes"][0]["identifier"],
        "Type of outcome",
    ),
    "a group of links": (
        DEFINED["CFAssociationGroupings"][0],
        "CFAssociationGroupings",
        DEFINED["CFAssociationGroupings"][0]["identifier"],
        "Group of links",
    ),
}


@pytest.mark.parametrize(("thing", "collection", "sourced_id", "said"), THINGS.values(), ids=THINGS)
def test_one_address_answers_people_with_a_page_and_machines_with_case(
    looked_at: Campus, thing: JSON, collection: str, sourced_id: str, said: str
) -> None:
    visitor, path = looked_at.anonymous("college"), thing["uri"].removeprefix(COLLEGE)
    shown = visitor.get(path, headers=BROWSER)
    assert (shown.status_code, shown.headers["Vary"]) == (200, "Accept, Cookie")
    assert said in words(shown.get_data(as_text=True))
    led = visitor.get(path, headers=MACHINE)
    assert led.status_code == 303
    assert led.location == f"/ims/case/v1p1/{collection}/{sourced_id}"
    answer = visitor.get(led.location)
    assert answer.status_code == 200
    assert thing["uri"] in answer.get_data(as_text=True)


def test_a_documents_address_leads_people_to_its_tree_and_machines_to_case(looked_at: Campus) -> None:
    visitor, path = looked_at.anonymous("college"), f"/uri/{CYBER_DEFENSE}"
    assert visitor.get(path, headers=BROWSER).location == f"/frameworks/{CYBER_DEFENSE}"
    assert visitor.get(path, headers=MACHINE).location == f"/ims/case/v1p1/CFDocuments/{CYBER_DEFENSE}"


def test_who_asks_for_nothing_in_particular_gets_the_page(looked_at: Campus) -> None:
    assert looked_at.anonymous("college").get(f"/uri/{TRIAGE_OUTCOME}").mimetype == "text/html"


def test_an_address_in_capital_letters_is_the_same_address(looked_at: Campus) -> None:
    assert looked_at.anonymous("college").get(f"/uri/{TRIAGE_OUTCOME.upper()}").status_code == 200


@pytest.mark.parametrize("headers", [BROWSER, MACHINE])
@pytest.mark.parametrize("identifier", ["00000000-0000-4000-8000-000000000000", "nothing", "'; --"])
def test_an_unknown_address_is_not_found(looked_at: Campus, identifier: str, headers: dict[str, str]) -> None:
    assert looked_at.anonymous("college").get(f"/uri/{identifier}", headers=headers).status_code == 404


def test_an_outcomes_page_tells_the_whole_of_it(looked_at: Campus) -> None:
    said = words(page(looked_at.anonymous("college"), f"/uri/{TRIAGE_OUTCOME}"))
    for words_of_it in (
        "Triage alerts as true or false, set their urgency",
        "CYD225-3",
        "Type Outcome",
        "Part of CYD 225 Security Event Triage",
        "1 of 3 Developing. Sorts clear cases",
        "1 link to other frameworks",
        "Same as NG-MD-2 Triage alerts and state impact",
        "Joe Akande , Curriculum lead, Riverbend Community College , 8 September 2026",
        "Achievements that show it CYD 225 Security Event Triage",
    ):
        assert words_of_it in said


def test_a_partners_copy_has_no_page_at_our_addresses_and_is_seen_inside_only(campus: Campus) -> None:
    package = a_package("https://partner.example", title="A framework from elsewhere")
    with campus.session() as session:
        text = json.dumps(package).encode()
        bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    visitor, joe = campus.anonymous("college"), campus.browser("college", "joe")
    identifier = package["CFDocument"]["identifier"]
    for named in (
        identifier,
        package["CFItems"][0]["identifier"],
        package["CFAssociations"][0]["identifier"],
    ):
        assert visitor.get(f"/uri/{named}").status_code == 404
    assert visitor.get(f"/ims/case/v1p1/CFPackages/{identifier}").status_code == 404
    assert "A framework from elsewhere" not in page(visitor, "/frameworks")
    assert visitor.get(f"/frameworks/{identifier}").location == f"/sign-in?next=/frameworks/{identifier}"
    assert "A framework from elsewhere" in page(joe, "/frameworks")
    assert f'href="{package["CFItems"][1]["uri"]}"' in page(joe, f"/frameworks/{identifier}")


def test_a_crosswalk_is_a_list_of_links_with_who_confirmed_them(looked_at: Campus) -> None:
    html = page(looked_at.anonymous("college"), f"/frameworks/{CROSSWALK}")
    assert html.count('data-label="Confirmed by"') == 24
    assert "Joe Akande, <time" in html


def test_script_in_every_text_of_a_framework_comes_out_inert(campus: Campus) -> None:
    item = an_item("P-1", COLLEGE)
    texts = ("fullStatement", "abbreviatedStatement", "humanCodingScheme", "notes", "CFItemType")
    package = a_package(COLLEGE, items=[{**item, **dict.fromkeys(texts, SCRIPT)}], associations=[])
    heads = ("title", "creator", "publisher", "description", "version", "notes", "adoptionStatus")
    package["CFDocument"] |= dict.fromkeys(heads, SCRIPT)
    with campus.session() as session:
        bring_in(session, json.dumps(package).encode(), source=SCRIPT, base=COLLEGE, by=SCRIPT, now=NOW)
        session.commit()
    joe, identifier = campus.browser("college", "joe"), package["CFDocument"]["identifier"]
    paths = ("/frameworks", f"/frameworks/{identifier}", f"/frameworks/{identifier}?q=script")
    for path in (*paths, f"/uri/{item['identifier']}", f"/frameworks/{identifier}?q={SCRIPT}"):
        html = page(joe, path)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_a_name_without_a_space_is_shown_whole(campus: Campus) -> None:
    item = an_item("P-1", COLLEGE, abbreviatedStatement=UNBROKEN)
    with campus.session() as session:
        text = json.dumps(a_package(COLLEGE, items=[item], associations=[])).encode()
        bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    assert UNBROKEN in page(campus.anonymous("college"), f"/uri/{item['identifier']}")


STANDINGS: dict[str, tuple[JSON, JSON, str]] = {
    "retired": ({"statusEndDate": "2026-06-30"}, {}, "No longer in use since 30 June 2026."),
    "retired today": ({"statusEndDate": "2026-11-23"}, {}, "No longer in use since 23 November 2026."),
    "retired tomorrow": ({"statusEndDate": "2026-11-24"}, {}, "In use until 24 November 2026."),
    "of a retired framework": (
        {},
        {"adoptionStatus": "Retired", "statusEndDate": "2026-01-31"},
        "Its framework is no longer in use since 31 January 2026.",
    ),
    "of a deprecated framework": ({}, {"adoptionStatus": "Deprecated"}, "Its framework is no longer in use."),
    "replaced without a date": ({}, {}, "Something newer has taken its place."),
    "in use": ({}, {"adoptionStatus": "Implemented"}, ""),
}


@pytest.mark.parametrize("standing", STANDINGS)
def test_an_item_that_is_no_longer_in_use_stays_and_says_so(
    campus: Campus, standing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more, head, said = STANDINGS[standing]
    monkeypatch.setattr(sys.modules["institution.pages.addresses"], "now", lambda: NOW)
    items = [an_item("Old", COLLEGE, **more), an_item("New", COLLEGE)]
    links = [an_association("replacedBy", "Old", "New", COLLEGE)] if standing != "in use" else []
    package = a_package(COLLEGE, items=items, associations=links)
    package["CFDocument"] |= head
    with campus.session() as session:
        bring_in(session, json.dumps(package).encode(), source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    visitor, path = campus.anonymous("college"), f"/uri/{items[0]['identifier']}"
    html = page(visitor, path)
    for sentence in {found for _, _, found in STANDINGS.values() if found}:
        assert (sentence in html) == (sentence == said)
    assert html.count("Replaced by") == len(links)
    for headers in (BROWSER, MACHINE):
        named = visitor.get(path, headers=headers).headers.get("Link", "")
        assert named == (f'<{items[1]["uri"]}>; rel="successor-version"' if links else "")
    machine = visitor.get(path, headers=MACHINE).location
    assert visitor.get(machine).get_json()["fullStatement"] == "Statement of Old"
    pair = visitor.get(machine.replace("CFItems", "CFItemAssociations"))
    kinds = [one["associationType"] for one in pair.get_json().get("CFAssociations", ())]
    assert kinds == (["replacedBy"] if links else [])


def test_an_items_page_leads_to_what_machines_read_of_it(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    html = page(visitor, f"/uri/{TRIAGE_OUTCOME}")
    for kind in ("CFItems", "CFItemAssociations"):
        path = f"/ims/case/v1p1/{kind}/{TRIAGE_OUTCOME}"
        assert f'href="{path}"' in html
        assert visitor.get(path).status_code == 200


def test_what_takes_the_place_of_an_item_may_be_in_another_framework(campus: Campus) -> None:
    older = a_package(COLLEGE, title="Older", items=[an_item("Old", COLLEGE)], associations=[])
    newer = a_package(
        COLLEGE,
        title="Newer",
        items=[an_item("New", COLLEGE)],
        associations=[an_association("replacedBy", "Old", "New", COLLEGE)],
    )
    with campus.session() as session:
        for package in (older, newer):
            bring_in(session, json.dumps(package).encode(), source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    old, new = older["CFItems"][0], newer["CFItems"][0]
    html = page(campus.anonymous("college"), f"/uri/{old['identifier']}")
    assert f'Replaced by <a href="{new["uri"]}">New</a>' in html
    assert "No links" in html
