"""What the tests of publishing do to a draft: one change of every kind, then publish it."""

import json

import jsonschema

from institution import versions
from institution.drafting import editing, leveling, moving, removing, succeeding
from institution.drafting.editing import Wording
from institution.drafting.leveling import LevelText
from institution.drafting.publishing import publish
from institution.drafting.records import DraftItem
from institution.drafting.succeeding import Successor
from institution.records import Framework
from institution.versions.comparing import Comparison, compare
from tests.institution.drafting.room import JOE, MARTA, Room, at
from tests.official import OFFICIAL


def item_here(room: Room, name: str) -> Successor:
    """Name an item of the draft as what takes another's place."""
    [found] = succeeding.candidates(room.session, room.draft, name)
    return found


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
    editing.replace_by(room.session, room.id, at("P-2"), item_here(room, "P-1"), author=JOE)
    editing.add(room.session, room.id, Wording("Grind a seam", "Q-2"), below=room.place("Q"), author=JOE)
    item = room.session.get_one(DraftItem, at("P-1"))
    low, high = leveling.levels_of(room.session, room.draft, item)
    texts = [LevelText("Low", "Welds with help", low.identifier), LevelText("Mid", ""), high]
    leveling.describe(room.session, room.id, at("P-1"), texts, seen=item.stamp, author=JOE)


def compared(room: Room) -> Comparison:
    return compare(*(versions.version_package(room.session, room.live, number) for number in (1, 2)))


def parts(package: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    return [*package["CFItems"], *package["CFAssociations"], *package["CFRubrics"]]


def official_complaints(package: dict[str, object]) -> list[str]:
    """Hold a package against the official schema, where it is on this machine."""
    if OFFICIAL is None:
        return []
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    return [error.message for error in validator.iter_errors(package)]
