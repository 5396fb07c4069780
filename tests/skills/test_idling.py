"""Whatever does not count says why, each in its own words, in the match and again from its receipt."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.evidence import Evidence, Requirement
from skills.graph import Graph, Link, Status
from skills.matching import Match, match
from skills.recomputing import receipt_json, recompute
from skills.settings import Settings
from tests.skills.graphs import a_graph, asked, uri
from tests.skills.test_witnesses import HELD, ITEMS, KINDS, packages
from tests.skills.test_witnesses import uri as item

EXACT_ONLY = Settings(related=Fraction(0), earlier=Fraction(0), implied=Fraction(0))
SUGGESTED = Link("a-proposal", "exactMatchOf", uri(12), uri(11), "suggested", "Proposals")
REJECTED = Link("a-proposal", "exactMatchOf", uri(12), uri(11), "rejected", "Proposals")
CHAIN = a_graph((11, "precedes", 12), (12, "precedes", 13), (13, "precedes", 14), (14, "precedes", 15))
TWICE = a_graph((11, "isRelatedTo", 12), (12, "isRelatedTo", 13))
HELD_12 = Evidence("badge", {uri(12): None}, label="A badge")

# sentence: the graph, the settings, the evidence, and why it does not count
CASES: dict[str, tuple[Graph, Settings, list[Evidence], str]] = {
    "withdrawn, or refused by any other check": (
        a_graph(),
        Settings(),
        [Evidence("badge", {uri(11): None}, False, "it was withdrawn by its issuer.")],
        "it was withdrawn by its issuer.",
    ),
    "refused without a reason": (
        a_graph(),
        Settings(),
        [Evidence("badge", {uri(11): None}, False)],
        "its checks did not pass",
    ),
    "past the age that is accepted": (
        a_graph(),
        Settings(oldest_days=365),
        [Evidence("badge", {uri(11): None}, age_days=400)],
        "it is 400 days old, and at most 365 are accepted",
    ),
    "without a date where age counts": (
        a_graph(),
        Settings(oldest_days=365),
        [Evidence("badge", {uri(11): None})],
        "it states no date, and at most 365 days are accepted",
    ),
    "aligned to nothing": (
        a_graph(),
        Settings(),
        [Evidence("badge")],
        "it names no statement of any framework.",
    ),
    "aligned to a framework that nobody here knows": (
        a_graph(),
        Settings(),
        [Evidence("badge", {"https://elsewhere.example/1": 2})],
        "it names statements of frameworks that are not kept here.",
    ),
    "aligned to something that is not asked": (
        a_graph(),
        Settings(),
        [HELD_12],
        "it speaks for nothing this job asks.",
    ),
    "outdone": (
        a_graph((12, "isRelatedTo", 11)),
        Settings(),
        [Evidence("best", {uri(11): None}), HELD_12],
        "other credentials show the same at least as well.",
    ),
    "linked by a link that is only suggested": (
        a_graph(more=[SUGGESTED]),
        Settings(),
        [HELD_12],
        "a link that would lead from it to what is asked is not confirmed.",
    ),
    "linked by a link that was rejected": (
        a_graph(more=[REJECTED]),
        Settings(),
        [HELD_12],
        "a link that would lead from it to what is asked is not confirmed.",
    ),
    "related, where only exact links count": (
        a_graph((12, "isRelatedTo", 11)),
        EXACT_ONLY,
        [HELD_12],
        "it is only related to what is asked, and at this setting that counts for nothing.",
    ),
    "later, where only exact links count": (
        a_graph((11, "precedes", 12)),
        EXACT_ONLY,
        [HELD_12],
        "it only comes after what is asked, and at this setting that counts for nothing.",
    ),
    "the whole, where only exact links count": (
        a_graph((11, "isChildOf", 12)),
        EXACT_ONLY,
        [HELD_12],
        "it only names the whole of what is asked, and at this setting that counts for nothing.",
    ),
    "linked over too many steps": (
        CHAIN,
        Settings(),
        [Evidence("badge", {uri(15): None})],
        "the way from it to what is asked takes 4 steps, and at most 3 count.",
    ),
    "linked over two related steps": (
        TWICE,
        Settings(),
        [Evidence("badge", {uri(13): None})],
        "links lead from it to what is asked, but by no way that counts.",
    ),
    "without a level, where that counts for nothing": (
        a_graph(),
        Settings(level_not_stated=Fraction(0)),
        [Evidence("badge", {uri(11): None})],
        "it states no level, and at this setting that counts for nothing.",
    ),
}


def found_in(graph: Graph, chosen: Settings, held: list[Evidence]) -> Match:
    return match([asked(11, level_asked=2)], held, graph, chosen)


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_evidence_that_does_not_count_has_its_own_reason(case: str) -> None:
    graph, chosen, held, reason = CASES[case]
    found = found_in(graph, chosen, held)
    written = json.loads(json.dumps(receipt_json(found, held, graph, checks={}, digests={}, head={})))
    told = {one["evidence"]: one["reason"] for one in written["notCounted"]}
    assert told == {held[-1].id: reason}
    assert recompute(written) == []


def test_no_two_kinds_share_a_reason() -> None:
    reasons = [reason for *_, reason in CASES.values()]
    assert len(reasons) == len(set(reasons)) + 1, "suggested and rejected links are both not confirmed"


def test_a_level_below_the_one_asked_counts_in_part_and_says_so() -> None:
    held = [Evidence("badge", {uri(11): 1})]
    row = found_in(a_graph(), Settings(), held).requirements[0]
    assert (str(row.quality), row.level_note) == ("1/2", "level 1 held, level 2 asked: counts 1/2")


STATUSES = st.sampled_from(["confirmed", "imported", "suggested", "rejected", "retired"])
MORE = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(KINDS), st.sampled_from(ITEMS), STATUSES), max_size=24
)


@settings(deadline=None, max_examples=120)
@given(rows=MORE, held=HELD, wanted=st.sets(st.sampled_from(ITEMS), min_size=1, max_size=3))
@pytest.mark.parametrize("chosen", [Settings(), EXACT_ONLY, Settings(most_steps=1)])
def test_every_reason_comes_out_of_the_receipt_again(
    chosen: Settings,
    rows: list[tuple[int, str, int, Status]],
    held: list[tuple[int, int | None, bool]],
    wanted: set[int],
) -> None:
    more = [
        Link(f"link-{n}", kind, item(one), item(other), status)
        for n, (one, kind, other, status) in enumerate(rows)
    ]
    graph = Graph(packages([]), more)
    pieces = [Evidence(f"e{n}", {item(i): rank}, valid) for n, (i, rank, valid) in enumerate(held)]
    found = match([Requirement(f"R{n}", item(n), "") for n in sorted(wanted)], pieces, graph, chosen)
    written = receipt_json(found, pieces, graph, checks={}, digests={}, head={})
    assert recompute(json.loads(json.dumps(written))) == []
    counted = {name for row in found.requirements for name in row.evidence}
    told = [one["evidence"] for one in written["notCounted"]]
    assert sorted([*counted, *told]) == sorted(piece.id for piece in pieces)
