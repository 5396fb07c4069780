"""How a pair stands, from what our people and theirs decided."""

from datetime import UTC, datetime

import pytest

from institution.crosswalks.records import LinkDecision, TheirDecision
from institution.crosswalks.standing import Pair

NOW = datetime(2026, 9, 1, tzinfo=UTC)
END = {"title": "T", "identifier": "i", "uri": "https://a.example/uri/i"}
SAME, RELATED, PART, CHILD, NO = "exactMatchOf", "isRelatedTo", "isPartOf", "isChildOf", "rejected"

STATES = {
    "nobody decided": ("", "", "suggested"),
    "we proposed": (SAME, "", "ours"),
    "they proposed": ("", SAME, "theirs"),
    "both said the same": (SAME, SAME, "agreed"),
    "two words for being a part": (PART, CHILD, "agreed"),
    "two kinds": (SAME, RELATED, "conflict"),
    "a part and the same": (PART, SAME, "conflict"),
    "they refuse what we proposed": (SAME, NO, "conflict"),
    "we refuse what they proposed": (NO, SAME, "conflict"),
    "we rejected a suggestion": (NO, "", "rejected"),
    "both refuse": (NO, NO, "rejected"),
    "they refuse what we took back": ("", NO, "suggested"),
}


def pair(ours: str, theirs: str, *, alone: bool = False) -> Pair:
    """Make a pair that both sides decided so."""
    ends = {"origin": END, "destination": END, "origin_uri": "o", "destination_uri": "d"}
    mine = LinkDecision(crosswalk="x", **ends, kind=ours, note="", decided_by="A", role="B", decided_at=NOW)
    other = TheirDecision(
        crosswalk="x", **ends, kind=theirs, note="", decided_by="C", role="D", institution="E", date=""
    )
    return Pair(END, END, mine if ours else None, other if theirs else None, alone)


@pytest.mark.parametrize(("ours", "theirs", "state"), STATES.values(), ids=STATES)
def test_a_pair_stands_as_both_sides_decided(ours: str, theirs: str, state: str) -> None:
    assert pair(ours, theirs).state == state


def test_without_a_second_institution_one_confirmation_is_enough() -> None:
    assert pair(SAME, "", alone=True).state == "agreed"
    assert pair(NO, "", alone=True).state == "rejected"
