"""The worked values of the rules and every score of the story, from the sample institutions."""

from fractions import Fraction
from typing import Any

import pytest

from skills.advising import Course, advise
from skills.graph import Graph, Link
from skills.matching import Match, Requirement, match
from skills.receipts import two_places
from tests.skills.institutions import (
    COLLEGE,
    EMPLOYER,
    INSTITUTIONS,
    achievements,
    evidence_of,
    graph,
    packages,
    read,
    records_of,
    requirements,
    uri_of,
)

JSON = dict[str, Any]
FIVE, TWELVE = "junior-monitoring-technician", "soc-analyst-1"
EXPECTED: JSON = read(INSTITUTIONS / "expected.json")


def score(person: str, job: str, *phases: str) -> Match:
    return match(requirements(job), evidence_of(person, *phases), graph())


def told(found: Match) -> JSON:
    """Put a match into the form of expected.json."""
    receipt = found.to_json()
    return {
        "score": receipt["score"],
        "exact": receipt["exactScore"],
        **{band: receipt[band] for band in ("met", "partly", "missing")},
        "mustHaveMissing": receipt["missingMustHaves"],
        "perRequirement": {row["id"]: row["quality"] for row in receipt["requirements"]},
    }


def test_noor_before_her_two_courses_scores_66_67_and_by_exact_links_55_56() -> None:
    found = score("noor", FIVE)
    assert told(found) == EXPECTED["noorBefore"]
    assert (found.score, found.exact_score) == (Fraction(200, 3), Fraction(500, 9))
    assert [row.requirement.importance for row in found.requirements] == [3, 2, 2, 1, 1]
    assert [str(row.quality) for row in found.requirements] == ["1", "1/2", "2/3", "0", "2/3"]


def test_noor_after_her_two_courses_scores_88_89() -> None:
    assert told(score("noor", FIVE, "after-gap")) == EXPECTED["noorAfter"]


def test_ana_meets_eight_of_twelve_with_no_must_have_missing() -> None:
    assert told(score("ana", TWELVE)) == EXPECTED["anaTwelve"]


@pytest.mark.parametrize("applicant", EXPECTED["scores"])
def test_every_applicant_scores_as_expected(applicant: str) -> None:
    assert two_places(score(applicant, TWELVE).score) == EXPECTED["scores"][applicant]


def test_the_shortlist_is_the_eight_highest_scores_with_every_must_have() -> None:
    scores = {applicant: score(applicant, TWELVE) for applicant in EXPECTED["scores"]}
    passed = [who for who, found in scores.items() if not found.missing_must_haves]
    assert sorted(sorted(passed, key=lambda who: -scores[who].score)[:8]) == EXPECTED["shortlist"]


def test_a_revocation_takes_robin_from_84_55_to_43_09_and_says_why() -> None:
    (before,) = EXPECTED["beforeRevocation"].values()
    still = match(requirements(TWELVE), evidence_of("applicant-09", revocations=False), graph())
    after = score("applicant-09", TWELVE)
    assert (two_places(still.score), two_places(after.score)) == (before, "43.09")
    assert [(n.label, n.reason) for n in after.not_counted] == [("CYD225", "Revoked by the issuer")]
    lost = {row.requirement.id for row in after.requirements if row.not_counted}
    assert {"R1", "R2"} <= lost, "both must-haves that triage had shown"


def test_dales_practitioner_level_is_worth_all_of_working_and_three_quarters_of_expert() -> None:
    asked = read(EMPLOYER / "workplace.json")["askedElsewhere"]
    worth = []
    for ask in asked:
        level = ask["levelAsked"]
        requirement = Requirement("R", ask["cfItemUri"], "", 1, False, level["rank"], level["name"])
        row = match([requirement], evidence_of("dale"), graph()).requirements[0]
        worth.append(str(row.quality))
    assert worth == EXPECTED["daleElsewhere"] == ["1", "3/4"]
    assert row.level_note == "Practitioner held, Expert asked: counts 3/4"


def test_suggested_links_change_no_score() -> None:
    wanted = [requirement.uri for requirement in requirements(FIVE)]
    suggested = [
        Link(f"suggestion-{n}", "exactMatchOf", uri_of("CYD101-1"), uri, "suggested")
        for n, uri in enumerate(wanted)
    ]
    found = match(requirements(FIVE), evidence_of("noor"), Graph(packages(), suggested))
    told, without = found.to_json(), score("noor", FIVE).to_json()
    assert {**told, "notCounted": []} == {**without, "notCounted": []}
    reasons = {one["label"]: one["reason"] for one in told["notCounted"]}
    assert reasons["CYD101"] == "a link that would lead from it to what is asked is not confirmed."


def test_every_link_of_the_crosswalk_tells_who_confirmed_it() -> None:
    steps = [s for row in score("ana", TWELVE).requirements for way in row.ways for s in way.steps]
    assert len(steps) >= 10
    for step in steps:
        assert [confirmation.name for confirmation in step.confirmed_by] == ["Joe Akande", "Carl Jensen"]
        assert step.source == "Riverbend to Northgate crosswalk (sample)"


def test_levels_are_named_by_each_institutions_own_scale() -> None:
    row = next(row for row in score("noor", FIVE).requirements if row.requirement.id == "R5")
    assert row.level_note == "Proficient held, Practitioner asked: counts 2/3"


def test_the_two_courses_that_gain_noor_most_are_scripting_and_governance() -> None:
    taught = achievements()
    courses = [
        Course(
            course["code"],
            course["title"],
            course["credits"],
            {a["targetUrl"]: 2 for a in taught[course["achievement"]]["alignment"]},
            tuple(course["takeAfter"]),
        )
        for course in read(COLLEGE / "courses.json")["courses"]
    ]
    taken = {record["code"] for record in records_of("noor")}
    advice = advise(requirements(FIVE), evidence_of("noor"), courses, graph(), taken=taken, most_courses=2)
    assert {
        "courses": [course.code for course in advice.courses],
        "score": two_places(advice.score_after),
    } == EXPECTED["gapAdvice"]
    assert (two_places(advice.score_before), advice.every_choice_tried) == ("66.67", True)
