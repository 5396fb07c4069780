"""Awarding: what a decision may say, what it means as a credential, and how it is withdrawn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from credentials import status
from credentials.standards.openbadges import achieved_levels, structure_problems
from institution import awarding
from institution.achievements import all_achievements
from institution.awarding import Issuer
from institution.records import Achievement, Award, StatusList
from institution.results import dots, in_words
from institution.roster import Recipient
from tests.institution.campus import TRIAGE_BADGE, Campus
from webapp.errors import NotFoundRefusal, Refusal

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
ANA = Recipient("ana", "Ana Reyes", "ana.reyes@mail.example", "R204117")
ISSUER = Issuer("did:web:localhost%3A8001", "http://localhost:8001", "Riverbend Community College")


@pytest.fixture
def session(campus: Campus) -> Iterator[Session]:
    """Open the college's database."""
    with campus.session() as opened:
        yield opened


def triage(session: Session) -> Achievement:
    """Give the triage badge."""
    return session.get_one(Achievement, TRIAGE_BADGE)


def award(session: Session, **changes: Any) -> Award:
    """Award the triage badge to Ana; a change replaces what is given."""
    given: dict[str, Any] = {
        "results": [],
        "evidence": "",
        "by": "Marta Lindqvist",
        "awarded_at": NOW,
        "now": NOW,
        **changes,
    }
    return awarding.award(session, triage(session), ANA, **given)


def level(session: Session, number: int, rank: int) -> dict[str, str]:
    """State a level for a result description of the triage badge."""
    description = triage(session).body["resultDescription"][number]
    return {
        "resultDescription": description["id"],
        "achievedLevel": description["rubricCriterionLevel"][rank - 1]["id"],
    }


GRADES = {"A": True, "B": True, "C": True, "P": True, "D": False, "F": False, "E": False, "": False}


@pytest.mark.parametrize(("grade", "earns"), GRADES.items())
def test_a_grade_earns_the_badge_or_is_refused(session: Session, grade: str, earns: bool) -> None:
    description = triage(session).body["resultDescription"][0]["id"]
    results = [{"resultDescription": description, "value": grade}]
    if earns:
        assert award(session, results=results).results == results
    else:
        with pytest.raises(Refusal, match="cannot be"):
            award(session, results=results)


def test_a_result_of_another_achievement_or_a_level_of_another_rubric_is_refused(session: Session) -> None:
    with pytest.raises(Refusal, match="belongs to another achievement"):
        award(session, results=[{"resultDescription": "urn:uuid:other", "value": "A"}])
    mixed = {**level(session, 1, 2), "achievedLevel": level(session, 2, 2)["achievedLevel"]}
    with pytest.raises(Refusal, match="has no such level"):
        award(session, results=[mixed])


def test_only_what_the_standard_knows_is_kept_of_a_result(session: Session) -> None:
    stated = level(session, 1, 2)
    assert award(session, results=[{**stated, "levelName": "Proficient", "rank": "2"}]).results == [stated]


def test_an_award_lies_not_in_the_future_and_its_evidence_can_be_signed(session: Session) -> None:
    with pytest.raises(Refusal, match="future"):
        award(session, awarded_at=NOW + timedelta(seconds=1))
    with pytest.raises(Refusal, match="cannot be signed"):
        award(session, evidence="a bell: \x07")
    assert award(session, evidence=" two\r\nlines ").evidence == "two\nlines"
    with pytest.raises(Refusal, match="too long"):
        award(session, evidence="x" * (awarding.LONGEST_EVIDENCE + 1))


def test_no_two_awards_share_a_place_in_the_status_list(session: Session) -> None:
    numbers = iter([7, 7, 7, 9])
    first = award(session, choose=lambda _: next(numbers))
    second = award(session, choose=lambda _: next(numbers))
    assert (first.status_index, second.status_index) == (7, 9)


def test_every_achievement_makes_a_whole_badge(session: Session) -> None:
    for achievement in all_achievements(session):
        made = awarding.award(
            session, achievement, ANA, results=[], evidence="Seen.", by="Marta", awarded_at=NOW, now=NOW
        )
        unsigned = awarding.unsigned_credential(ISSUER, achievement, made, holder="did:key:z6Mk")
        assert structure_problems(unsigned) == []


def test_a_badge_says_its_levels_and_not_the_learners_address(session: Session) -> None:
    made = award(session, results=[level(session, 1, 2), level(session, 2, 3)])
    unsigned = awarding.unsigned_credential(ISSUER, triage(session), made, holder="did:key:z6Mk")
    assert list(achieved_levels(unsigned).values()) == [one["achievedLevel"] for one in made.results]
    assert "ana.reyes" not in str(unsigned)
    assert unsigned["credentialSubject"]["id"] == "did:key:z6Mk"
    assert unsigned["credentialStatus"]["statusListIndex"] == str(made.status_index)


def test_results_read_in_words_and_the_art_shows_the_lowest_level(session: Session) -> None:
    results = in_words(triage(session).body, [level(session, 2, 3), level(session, 1, 2)])
    assert [(one.label, one.value, one.rank, one.of) for one in results] == [
        ("CYD225-1 Monitor and acknowledge alerts", "Proficient", 2, 3),
        ("CYD225-3 Triage alerts and communicate impact", "Advanced", 3, 3),
    ]
    assert dots(results) == 2
    assert dots(in_words(triage(session).body, [level(session, 1, 1)])) == 1
    assert dots([]) == 0


def test_a_withdrawal_sets_the_bit_and_keeps_who_and_why(session: Session) -> None:
    made = award(session)
    awarding.revoke(session, made, by="Marta", reason="  Clerical error.  ", now=NOW)
    assert (made.revoked_by, made.revoked_reason, made.revoked_at) == ("Marta", "Clerical error.", NOW)
    assert status.bit(session.get_one(StatusList, 1).bits, made.status_index)
    with pytest.raises(Refusal) as again:
        awarding.revoke(session, made, by="Marta", reason="Again.", now=NOW)
    assert again.value.status == 409


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_withdrawal_needs_a_reason_of_readable_length(session: Session, reason: str) -> None:
    made = award(session)
    with pytest.raises(Refusal, match="Give a reason"):
        awarding.revoke(session, made, by="Marta", reason=reason, now=NOW)
    assert made.revoked_at is None
    assert not status.bit(session.get_one(StatusList, 1).bits, made.status_index)


def test_an_unknown_award_is_not_found(session: Session) -> None:
    with pytest.raises(NotFoundRefusal):
        awarding.award_with(session, "nothing")
