"""Publishing a draft: what is written, and what is kept of the former version."""

import json

import pytest
from sqlmodel import select

from institution import versions
from institution.drafting import beginning, editing, leveling
from institution.drafting.checking import findings
from institution.drafting.editing import Wording
from institution.drafting.leveling import LevelText
from institution.drafting.publishing import adopt, publish, retire
from institution.drafting.records import DraftItem
from institution.records import Framework
from institution.versions.comparing import compare
from skills.case import read_package
from tests.institution.drafting.deeds import (
    everything,
    official_complaints,
    parts,
    publishes,
    reword,
)
from tests.institution.drafting.room import JOE, MARTA, Room, at
from webapp.errors import Refusal


def test_what_is_published_is_what_was_drafted_and_reads_as_case(each_room: Room) -> None:
    room = each_room
    before = room.package()
    room.begin()
    everything(room)
    framework = publishes(room)
    room.session.commit()
    assert room.published() == ["Q", ["Q-2"], "P", ["P-1", "P-2", "Q-1"]]
    assert (framework.number, framework.note, framework.brought_by) == (
        2,
        "After the board met",
        "Marta Vogel",
    )
    package = room.package()
    assert not read_package(package).notices
    document = package["CFDocument"]
    assert document["version"] == "2"
    assert (document["adoptionStatus"], document["statusStartDate"]) == ("Implemented", "2026-12-24")
    assert {item["identifier"] for item in before["CFItems"]} < {i["identifier"] for i in package["CFItems"]}
    assert json.loads(versions.version_text(room.session, room.live, 1)) == before
    assert json.loads(versions.version_text(room.session, room.live, 2)) == package
    assert official_complaints(package) == []


def test_only_what_changed_gets_a_new_date(room: Room) -> None:
    before = {one["identifier"]: one for one in parts(room.package())}
    room.begin()
    reword(room, "P-1", "Statement of P-1, done well")
    publishes(room)
    changed = {key for one in parts(room.package()) if before[key := one["identifier"]] != one}
    named = {one["identifier"] for one in parts(room.package()) if at("P-1") in json.dumps(one)}
    assert at("P-1") in changed
    assert changed <= named


def test_a_draft_that_was_changed_and_changed_back_publishes_the_same_parts(room: Room) -> None:
    before = parts(room.package())
    room.begin()
    everything(room)
    for _ in range(8):
        room.undo()
    editing.describe(room.session, room.id, title="Welding", about="New", kind="", seen=0, author=JOE)
    publishes(room)
    assert parts(room.package()) == before
    assert room.live.document["description"] == "New"


def test_an_item_taken_out_keeps_its_address_and_names_its_successor(room: Room) -> None:
    room.begin()
    everything(room)
    publishes(room)
    package = room.package()
    [gone] = [item for item in package["CFItems"] if item["identifier"] == at("P-2")]
    assert gone["statusEndDate"] == "2026-12-24"
    [link] = [one for one in package["CFAssociations"] if one["associationType"] == "replacedBy"]
    assert (link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]) == (
        at("P-2"),
        at("P-1"),
    )
    room.begin()
    editing.bring_back(room.session, room.id, at("P-2"), author=JOE)
    publishes(room, version="3")
    package = room.package()
    assert not any("statusEndDate" in item for item in package["CFItems"])
    assert not any(one["associationType"] == "replacedBy" for one in package["CFAssociations"])
    compared = compare(*(versions.version_package(room.session, room.live, number) for number in (2, 3)))
    assert [entry.name for entry in compared.back] == ["P-2 Statement of P-2"]


def test_a_new_framework_is_unknown_until_it_is_published(each_room: Room) -> None:
    room = each_room
    draft = beginning.begin_new(
        room.session,
        title="Baking",
        about="",
        kind="Course outcomes",
        publisher="A college",
        origin="http://localhost:8001",
        author=JOE,
    )
    room.id = draft.framework
    assert room.session.get(Framework, draft.framework) is None
    assert [one.reason for one in findings(room.session, draft)] == [
        "There is no item yet. Add at least one."
    ]
    course = editing.add(room.session, room.id, Wording("Baking for all", "B"), author=JOE)
    for number in range(3):
        editing.add(room.session, room.id, Wording("Bake", f"B-{number}"), below=course, author=JOE)
    item = room.session.exec(select(DraftItem).where(DraftItem.code == "B-1")).one()
    texts = [LevelText("Working", "Bakes alone"), LevelText("Expert", "")]
    leveling.describe(room.session, room.id, item.identifier, texts, seen=item.stamp, author=JOE)
    framework = publishes(room, version="1", adopted=False)
    room.session.commit()
    assert (framework.number, framework.own, framework.status) == (1, True, "Pending Implementation")
    assert room.published() == ["B", ["B-0", "B-1", "B-2"]]
    assert not read_package(room.package()).notices
    assert official_complaints(room.package()) == []
    numbers = [one["sequenceNumber"] for one in room.package()["CFAssociations"]]
    assert sorted(numbers) == [1, 1, 2, 3]


def test_a_version_keeps_its_name_and_what_was_not_seen_is_not_published(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another")
    seen = room.draft.revision
    reword(room, "Q-1", "Another")
    with pytest.raises(Refusal) as refused:
        publish(room.session, room.id, version="2", note="", adopted=True, seen=seen, author=JOE)
    assert refused.value.code == "stale"
    room.session.rollback()


def test_adopting_and_retiring_are_versions_of_their_own(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another")
    publishes(room, adopted=False)
    assert adopt(room.session, room.id, seen=2, author=MARTA).status == "Implemented"
    with pytest.raises(Refusal):
        adopt(room.session, room.id, seen=3, author=MARTA)
    with pytest.raises(Refusal) as refused:
        retire(room.session, room.id, reason="Late", seen=2, author=MARTA)
    assert refused.value.code == "stale"
    retired = retire(room.session, room.id, reason="The course ended", seen=3, author=MARTA)
    assert official_complaints(room.package()) == []
    assert (retired.status, retired.document["statusEndDate"]) == ("Retired", "2026-12-24")
    with pytest.raises(Refusal):
        retire(room.session, room.id, reason="Again", seen=4, author=MARTA)
    listed = versions.versions_of(room.session, room.live)
    assert [(one.number, one.status, one.note) for one in listed] == [
        (4, "Retired", "Retired: The course ended"),
        (3, "Implemented", "Adopted"),
        (2, "Pending Implementation", "After the board met"),
        (1, "", ""),
    ]
    room.begin()
    reword(room, "P-1", "Back again")
    again = publishes(room, version="3")
    assert again.status == "Implemented"
    assert "statusEndDate" not in again.document


def test_a_draft_goes_on_when_the_status_changes_meanwhile(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another")
    retire(room.session, room.id, reason="A pause", seen=1, author=MARTA)
    assert publishes(room).number == 3


def test_a_copy_of_a_partners_framework_is_not_written_on(room: Room) -> None:
    row = room.live
    row.own = False
    room.session.add(row)
    for deed in (
        lambda: room.begin(),
        lambda: adopt(room.session, room.id, seen=1, author=JOE),
        lambda: retire(room.session, room.id, reason="x", seen=1, author=JOE),
    ):
        with pytest.raises(Refusal) as refused:
            deed()
        assert refused.value.code == "not_own"
