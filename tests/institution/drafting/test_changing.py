"""Writing a draft: every change, what it refuses, and how it is taken back and made again."""

from collections.abc import Callable

import pytest

from institution.drafting import beginning, editing, leveling, moving, reading, removing
from institution.drafting.changing import Edit, changes, lock, make, undo
from institution.drafting.editing import Wording
from institution.drafting.records import DraftItem
from tests.institution.drafting.deeds import item_here
from tests.institution.drafting.room import JOE, MARTA, Room, at
from webapp.errors import NotFoundRefusal, Refusal

WHOLE = ["P", ["P-1", "P-2"], "Q", ["Q-1"]]


def add(room: Room, code: str, **where: str) -> None:
    editing.add(room.session, room.id, Wording("What one can do", code), author=JOE, **where)


def step(room: Room, name: str, way: str) -> None:
    moving.step(room.session, room.id, room.place(name), way, seen=room.stamp(name), author=JOE)


def below(room: Room, name: str, target: str) -> None:
    to = at(target) if target else ""
    moving.move(room.session, room.id, room.place(name), below=to, seen=room.stamp(name), author=JOE)


def beside(room: Room, name: str, **where: str) -> None:
    places = {relation: room.place(target) for relation, target in where.items()}
    moving.move(room.session, room.id, room.place(name), **places, seen=room.stamp(name), author=JOE)  # type: ignore[arg-type]


def take_out(room: Room, name: str) -> None:
    removing.take_out(room.session, room.id, room.place(name), seen=room.stamp(name), author=JOE)


DEEDS: dict[str, tuple[Callable[[Room], None], list[object]]] = {
    "add at the end of the top": (lambda r: add(r, "N"), [*WHOLE, "N"]),
    "add below an item": (
        lambda r: add(r, "N", below=r.place("Q")),
        ["P", ["P-1", "P-2"], "Q", ["Q-1", "N"]],
    ),
    "add after an item": (
        lambda r: add(r, "N", after=r.place("P-1")),
        ["P", ["P-1", "N", "P-2"], "Q", ["Q-1"]],
    ),
    "move up": (lambda r: step(r, "P-2", "up"), ["P", ["P-2", "P-1"], "Q", ["Q-1"]]),
    "move down": (lambda r: step(r, "P", "down"), ["Q", ["Q-1"], "P", ["P-1", "P-2"]]),
    "indent": (lambda r: step(r, "Q", "in"), ["P", ["P-1", "P-2", "Q", ["Q-1"]]]),
    "outdent": (lambda r: step(r, "P-1", "out"), ["P", ["P-2"], "P-1", "Q", ["Q-1"]]),
    "move below another": (lambda r: below(r, "P-1", "Q"), ["P", ["P-2"], "Q", ["Q-1", "P-1"]]),
    "move to the top": (lambda r: below(r, "Q-1", ""), ["P", ["P-1", "P-2"], "Q", "Q-1"]),
    "drop before another": (lambda r: beside(r, "Q-1", before="P-1"), ["P", ["Q-1", "P-1", "P-2"], "Q"]),
    "drop after another": (lambda r: beside(r, "Q-1", after="P"), ["P", ["P-1", "P-2"], "Q-1", "Q"]),
    "take out one": (lambda r: take_out(r, "P-1"), ["P", ["P-1*", "P-2"], "Q", ["Q-1"]]),
    "take out a branch": (lambda r: take_out(r, "P"), ["P*", ["P-1*", "P-2*"], "Q", ["Q-1"]]),
}


@pytest.mark.parametrize(("deed", "tree"), DEEDS.values(), ids=DEEDS)
def test_a_change_is_made_taken_back_and_made_again(
    room: Room, deed: Callable[[Room], None], tree: list[object]
) -> None:
    room.begin()
    assert room.tree() == WHOLE
    deed(room)
    assert room.tree() == tree
    room.undo()
    assert room.tree() == WHOLE
    room.redo()
    assert room.tree() == tree
    assert room.published() == WHOLE, "what is published stays as it was"


