"""Former versions: kept whole, and compared in words."""

from institution import versions
from institution.storing import store
from institution.versions.comparing import compare
from skills.case import read_package
from tests.institution.drafting.deeds import compared, everything, publishes
from tests.institution.drafting.room import LATER, Room, welding


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
            ("Q Statement of Q", "To another place at the top"),
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


def test_importing_a_newer_version_keeps_the_older_one_too(room: Room) -> None:
    before = room.package()
    newer = welding()
    newer["CFItems"][1]["fullStatement"] = "Another"
    store(room.session, read_package(newer), own=True, source="a file", by="Ellen", now=LATER, note="Mail")
    assert room.live.number == 2
    assert versions.version_package(room.session, room.live, 1) == before
    [reworded] = compared(room).reworded
    assert reworded.name == "P-1 Another"
