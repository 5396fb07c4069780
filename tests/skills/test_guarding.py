"""What associations must keep to; the fast way and the SHACL shapes find the same."""

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills import guarding, shapes
from skills.case import Notice, Package, Problem, read_package
from skills.case.members import ASSOCIATION_TYPES
from skills.guarding import REASONS
from tests.skills.institutions import packages as institutions
from tests.skills.packages import a_package, an_association, an_item, named

BY = [{"name": "Joe", "role": "Lead", "institution": "Riverbend", "date": "2026-09-04"}]
CONFIRMED = {"extensions": {"confirmedBy": BY}}


def framework(number: int, *links: tuple[Any, ...]) -> Package:
    """Framework 1 holds items 11 to 16, framework 2 items 21 to 26; links are read without being checked."""
    document = a_package() | {"CFAssociations": []}
    document["CFDocument"] |= named(number)
    document["CFItems"] = [an_item(number * 10 + n) for n in range(1, 7)]
    return replace(read_package(document), associations=tuple(associations(links)))


def associations(links: tuple[tuple[Any, ...], ...]) -> list[dict[str, Any]]:
    return [
        an_association(100 + n, link[0], link[1], link[2], **(link[3] if len(link) > 3 else CONFIRMED))
        for n, link in enumerate(links)
    ]


def crosswalk(*links: tuple[Any, ...]) -> Package:
    return replace(framework(3, *links), items=())


TWO = (framework(1, (12, "isChildOf", 11)), framework(2, (21, "precedes", 22)))


def rules(found: list[Problem]) -> set[tuple[str, str]]:
    names = {reason: rule for rule, reason in REASONS.items()}
    return {(one.place, names[one.reason.split(" (")[0]]) for one in found}


BREACHES = {
    "an item that nobody holds": ((11, "isRelatedTo", 99), "ends_resolve"),
    "a type of no standard": ((11, "isLike", 21), "known_type"),
    "an item linked to itself": ((11, "isRelatedTo", 11), "not_itself"),
    "two items of one framework said to be the same": ((11, "exactMatchOf", 13), "match_across"),
    "the same as what it is a part of": ((12, "exactMatchOf", 11), "match_or_part"),
    "a part of its own part": ((11, "isPartOf", 12), "no_circle_of_parts"),
    "before what comes before it": ((22, "precedes", 21), "no_circle_of_order"),
    "confirmed by nobody": ((11, "exactMatchOf", 21, {}), "confirmed_by_name"),
    "confirmed by somebody at no time": (
        (11, "exactMatchOf", 21, {"extensions": {"confirmedBy": [{"name": "Joe"}]}}),
        "confirmed_by_name",
    ),
    "a suggestion": (
        (11, "exactMatchOf", 21, {"extensions": {"confirmedBy": BY, "status": "suggested"}}),
        "no_suggestion",
    ),
}


@pytest.mark.parametrize("case", BREACHES)
@pytest.mark.parametrize("way", [guarding.problems, shapes.problems], ids=["fast", "SHACL"])
def test_each_rule_is_broken_by_its_example(case: str, way: Any) -> None:
    link, rule = BREACHES[case]
    found = rules(way(crosswalk((11, "exactMatchOf", 22), link), TWO))
    assert ("CFAssociations[1]", rule) in found
    assert ("CFAssociations[0]", rule) not in found


@pytest.mark.parametrize("way", [guarding.problems, shapes.problems], ids=["fast", "SHACL"])
def test_what_keeps_to_the_rules_passes(way: Any) -> None:
    good = crosswalk((11, "exactMatchOf", 21), (12, "isRelatedTo", 22), (13, "ext:isNotRelatedTo", 23))
    assert way(good, TWO) == []


@pytest.mark.parametrize("way", [guarding.problems, shapes.problems], ids=["fast", "SHACL"])
def test_what_only_its_publisher_can_mend_is_told_of_a_framework_of_others(way: Any) -> None:
    foreign = crosswalk((11, "exactMatchOf", 99, {}), (11, "isRelatedTo", 11))
    assert [(type(one), one.place) for one in way(foreign, TWO, published=False)] == [
        (Notice, "CFAssociations[0]"),  # where it leads
        (Notice, "CFAssociations[0]"),  # who confirmed it
        (Problem, "CFAssociations[1]"),
    ]


def test_a_problem_names_both_ends() -> None:
    (found,) = guarding.problems(crosswalk((11, "isRelatedTo", 11)), TWO)
    assert str(found) == (
        f"CFAssociations[0]: links an item to itself ({named(11)['uri']} isRelatedTo {named(11)['uri']})"
    )


ENDS = st.sampled_from([10, *range(11, 15), *range(21, 25), 99])
KINDS = st.sampled_from([*ASSOCIATION_TYPES, "isChildOf", "exactMatchOf", "precedes", "ext:like"])
MEMBERS = st.sampled_from([CONFIRMED, {}, {"extensions": {"confirmedBy": BY, "status": "rejected"}}])
LINKS = st.lists(st.tuples(ENDS, KINDS, ENDS, MEMBERS), max_size=8)


@settings(max_examples=10)
@given(links=LINKS, inside=LINKS)
def test_the_fast_way_and_the_shapes_find_the_same(links: list[Any], inside: list[Any]) -> None:
    first, second = framework(1, *inside), TWO[1]
    for package, others in ((crosswalk(*links), (first, second)), (first, ())):
        assert guarding.problems(package, others) == shapes.problems(package, others)


def test_the_samples_keep_to_the_rules() -> None:
    for package in (one for one in institutions() if len(one.associations) < 50):
        others = [one for one in institutions() if one is not package]
        assert guarding.problems(package, others) == shapes.problems(package, others) == []


def test_thousands_of_links_take_no_second() -> None:
    chain = framework(1, *((11 + n % 4, "isRelatedTo", 12 + n % 4) for n in range(5_000)))
    begun = time.process_time()
    assert guarding.problems(chain) == []
    assert time.process_time() - begun < 1
