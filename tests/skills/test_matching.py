"""The match: levels, evidence that does not count, importance, must-haves and bands."""

from fractions import Fraction
from typing import Any

import pytest

from skills.matching import Evidence, Match, Requirement, Settings, match
from tests.skills.graphs import a_graph, asked, holding, quality, uri

LEVELS = {
    "no level asked": (None, None, "1", ""),
    "the level asked": (2, 2, "1", "level 2 held, level 2 asked"),
    "a higher level": (3, 2, "1", "level 3 held, level 2 asked"),
    "a lower level": (2, 3, "2/3", "level 2 held, level 3 asked: counts 2/3"),
    "no level stated": (None, 2, "1/2", "No level stated, level 2 asked: counts 1/2"),
    "practitioner where expert is asked": (3, 4, "3/4", "level 3 held, level 4 asked: counts 3/4"),
}


@pytest.mark.parametrize("sentence", LEVELS)
def test_levels(sentence: str) -> None:
    held, level, worth, note = LEVELS[sentence]
    row = match([asked(11, level_asked=level)], [holding(11, rank=held)], a_graph()).requirements[0]
    assert (str(row.quality), row.level_note) == (worth, note)


def test_a_level_and_a_path_multiply() -> None:
    graph = a_graph((11, "isRelatedTo", 12))
    assert quality(graph, 12, holding(11, rank=2), level_asked=3) == Fraction(1, 3)


def test_the_best_evidence_counts_not_the_first() -> None:
    graph = a_graph()
    low, high = holding(11, rank=1), Evidence("other", {uri(11): 2}, label="The better badge")
    row = match([asked(11, level_asked=2)], [low, high], graph).requirements[0]
    assert (row.evidence, row.ways[0].label) == (("other",), "The better badge")
    assert row.quality == 1


REFUSALS: dict[str, tuple[dict[str, Any], Settings, str]] = {
    "revoked": ({"valid": False, "reason": "Revoked by the issuer"}, Settings(), "Revoked by the issuer"),
    "refused without a reason": ({"valid": False}, Settings(), "its checks did not pass"),
    "too old": ({"age_days": 731}, Settings(oldest_days=730), "it is 731 days old, and at most 730"),
    "undated where age matters": ({}, Settings(oldest_days=730), "it states no date"),
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_evidence_that_does_not_count_says_why_and_leaves_the_next_best(sentence: str) -> None:
    members, settings, reason = REFUSALS[sentence]
    graph = a_graph((12, "isRelatedTo", 11))
    refused = Evidence("refused", {uri(11): None}, label="A badge", **members)
    next_best = Evidence("next", {uri(12): None}, age_days=10)
    found = match([asked(11), Requirement("R2", uri(15), "Else")], [refused, next_best], graph, settings)
    row = found.requirements[0]
    assert (row.quality, row.evidence) == (Fraction(1, 2), ("next",))
    assert [refusal.evidence for refusal in row.not_counted] == ["refused"]
    assert row.not_counted[0].reason.startswith(reason)
    assert found.not_counted == row.not_counted
    assert found.requirements[1].not_counted == (), "it would not have spoken for this"


def test_evidence_within_the_age_limit_counts() -> None:
    settings = Settings(oldest_days=730)
    assert quality(a_graph(), 11, holding(11, age_days=730), settings=settings) == 1


def test_the_weights_are_a_choice() -> None:
    graph = a_graph((11, "isRelatedTo", 12), (13, "isRelatedTo", 14))
    settings = Settings(related=Fraction(3, 10), partly=Fraction(1, 5))
    found = match([asked(12)], [holding(11)], graph, settings)
    assert found.score == 30
    assert found.requirements[0].outcome == "partly"
    assert found.to_json()["settings"]["related"] == "3/10"
    nothing = match([asked(12)], [holding(11)], graph, Settings(related=Fraction(0)))
    assert nothing.score == 0
    assert nothing.requirements[0].evidence == ()


def a_match(*rows: tuple[int, bool, str]) -> Match:
    """Match rows of importance, must-have, and the level held of 10 asked."""
    requirements = [
        Requirement(f"R{n}", uri(10 + n), "", importance, must_have, level_asked=10)
        for n, (importance, must_have, _) in enumerate(rows, start=1)
    ]
    held = [
        Evidence(f"e{n}", {uri(10 + n): int(level)})
        for n, (*_, level) in enumerate(rows, start=1)
        if level != "0"
    ]
    return match(requirements, held, a_graph())


def test_the_bands_begin_at_eight_tenths_and_three_tenths() -> None:
    found = a_match((1, False, "8"), (1, False, "7"), (1, False, "3"), (1, False, "2"), (1, False, "0"))
    assert [row.outcome for row in found.requirements] == ["met", "partly", "partly", "missing", "missing"]
    assert [len(found.of(outcome)) for outcome in ("met", "partly", "missing")] == [1, 2, 2]


BANDS = {"10": "strong", "8": "strong", "7": "partial", "5": "partial", "4": "emerging"}


@pytest.mark.parametrize("level", BANDS)
def test_the_band_of_the_score(level: str) -> None:
    assert a_match((1, False, level)).band == BANDS[level]


def test_a_missing_must_have_stands_beside_the_score_and_takes_nothing_from_it() -> None:
    found, without = a_match((3, False, "10"), (1, True, "7")), a_match((3, False, "10"), (1, False, "7"))
    assert found.score == without.score == Fraction(185, 2)
    assert [row.requirement.id for row in found.missing_must_haves] == ["R2"]
    assert a_match((1, True, "8")).missing_must_haves == ()


def test_importance_may_be_a_fraction() -> None:
    rows = [Requirement("R1", uri(11), "", Fraction(3, 2)), Requirement("R2", uri(12), "", Fraction(1, 2))]
    assert match(rows, [holding(11)], a_graph()).score == 75


def test_the_order_of_evidence_changes_nothing() -> None:
    graph = a_graph((11, "exactMatchOf", 21), (12, "exactMatchOf", 21))
    pieces = [Evidence("b", {uri(12): None}), Evidence("a", {uri(11): None})]
    there, back = (match([asked(21)], order, graph).to_json() for order in (pieces, pieces[::-1]))
    assert there == back


def refuse_no_requirement() -> object:
    return match([], [], a_graph())


MISTAKES = {
    "no requirement": (refuse_no_requirement, "expected at least one"),
    "two requirements of one id": (lambda: match([asked(11), asked(12)], [], a_graph()), "the same id"),
    "a weight above one": (lambda: Settings(related=Fraction(3, 2)), "related is 3/2"),
    "partly above met": (lambda: Settings(partly=Fraction(9, 10)), "partly begins at 9/10"),
    "no importance": (lambda: asked(11, importance=0), "expected more than 0"),
    "a level of zero asked": (lambda: asked(11, level_asked=0), "expected a rank from 1"),
    "a level of zero held": (lambda: holding(11, rank=0), "expected a rank from 1"),
}


@pytest.mark.parametrize("sentence", MISTAKES)
def test_refuses_to_compute_with(sentence: str) -> None:
    mistake, reason = MISTAKES[sentence]
    with pytest.raises(ValueError, match=reason):
        mistake()
