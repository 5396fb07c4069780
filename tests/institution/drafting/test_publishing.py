"""Publishing a draft: what is checked, what is written, what is kept of the former version."""

import json
from collections.abc import Callable

import jsonschema
import pytest
from sqlmodel import select

from institution import versions
from institution.comparing import Comparison, compare
from institution.drafting import beginning, editing, leveling, moving, removing
from institution.drafting.changing import Edit, lock, make
from institution.drafting.checking import findings
from institution.drafting.editing import Wording
from institution.drafting.leveling import LevelText
from institution.drafting.publishing import PublishRefusal, adopt, publish, retire
from institution.drafting.records import DraftAssociation, DraftItem
from institution.records import Framework
from institution.storing import store
from skills.case import read_package
from tests.institution.drafting.room import JOE, LATER, MARTA, Room, at, welding
from tests.official import OFFICIAL
from webapp.errors import Refusal


def publishes(room: Room, *, version: str = "2", adopted: bool = True) -> Framework:
    return publish(
        room.session,
        room.id,
        version=version,
        note="After the board met",
        adopted=adopted,
        seen=room.draft.revision,
        author=MARTA,
    )


def reword(room: Room, name: str, text: str, *, kind: str = "Outcome", code: str = "") -> None:
    seen = room.session.get_one(DraftItem, at(name)).stamp
    wording = Wording(text, code or name, kind=kind)
    editing.reword(room.session, room.id, at(name), wording, seen=seen, author=JOE)


def everything(room: Room) -> None:
    """Make one change of every kind."""
    reword(room, "P-1", "Statement of P-1, done well")
    reword(room, "Q-1", "Statement of Q-1", kind="Skill")
    moving.move(room.session, room.id, room.place("Q-1"), below=at("P"), seen=room.stamp("Q-1"), author=JOE)
    moving.step(room.session, room.id, room.place("P"), "down", seen=room.stamp("P"), author=JOE)
    removing.take_out(room.session, room.id, room.place("P-2"), seen=room.stamp("P-2"), author=JOE)
    editing.replace_by(room.session, room.id, at("P-2"), at("P-1"), author=JOE)
    editing.add(room.session, room.id, Wording("Grind a seam", "Q-2"), below=room.place("Q"), author=JOE)
    item = room.session.get_one(DraftItem, at("P-1"))
    low, high = leveling.levels_of(room.session, room.draft, item)
    texts = [LevelText("Low", "Welds with help", low.identifier), LevelText("Mid", ""), high]
    leveling.describe(room.session, room.id, at("P-1"), texts, seen=item.stamp, author=JOE)


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


def official_complaints(package: dict[str, object]) -> list[str]:
    """Hold a package against the official schema, where it is on this machine."""
    if OFFICIAL is None:
        return []
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    return [error.message for error in validator.iter_errors(package)]


def test_only_what_changed_gets_a_new_date(room: Room) -> None:
    before = {one["identifier"]: one for one in parts(room.package())}
    room.begin()
    reword(room, "P-1", "Statement of P-1, done well")
    publishes(room)
    changed = {key for one in parts(room.package()) if before[key := one["identifier"]] != one}
    named = {one["identifier"] for one in parts(room.package()) if at("P-1") in json.dumps(one)}
    assert at("P-1") in changed
    assert changed <= named