def test_many_changes_are_taken_back_one_by_one_by_whoever_comes(each_room: Room) -> None:
    room = each_room
    room.begin()
    seen = [room.tree()]
    for name, way in (("P-2", "up"), ("Q", "in"), ("P-1", "out"), ("Q-1", "out"), ("P", "down")):
        step(room, name, way)
        seen.append(room.tree())
    add(room, "N", after=room.place("Q-1"))
    room.session.commit()
    last = room.tree()
    for tree in reversed(seen):
        room.undo()
        room.session.commit()
        assert room.tree() == tree
    for _ in range(6):
        room.redo()
    assert room.tree() == last
    told = [change.words for change in changes(room.session, room.draft, most=3)]
    assert told == [
        "Added N What one can do",
        "Moved P Statement of P",
        "Moved Q-1 Statement of Q-1 below P Statement of P",
    ]


def test_a_new_change_ends_what_could_be_made_again(room: Room) -> None:
    room.begin()
    step(room, "P-2", "up")
    room.undo()
    step(room, "Q", "up")
    with pytest.raises(AssertionError):
        room.redo()


def test_an_item_that_was_never_published_goes_without_a_trace_and_lifts_what_was(room: Room) -> None:
    room.begin()
    add(room, "N")
    below(room, "P-1", "")
    moving.move(
        room.session,
        room.id,
        room.place("P-1"),
        below=reading.place_of(room.session, room.draft, room.place("N")).item,
        seen=room.stamp("P-1"),
        author=JOE,
    )
    assert room.tree() == ["P", ["P-2"], "Q", ["Q-1"], "N", ["P-1"]]
    take_out(room, "N")
    assert room.tree() == ["P", ["P-2"], "Q", ["Q-1"], "P-1*"]
    room.undo()
    assert room.tree() == ["P", ["P-2"], "Q", ["Q-1"], "N", ["P-1"]]


def test_what_is_out_of_use_names_its_successor_and_comes_back(room: Room) -> None:
    room.begin()
    take_out(room, "P-1")
    editing.replace_by(room.session, room.id, at("P-1"), item_here(room, "P-2"), author=JOE)
    editing.replace_by(room.session, room.id, at("P-1"), item_here(room, "Q-1"), author=JOE)
    [successor] = editing.successors(room.session, room.draft, at("P-1"))
    assert successor["title"] == "Q-1 Statement of Q-1"
    editing.bring_back(room.session, room.id, at("P-1"), author=JOE)
    assert room.tree() == WHOLE
    assert editing.successors(room.session, room.draft, at("P-1")) == []
    for item, other in (("P-1", "P-2"), ("Q-1", "Q-1")):
        with pytest.raises(Refusal):
            editing.replace_by(room.session, room.id, at(item), item_here(room, other), author=JOE)
    with pytest.raises(Refusal):
        editing.bring_back(room.session, room.id, at("P-1"), author=JOE)


def test_an_item_of_two_branches_leaves_only_the_one(room: Room) -> None:
    room.begin()
    extra = beginning.new_place(
        {"title": "Q-1", "identifier": at("Q-1"), "uri": f"x:{at('Q-1')}"},
        {"title": "P", "identifier": at("P"), "uri": "x:p"},
        framework=room.id,
        addresses=f"{BASE_URI}",
        rank=9999,
        author=JOE,
    )

    draft = lock(room.session, room.id, JOE)
    make(room.session, draft, JOE, "A second place", [Edit("place", extra["identifier"], None, extra)])
    assert room.tree() == ["P", ["P-1", "P-2", "Q-1"], "Q", ["Q-1"]]
    node = reading.node_at(room.session, room.draft, extra["identifier"])
    assert node.main == room.place("Q-1") != node.place
    assert not removing.take_out(
        room.session, room.id, extra["identifier"], seen=node.place_stamp, author=JOE
    )
    assert room.tree() == WHOLE


BASE_URI = "http://localhost:8001/uri/"


