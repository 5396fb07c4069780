"""Frameworks: stored whole, found again, shown as a tree, and quick however large."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from institution import frameworks, outcomes
from institution.awarding import find_awards
from institution.importing import bring_in
from institution.records import Framework
from skills.case import package_json
from tests.institution.campus import COLLEGE, CYBER_DEFENSE, TRIAGE_OUTCOME, Campus, page, paper
from tests.institution.packages import JSON, a_package, an_association, an_item, link
from tests.official import OFFICIAL
from webapp.errors import NotFoundRefusal, Refusal
from webapp.seeding import site_of

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
ELSEWHERE = "https://partner.example"


def bring(session: Session, package: JSON) -> Framework:
    """Bring a package in."""
    text = json.dumps(package).encode()
    return bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW).framework


def test_what_was_stored_comes_out_as_it_went_in(looked_at: Campus) -> None:
    for name in ("cyber-defense", "nursing-assistant"):
        source = paper(name)
        with looked_at.session() as session:
            framework = frameworks.framework_with(session, source["CFDocument"]["identifier"])
            assert package_json(frameworks.package_of(session, framework)) == source


def test_an_item_stands_below_every_parent_in_the_stated_order(looked_at: Campus) -> None:
    with looked_at.session() as session:
        [degree] = frameworks.branches(session, frameworks.framework_with(session, CYBER_DEFENSE))
        certificates = [branch for branch in degree.children if branch.item.kind == "Certificate"]
        courses = [[branch.item.code for branch in one.children] for one in certificates]
        assert courses == [["CYD101", "CYD115", "CYD120"], ["CYD120", "CYD210", "CYD225", "CYD230"]]
        assert degree.below == 60
        assert certificates[0].nouns == ("outcome", "outcomes")
        way = frameworks.way_to([degree], certificates[1].children[2].children[0].item.identifier)
        assert [branch.item.code for branch in way] == ["RBCC-CYD-AAS", "RBCC-CYD-SOC", "CYD225", "CYD225-1"]
        assert frameworks.way_to([degree], "nowhere") == ()


def test_items_without_a_parent_and_without_a_number_come_last(campus: Campus) -> None:
    items = [an_item(name, COLLEGE) for name in ("B", "A", "Z")]
    associations = [an_association("isChildOf", name, "A", COLLEGE) for name in ("Z",)]
    with campus.session() as session:
        stored = bring(session, a_package(COLLEGE, items=items, associations=associations))
        tree = frameworks.branches(session, stored)
        assert [(branch.item.code, branch.below) for branch in tree] == [("B", 0), ("A", 1)]


SEARCHES = {
    "a code in small letters": ("cyd225-3", ["CYD225-3"]),
    "two words, each somewhere": ("impact triage", ["CYD225-3"]),
    "a word of the long statement only": ("urgency person", ["CYD225-3"]),
    "a percent sign is no wildcard": ("%", []),
    "an underscore is no wildcard": ("_", []),
    "nothing has it": ("plumbing", []),
}


@pytest.mark.parametrize(("typed", "codes"), SEARCHES.values(), ids=SEARCHES)
def test_search_finds_what_has_every_word(looked_at: Campus, typed: str, codes: list[str]) -> None:
    with looked_at.session() as session:
        framework = frameworks.framework_with(session, CYBER_DEFENSE)
        found = frameworks.search(session, framework, typed, most=10)
        assert [item.code for item in found] == codes


def test_a_newer_version_takes_the_place_of_the_older(campus: Campus) -> None:
    first, second = a_package(COLLEGE), a_package(COLLEGE)
    second["CFItems"].append(an_item("P-3", COLLEGE))
    with campus.session() as session:
        position = bring(session, first).position
        stored = bring(session, second)
        assert stored.position == position
        assert [item.code for item in frameworks.items_of(session, stored)] == ["P", "P-1", "P-2", "P-3"]
        assert frameworks.counts(session)[stored.identifier] == (4, 2)


def drops_an_outcome(package: JSON) -> JSON:
    del package["CFItems"][2]
    package["CFAssociations"] = package["CFAssociations"][1:]
    return package


def borrows_an_item(package: JSON) -> JSON:
    package["CFDocument"] |= link("Another framework", COLLEGE)
    package["CFAssociations"] = []
    return package


def borrows_an_association(package: JSON) -> JSON:
    borrowed = package["CFAssociations"][0]["identifier"]
    other = a_package(
        COLLEGE, title="Other", items=[an_item(n, COLLEGE) for n in ("X", "Y")], associations=[]
    )
    association = an_association("isChildOf", "X", "Y", COLLEGE)
    return {**other, "CFAssociations": [{**association, "identifier": borrowed}]}


def moves_away(package: JSON) -> JSON:
    package["CFDocument"]["uri"] = f"{ELSEWHERE}/uri/{package['CFDocument']['identifier']}"
    return package


REFUSED: dict[str, tuple[Callable[[JSON], JSON], str]] = {
    "a published outcome is gone": (drops_an_outcome, "item_dropped"),
    "another framework has its items": (borrows_an_item, "item_exists"),
    "another framework has its association": (borrows_an_association, "item_exists"),
    "the same framework from elsewhere": (moves_away, "framework_exists"),
}


@pytest.mark.parametrize(("change", "code"), REFUSED.values(), ids=REFUSED)
def test_what_would_break_addresses_is_refused_and_nothing_is_written(
    campus: Campus, change: Callable[[JSON], JSON], code: str
) -> None:
    with campus.session() as session:
        bring(session, a_package(COLLEGE))
        session.commit()
        before = frameworks.counts(session)
        with pytest.raises(Refusal) as refused:
            bring(session, change(a_package(COLLEGE)))
        assert refused.value.code == code
        session.rollback()
        assert frameworks.counts(session) == before


def test_a_partners_framework_may_drop_items_for_its_addresses_are_not_ours(campus: Campus) -> None:
    with campus.session() as session:
        assert not bring(session, a_package(ELSEWHERE)).own
        stored = bring(session, drops_an_outcome(a_package(ELSEWHERE)))
        assert len(frameworks.items_of(session, stored)) == 2


def test_an_unknown_framework_is_not_found(looked_at: Campus) -> None:
    with looked_at.session() as session, pytest.raises(NotFoundRefusal):
        frameworks.framework_with(session, "nowhere")


@pytest.mark.skipif(OFFICIAL is None, reason="the official publications are not on this machine")
def test_nice_comes_in_whole_and_its_page_asks_as_little_as_a_small_one(campus: Campus) -> None:
    assert OFFICIAL is not None
    text = (OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes()
    with campus.session() as session:
        nice = bring_in(session, text, source="NIST", base=COLLEGE, by="Joe", now=NOW).framework
        session.commit()
        kinds = [item.kind for item in frameworks.items_of(session, nice)]
        tree = frameworks.branches(session, nice)
        category = next(branch for branch in tree if branch.children)
    counted = {
        kind: kinds.count(kind) for kind in ("Work role", "Task", "Knowledge", "Skill", "Competency area")
    }
    assert list(counted.values()) == [41, 946, 662, 540, 11]
    asked: list[str] = []
    engine = site_of(campus.college).storage.engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    visitor = campus.anonymous("college")
    html = page(visitor, f"/frameworks/{nice.identifier}")
    assert len(asked) <= 8
    assert "OVERSIGHT and GOVERNANCE" in html
    assert len(html) < 120_000
    fragment = page(
        visitor, f"/frameworks/{nice.identifier}?branch={category.item.identifier}", **{"HX-Request": "true"}
    )
    assert fragment.count("<details") == len(category.children)
    whole = page(visitor, f"/frameworks/{nice.identifier}?branch={category.item.identifier}")
    assert fragment.count("<details") + len([b for b in tree if b.children]) + 2 == whole.count("<details")


def test_each_database_stores_searches_and_links_alike(tmp_path: Path, database_url: str) -> None:
    campus = Campus(tmp_path, database=database_url)
    with campus.session() as session:
        framework = frameworks.framework_with(session, CYBER_DEFENSE)
        found = frameworks.search(session, framework, "TRIAGE impact", most=10)
        assert [item.code for item in found] == ["CYD225-3"]
        assert outcomes.first_parents(session, framework, [found[0].uri])[found[0].uri].code == "CYD225"
        assert sum(outcomes.link_counts(session, framework).values()) == 24
        assert len(find_awards(session, "ana _%", most=10)) == 0
        [degree] = frameworks.branches(session, framework)
        assert degree.below == 60
    assert "NG-MD-2" in page(campus.anonymous("college"), f"/uri/{TRIAGE_OUTCOME}")
    campus.close()


CONTRADICTIONS = {
    "a circle of parts through another framework": (
        ("isPartOf", "Q-1", "P", ELSEWHERE),
        ("isPartOf", "P", "Q-1", COLLEGE),
        "closes a circle of parts",
    ),
    "the same as what it is a part of": (
        ("exactMatchOf", "Q-1", "P", ELSEWHERE),
        ("isPartOf", "Q-1", "P", ELSEWHERE),
        "one item both the same as another and a part of it",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_links_that_contradict_another_framework_are_refused_and_nothing_is_stored(
    campus: Campus, case: str
) -> None:
    first, second, told = CONTRADICTIONS[case]

    def crosswalk(title: str, kind: str, origin: str, destination: str, base: str) -> JSON:
        far = COLLEGE if base == ELSEWHERE else ELSEWHERE
        linked = an_association(kind, origin, destination, base, far=far)
        return a_package(f"{base}/{title}", title=title, items=[], associations=[linked])

    with campus.session() as session:
        bring(session, a_package(COLLEGE))
        bring(session, a_package(ELSEWHERE, title="Q", items=[an_item("Q-1", ELSEWHERE)], associations=[]))
        bring(session, crosswalk("One", *first))
        with pytest.raises(Refusal, match="contradict") as refused:
            bring(session, crosswalk("Two", *second))
        assert told in refused.value.meaning
        assert "CFAssociations[0]" in refused.value.meaning
        assert not [one for one in frameworks.all_frameworks(session) if one.title == "Two"]
