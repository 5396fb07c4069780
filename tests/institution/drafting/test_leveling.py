"""The levels of an item in a draft."""

from dataclasses import replace

import pytest

from institution import outcomes, versions
from institution.drafting import leveling
from institution.drafting.leveling import LevelText
from institution.drafting.previewing import what_changes
from institution.drafting.records import ENDING, DraftItem
from institution.versions.comparing import compare
from skills.case import levels, read_package
from tests.institution.drafting.deeds import official_complaints, publishes
from tests.institution.drafting.room import BASE, JOE, Room, at
from webapp.errors import Refusal


def test_levels_are_named_reordered_and_never_lost_once_published(room: Room) -> None:
    room.begin()
    item = room.session.get_one(DraftItem, at("P-1"))
    low, high = leveling.levels_of(room.session, room.draft, item)
    assert (low.name, high.name) == ("Low", "High")
    new = LevelText("Middle", "Welds most seams")
    leveling.describe(room.session, room.id, at("P-1"), [low, new, high], seen=0, author=JOE)
    room.session.expire_all()
    item = room.session.get_one(DraftItem, at("P-1"))
    described = leveling.levels_of(room.session, room.draft, item)
    assert [level.name for level in described] == ["Low", "Middle", "High"]
    assert (described[0].identifier, described[2].identifier) == (low.identifier, high.identifier)
    room.session.commit()
    bad = {
        "level_dropped": described[1:],
        "level": [described[0], described[2], LevelText("x", "", "nowhere")],
        "levels": [*described, *[LevelText(str(number), "") for number in range(10)]],
    }
    for code, texts in bad.items():
        with pytest.raises(Refusal) as refused:
            leveling.describe(room.session, room.id, at("P-1"), texts, seen=item.stamp, author=JOE)
        assert refused.value.code == code
        room.session.rollback()
    assert leveling.usual_names(room.session, room.draft) == ["Low", "Middle", "High"]
    leveling.describe(room.session, room.id, at("Q-1"), [LevelText("Only", "")], seen=0, author=JOE)
    leveling.describe(
        room.session,
        room.id,
        at("Q-1"),
        [],
        seen=room.session.get_one(DraftItem, at("Q-1")).stamp,
        author=JOE,
    )
    assert room.session.get_one(DraftItem, at("Q-1")).rubric == ""


def test_a_published_level_goes_out_of_use_keeps_its_address_and_comes_back(room: Room) -> None:
    room.begin()
    item = room.session.get_one(DraftItem, at("P-1"))
    low, high = leveling.levels_of(room.session, room.draft, item)
    describes(room, [replace(low, ended=ENDING), high])
    assert room.session.get_one(DraftItem, at("P-1")).levels == 1
    compared = what_changes(room.session, room.draft, today="2026-12-24")
    assert compared
    assert [entry.told for entry in compared.levels] == [("Level “Low” is no longer in use",)]
    publishes(room)
    [first, second] = room.live.rubrics[0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    assert (first["identifier"], first["extensions"]) == (low.identifier, [{"statusEndDate": "2026-12-24"}])
    assert "extensions" not in second
    assert official_complaints(room.package()) == []
    read = levels([read_package(room.package())]).values()
    ranks = {level.name: (level.rank, level.ended) for level in read}
    assert ranks == {"Low": (1, "2026-12-24"), "High": (2, "")}, "what was reached keeps its rank"
    assert outcomes.level_counts(room.live) == {f"{BASE}/uri/{at('P-1')}": 1}
    room.begin()
    [low, high] = leveling.levels_of(room.session, room.draft, room.session.get_one(DraftItem, at("P-1")))
    describes(room, [replace(low, ended=""), high])
    publishes(room, version="3")
    assert "extensions" not in str(room.live.rubrics)
    pair = [versions.version_package(room.session, room.live, number) for number in (2, 3)]
    assert [entry.told for entry in compare(*pair).levels] == [("Level “Low” is in use again",)]


def describes(room: Room, texts: list[LevelText]) -> None:
    seen = room.session.get_one(DraftItem, at("P-1")).stamp
    leveling.describe(room.session, room.id, at("P-1"), texts, seen=seen, author=JOE)
