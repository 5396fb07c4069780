"""JSON pointers: https://www.rfc-editor.org/rfc/rfc6901."""

from __future__ import annotations

import pytest

from credentials.errors import MalformedDocumentError
from credentials.proofs.selective.pointers import pointer_to, select, steps_of, value_at
from credentials.standards.vc import JSON

DOCUMENT: JSON = {
    "@context": ["a"],
    "id": "urn:x",
    "type": ["T"],
    "name": "N",
    "a/b": 1,
    "m~n": 2,
    "": 3,
    "0": 4,
    "held": {"id": "urn:y", "type": "H", "says": "S", "also": "A"},
    "list": [{"one": 1, "two": 2}, {"type": "L", "one": 3, "two": 4}, {"one": 5}],
}
HEAD = {"@context": ["a"], "id": "urn:x", "type": ["T"]}

VALUES = {
    "the whole": ("", DOCUMENT),
    "a member": ("/name", "N"),
    "a member of a member": ("/held/says", "S"),
    "a place": ("/list/1/one", 3),
    "a slash in a name": ("/a~1b", 1),
    "a tilde in a name": ("/m~0n", 2),
    "a member without a name": ("/", 3),
    "a member named by a number": ("/0", 4),
}


@pytest.mark.parametrize(("pointer", "value"), VALUES.values(), ids=VALUES.keys())
def test_a_pointer_leads_to_a_value(pointer: str, value: object) -> None:
    assert value_at(DOCUMENT, pointer) == value


NOWHERE = {
    "no member of that name": "/nothing",
    "past the end of a list": "/list/3",
    "the place after the last": "/list/-",
    "a place with a leading zero": "/list/01",
    "a negative place": "/list/-1",
    "a place in other digits": "/list/\u0661",
    "into a text": "/name/0",
    "into a number": "/0/0",
}


@pytest.mark.parametrize("pointer", NOWHERE.values(), ids=NOWHERE.keys())
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(MalformedDocumentError, match="found nothing at"):
        select(DOCUMENT, [pointer])


@pytest.mark.parametrize("pointer", ["name", "/a~2b", "/a~", 7, None, "/x" * 33])
def test_what_is_no_pointer_is_refused(pointer: object) -> None:
    with pytest.raises(MalformedDocumentError):
        steps_of(pointer)


def test_a_pointer_is_written_so_that_it_reads_back() -> None:
    assert pointer_to("a/b", 0, "m~n", "") == "/a~1b/0/m~0n/"
    assert steps_of("/a~1b/0/m~0n/") == ["a/b", "0", "m~n", ""]


SELECTIONS: dict[str, tuple[list[str], JSON]] = {
    "nothing": ([], HEAD),
    "a member": (["/name"], {**HEAD, "name": "N"}),
    "part of an object, which keeps its id and type": (
        ["/held/says"],
        {**HEAD, "held": {"id": "urn:y", "type": "H", "says": "S"}},
    ),
    "an object and part of it": (["/held/says", "/held"], {**HEAD, "held": DOCUMENT["held"]}),
    "part of an object after all of it": (["/held", "/held/says"], {**HEAD, "held": DOCUMENT["held"]}),
    "places, in their order and without gaps": (
        ["/list/2", "/list/0/two"],
        {**HEAD, "list": [{"two": 2}, {"one": 5}]},
    ),
    "one member twice": (["/name", "/name"], {**HEAD, "name": "N"}),
    "the id of an object": (["/held/id"], {**HEAD, "held": {"id": "urn:y", "type": "H"}}),
    "everything": ([""], DOCUMENT),
}


@pytest.mark.parametrize(("pointers", "part"), SELECTIONS.values(), ids=SELECTIONS.keys())
def test_pointers_select(pointers: list[str], part: JSON) -> None:
    selected = select(DOCUMENT, pointers)
    assert selected == part
    assert list(selected) == [member for member in DOCUMENT if member in part]


def test_many_pointers_take_no_more_than_their_number() -> None:
    document: JSON = {"tag": list(range(20_000))}
    assert select(document, [f"/tag/{place}" for place in range(20_000)]) == document