def parts(package: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    return [*package["CFItems"], *package["CFAssociations"], *package["CFRubrics"]]


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


def compared(room: Room) -> Comparison:
    return compare(*(versions.version_package(room.session, room.live, number) for number in (1, 2)))


def test_two_versions_are_compared_in_words(room: Room) -> None:
    room.begin()
    everything(room)
    publishes(room)
    found = compared(room)
    told = {kind: [(entry.name, *entry.told) for entry in entries] for kind, entries in found.kinds}
    assert told == {
        "Added": [("Q-2 Grind a seam", "Below Q Statement of Q")],
        "Taken out of use": [("P-2 Statement of P-2", "Replaced by P-1 Statement of P-1, done well")],
        "In use again": [],
        "Reworded": [("P-1 Statement of P-1, done well",)],
        "Given another type": [("Q-1 Statement of Q-1", "Was Outcome, is Skill")],
        "Moved": [
            ("Q Statement of Q", "To another place within the top"),
            ("Q-1 Statement of Q-1", "From Q Statement of Q to P Statement of P"),
        ],
        "Levels changed": [("P-1 Statement of P-1, done well", "New level “Mid”")],
    }
    [reworded] = found.reworded[0].rewordings
    assert [(piece.text, piece.kind) for piece in reworded.pieces] == [
        ("Statement of P-1", "same"),
        (", done well", "new"),
    ]
    assert found.levels[0].rewordings[0].field == "Level “Low”"
    assert "Version" in {one.field for one in found.document}


def test_a_version_compared_with_itself_has_no_changes(room: Room) -> None:
    package = room.package()
    assert compare(package, package).total == 0


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


def empties(room: Room) -> None:
    row = room.session.get_one(DraftItem, at("P-1"))
    edit = Edit("item", row.identifier, {"statement": row.statement}, {"statement": "  "})
    make(room.session, lock(room.session, room.id, JOE), JOE, "Emptied", [edit])


def circles(room: Room) -> None:
    edits = []
    for name, parent in (("P", "P-1"), ("P-1", "P")):
        place = room.session.get_one(DraftAssociation, room.place(name))
        edits.append(Edit("place", place.identifier, {"parent": place.parent}, {"parent": at(parent)}))
    make(room.session, lock(room.session, room.id, JOE), JOE, "Made a circle", edits)


def imports_meanwhile(room: Room) -> None:
    reword(room, "P-1", "Another")
    store(room.session, read_package(welding()), own=True, source="a file", by="Ellen", now=LATER)


PROBLEMS: dict[str, tuple[Callable[[Room], None], list[str]]] = {
    "nothing changed": (lambda room: None, ["Nothing was changed since the published version."]),
    "an empty statement": (empties, ["It has no statement. Write what somebody can do."]),
    "a circle": (circles, ["It stands below itself. Move it to another place."] * 3),
    "another version came in": (
        imports_meanwhile,
        ["The draft began from version 1. Ellen published a newer one since. Discard it and begin anew."],
    ),
}


@pytest.mark.parametrize(("deed", "reasons"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_published_is_told_with_every_place(
    room: Room, deed: Callable[[Room], None], reasons: list[str]
) -> None:
    room.begin()
    deed(room)
    room.session.commit()
    before = room.package()
    with pytest.raises(PublishRefusal) as refused:
        publishes(room)
    assert [one.reason for one in refused.value.findings] == reasons
    assert all(one.place for one in refused.value.findings if one.name)
    room.session.rollback()
    assert room.package() == before


def test_codes_used_twice_and_items_below_retired_ones_are_warned_of_only(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another", code="Q-1")
    removing.take_out(room.session, room.id, room.place("Q"), seen=room.stamp("Q"), author=JOE)
    [double] = room.session.exec(select(DraftItem).where(DraftItem.identifier == at("Q-1")))
    editing.bring_back(room.session, room.id, double.identifier, author=JOE)
    found = findings(room.session, room.draft)
    assert [one.reason for one in found] == [
        "Its code is that of “Another” too.",
        "It is in use, and stands below “Q Statement of Q”, which is not.",
    ]
    publishes(room)


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


def test_importing_a_newer_version_keeps_the_older_one_too(room: Room) -> None:
    before = room.package()
    newer = welding()
    newer["CFItems"][1]["fullStatement"] = "Another"
    store(room.session, read_package(newer), own=True, source="a file", by="Ellen", now=LATER, note="Mail")
    assert room.live.number == 2
    assert versions.version_package(room.session, room.live, 1) == before
    [reworded] = compared(room).reworded
    assert reworded.name == "P-1 Another"


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
