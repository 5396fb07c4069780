"""One outcome: its links with who confirmed them, its place, its levels, its retirement."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from institution import frameworks, outcomes
from institution.importing import bring_in
from institution.records import Item
from tests.institution.campus import COLLEGE, CROSSWALK, CYBER_DEFENSE, TRIAGE_OUTCOME, Campus
from tests.institution.packages import a_package, an_association, an_item

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)


def test_a_link_names_the_competency_and_who_confirmed_it_and_when(looked_at: Campus) -> None:
    with looked_at.session() as session:
        [link] = outcomes.links_of(session, session.get_one(Item, TRIAGE_OUTCOME))
    assert (link.words, link.title) == ("Same as", "NG-MD-2 Triage alerts and state impact")
    assert link.uri.startswith("http://localhost:8003/uri/")
    assert [(one["name"], one["date"]) for one in link.confirmed_by] == [
        ("Joe Akande", date(2026, 9, 8)),
        ("Carl Jensen", date(2026, 9, 11)),
    ]


def test_the_counts_of_the_tree_are_the_links_of_the_pages(looked_at: Campus) -> None:
    with looked_at.session() as session:
        framework = frameworks.framework_with(session, CYBER_DEFENSE)
        counted = outcomes.link_counts(session, framework)
        items = frameworks.items_of(session, framework)
        assert sum(counted.values()) == 24
        for item in items:
            assert counted.get(item.uri, 0) == len(outcomes.links_of(session, item))


def test_links_across_frameworks_count_even_when_they_say_part_of(looked_at: Campus) -> None:
    with looked_at.session() as session:
        parts = [
            link
            for item in frameworks.items_of(session, frameworks.framework_with(session, CYBER_DEFENSE))
            for link in outcomes.links_of(session, item)
            if link.words == "Part of"
        ]
        crosswalk = frameworks.package_of(session, frameworks.framework_with(session, CROSSWALK))
    stated = [one for one in crosswalk.associations if one["associationType"] in ("isPartOf", "isChildOf")]
    assert len(parts) == len(stated) > 0


def test_an_outcome_knows_its_place_and_its_neighbours(looked_at: Campus) -> None:
    with looked_at.session() as session:
        item = session.get_one(Item, TRIAGE_OUTCOME)
        assert [one.code for one in outcomes.path_to(session, item)] == [
            "RBCC-CYD-AAS",
            "RBCC-CYD-SOC",
            "CYD225",
        ]
        [course] = outcomes.parents_of(session, item)
        assert [one.code for one in outcomes.parts_of(session, course)] == [
            f"CYD225-{n}" for n in range(1, 7)
        ]
        said = {link.words for link in outcomes.neighbours(session, course)}
        assert said <= {"Comes before", "Comes after"}
        assert said
        assert [one.code for one in outcomes.shown_by(session, item.uri)] == ["CYD225"]


def test_levels_stand_from_the_lowest_to_the_highest(looked_at: Campus) -> None:
    with looked_at.session() as session:
        framework = frameworks.framework_with(session, CYBER_DEFENSE)
        [criterion] = outcomes.criteria_of(framework, session.get_one(Item, TRIAGE_OUTCOME))
    names = [level["quality"] for level in criterion["CFRubricCriterionLevels"]]
    assert names == ["Developing", "Proficient", "Advanced"]
    mixed = [{"position": 3, "n": "c"}, {"position": 1, "n": "a"}, {"position": 2, "n": "b"}]
    assert [level["n"] for level in outcomes.in_order(mixed)] == ["a", "b", "c"]
    assert len(outcomes.level_counts(framework)) == 14


def test_a_retired_outcome_names_what_took_its_place(campus: Campus) -> None:
    items = [an_item("Old", COLLEGE, statusEndDate="2026-06-30"), an_item("New", COLLEGE)]
    links = [an_association("replacedBy", "Old", "New", COLLEGE)]
    with campus.session() as session:
        text = json.dumps(a_package(COLLEGE, items=items, associations=links)).encode()
        bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    html = campus.anonymous("college").get(f"/uri/{items[0]['identifier']}").get_data(as_text=True)
    assert "No longer in use since 30 June 2026." in html
    assert f'Replaced by <a href="{items[1]["uri"]}">New</a>' in html
    assert "Takes the place of" in campus.anonymous("college").get(f"/uri/{items[1]['identifier']}").get_data(
        as_text=True
    )


GARBAGE: dict[str, Any] = {
    "no extensions": {},
    "extensions are a text": {"extensions": "x"},
    "confirmedBy is a text": {"extensions": {"confirmedBy": "Joe"}},
    "an entry is a number": {"extensions": {"confirmedBy": [7]}},
    "an entry has no name": {"extensions": {"confirmedBy": [{"date": "2026-01-01"}]}},
}


@pytest.mark.parametrize("association", GARBAGE.values(), ids=GARBAGE)
def test_a_confirmation_that_cannot_be_read_names_nobody(association: dict[str, Any]) -> None:
    assert outcomes.confirmers(association) == ()


def test_a_confirmers_odd_date_is_left_out() -> None:
    found = outcomes.confirmers({"extensions": {"confirmedBy": [{"name": "Joe", "date": "last week"}]}})
    assert found[0]["date"] is None


def test_a_kind_of_link_that_nobody_knows_is_shown_by_its_own_name() -> None:
    assert outcomes.link_words("ext:inspiredBy") == "inspiredBy"
    assert outcomes.link_words("precedes", outward=False) == "Comes after"
