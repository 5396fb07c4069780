"""What is found wrong with a draft before it is published."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from institution.drafting import editing, leveling, removing
from institution.drafting.changing import Edit, lock, make
from institution.drafting.checking import findings
from institution.drafting.publishing import PublishRefusal
from institution.drafting.records import ENDING, DraftAssociation, DraftItem
from institution.records import Achievement
from institution.storing import store
from skills.case import read_package
from tests.institution.drafting.deeds import publishes, reword
from tests.institution.drafting.room import BASE, JOE, LATER, Room, at, welding


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


def test_what_goes_out_of_use_although_it_is_relied_on_is_told(room: Room) -> None:
    room.begin()
    item = room.session.get_one(DraftItem, at("P-1"))
    texts = leveling.levels_of(room.session, room.draft, item)
    low = f"{BASE}/uri/{texts[0].identifier}"
    body = {"alignment": [{"targetUrl": item.uri}], "resultDescription": [{"levels": [{"id": low}]}]}
    named = {"code": "", "name": "Welder", "kind": "Badge"}
    room.session.add(Achievement(id="b", uri="b", position=0, body=body, **named))
    without = [replace(texts[0], ended=ENDING), *texts[1:]]
    leveling.describe(room.session, room.id, at("P-1"), without, seen=0, author=JOE)
    assert [(one.reason, one.stops, one.item) for one in findings(room.session, room.draft)] == [
        ("Its level “Low” goes out of use, but is used by the badge “Welder”.", False, at("P-1"))
    ]
    removing.take_out(room.session, room.id, room.place("P-1"), seen=room.stamp("P-1"), author=JOE)
    jobs = {item.uri: [f"the job “{name}”" for name in "ABCD"]}
    told = [one.reason for one in findings(room.session, room.draft, others=jobs)]
    who = "the badge “Welder”, the job “A”, the job “B” and 2 more"
    assert f"It goes out of use, but is used by {who}." in told