REFUSED: dict[str, tuple[Callable[[Room], None], str]] = {
    "below itself": (lambda r: below(r, "P", "P"), "circle"),
    "below its own branch": (lambda r: below(r, "P", "P-1"), "circle"),
    "before its own branch's item": (lambda r: beside(r, "P", before="P-1"), "circle"),
    "before itself": (lambda r: beside(r, "P", before="P"), "edge"),
    "up from the first": (lambda r: step(r, "P", "up"), "edge"),
    "down from the last": (lambda r: step(r, "Q", "down"), "edge"),
    "into nothing": (lambda r: step(r, "P-1", "in"), "edge"),
    "out of the top": (lambda r: step(r, "P", "out"), "edge"),
    "below an unknown item": (lambda r: below(r, "P", "nowhere"), "not_found"),
    "an item of another framework": (lambda r: step_at(r, "nowhere"), "not_found"),
    "a link that is no place": (lambda r: step_at(r, link_of(r)), "not_found"),
}


def step_at(room: Room, place: str) -> None:
    moving.step(room.session, room.id, place, "up", seen=0, author=JOE)


def link_of(room: Room) -> str:
    [precedes] = [
        one["identifier"] for one in room.package()["CFAssociations"] if one["associationType"] == "precedes"
    ]
    return str(precedes)


@pytest.mark.parametrize(("deed", "code"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_tree_is_refused_and_changes_nothing(
    room: Room, deed: Callable[[Room], None], code: str
) -> None:
    room.begin()
    room.session.commit()
    with pytest.raises(Refusal) as refused:
        deed(room)
    assert refused.value.code == code
    room.session.rollback()
    assert room.tree() == WHOLE


def test_a_stale_change_is_refused_and_says_who_was_first(room: Room) -> None:
    room.begin()
    seen = room.stamp("P-1")
    wording = Wording("Weld a seam", "P-1")
    editing.reword(room.session, room.id, at("P-1"), wording, seen=0, author=MARTA)
    step(room, "P-1", "down")
    room.session.commit()
    stale: list[Callable[[], object]] = [
        lambda: editing.reword(room.session, room.id, at("P-1"), Wording("Mine"), seen=0, author=JOE),
        lambda: moving.step(room.session, room.id, room.place("P-1"), "up", seen=seen, author=JOE),
        lambda: removing.take_out(room.session, room.id, room.place("P-1"), seen=seen, author=JOE),
        lambda: undo(room.session, lock(room.session, room.id, JOE), number=1),
        lambda: leveling.describe(room.session, room.id, at("P-1"), [], seen=0, author=JOE),
    ]
    for deed in stale:
        with pytest.raises(Refusal) as refused:
            deed()
        assert (refused.value.code, refused.value.status) == ("stale", 409)
        assert "Joe Kim" in refused.value.meaning
        room.session.rollback()
    kept = room.session.get_one(DraftItem, at("P-1"))
    assert kept.statement == "Weld a seam"


def test_two_who_change_different_items_do_not_hinder_one_another(room: Room) -> None:
    room.begin()
    for name, author in (("P-1", JOE), ("Q-1", MARTA)):
        editing.reword(room.session, room.id, at(name), Wording(f"New {name}", name), seen=0, author=author)
    words = [(change.by, change.words) for change in changes(room.session, room.draft, most=5)]
    assert words == [
        ("Marta Vogel", "Reworded Q-1 Statement of Q-1"),
        ("Joe Kim", "Reworded P-1 Statement of P-1"),
    ]


def test_a_draft_is_begun_once_and_thrown_away_whole(each_room: Room) -> None:
    room = each_room
    room.begin()
    add(room, "N")
    with pytest.raises(Refusal) as refused:
        room.begin()
    assert refused.value.code == "draft_exists"
    beginning.discard(room.session, room.draft)
    room.session.commit()
    with pytest.raises(NotFoundRefusal):
        lock(room.session, room.id, JOE)
    assert room.session.get(DraftItem, at("P")) is None
    room.begin()
    assert room.tree() == WHOLE


def test_between_two_neighbours_there_is_always_room(room: Room) -> None:
    room.begin()
    for number in range(40):
        add(room, f"N{number}", after=room.place("P-1"))
    assert room.tree()[1] == ["P-1", *[f"N{number}" for number in reversed(range(40))], "P-2"]
    for _ in range(40):
        room.undo()
    assert room.tree() == WHOLE
