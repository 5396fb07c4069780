"""What takes an item's place: of the same framework, of another one here, or at an address elsewhere."""

import json
from datetime import date

import httpx
import pytest

from institution.drafting import editing, removing, succeeding
from institution.drafting.checking import findings
from institution.drafting.succeeding import Successor
from institution.storing import store
from skills.case import read_package
from tests.institution.drafting.deeds import official_complaints, publishes
from tests.institution.drafting.room import JOE, LATER, Room, at
from tests.institution.packages import a_package, an_item
from webapp.errors import Refusal

PARTNER = "https://frameworks.example"
ELSEWHERE = f"{PARTNER}/uri/0b0f3d5e-5c5e-4d0e-8d3c-0a8f5b1e2c3d"
TODAY = date(2026, 12, 24)
ITEM = {"fullStatement": "Weld a pipe", "humanCodingScheme": "W-9"}


@pytest.fixture
def drafted(room: Room) -> Room:
    """Begin a draft beside a partner's framework of X and Y, Y out of use."""
    items = [an_item("X", PARTNER), an_item("Y", PARTNER, statusEndDate="2026-01-31")]
    package = a_package(PARTNER, items=items, associations=[])
    package["CFDocument"] |= {"title": "Pipes", "identifier": at("Pipes"), "uri": f"{PARTNER}/uri/pipes"}
    store(room.session, read_package(package), own=False, source="a file", by="Ellen", now=LATER)
    room.begin()
    return room


def answering(status: int, body: object) -> httpx.Client:
    text = body if isinstance(body, str) else json.dumps(body)
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, text=text)))


def found_at(room: Room, address: str, http: httpx.Client) -> Successor:
    return succeeding.successor_at(room.session, room.draft, address, http=http, today=TODAY)


def test_items_are_found_by_code_or_words_in_every_framework_here(drafted: Room) -> None:
    room = drafted
    told = {
        words: [(one.title, one.where) for one in succeeding.candidates(room.session, room.draft, words)]
        for words in ("q-1", "x", "statement x", "y", "of q")
    }
    assert told == {
        "q-1": [("Q-1 Statement of Q-1", "")],
        "x": [("X Statement of X", "Pipes")],
        "statement x": [("X Statement of X", "Pipes")],
        "y": [],
        "of q": [("Q Statement of Q", ""), ("Q-1 Statement of Q-1", "")],
    }


ANSWERS: dict[str, tuple[httpx.Client, tuple[str, bool, str]]] = {
    "an item": (answering(200, ITEM), ("W-9 Weld a pipe", True, "")),
    "an item in an envelope": (answering(200, {"CFItem": ITEM}), ("W-9 Weld a pipe", True, "")),
    "a page": (answering(200, "<html>"), (ELSEWHERE, False, "")),
    "something else": (answering(200, {"fullStatement": 7}), (ELSEWHERE, False, "")),
    "nothing": (answering(404, "{}"), (ELSEWHERE, False, f"{ELSEWHERE} answered 404")),
}


@pytest.mark.parametrize(("http", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_an_address_elsewhere_is_asked_and_what_did_not_answer_is_told(
    drafted: Room, http: httpx.Client, expected: tuple[str, bool, str]
) -> None:
    found = found_at(drafted, ELSEWHERE, http)
    assert (found.title, found.is_case, found.doubt) == expected
    assert found.identifier == ELSEWHERE[-36:]


REFUSED = {
    "an item of a partner that is out of use": (lambda room: f"{PARTNER}/uri/{at_partner('Y')}", {}),
    "an item elsewhere that is out of use": (lambda room: ELSEWHERE, {**ITEM, "statusEndDate": "2026-12-24"}),
    "no address": (lambda room: "ftp://x", {}),
    "an address with a space": (lambda room: "https://x y", {}),
}


def at_partner(name: str) -> str:
    return str(an_item(name, PARTNER)["identifier"])


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_take_a_place_is_refused(drafted: Room, case: str) -> None:
    address, body = REFUSED[case]
    with pytest.raises(Refusal):
        found_at(drafted, address(drafted), answering(200, body))


@pytest.mark.parametrize("status", [200, 503])
def test_a_successor_elsewhere_is_published_with_what_was_not_checked(drafted: Room, status: int) -> None:
    room = drafted
    removing.take_out(room.session, room.id, room.place("P-2"), seen=room.stamp("P-2"), author=JOE)
    successor = found_at(room, ELSEWHERE, answering(status, ITEM))
    editing.replace_by(room.session, room.id, at("P-2"), successor, author=JOE)
    [named] = editing.successors(room.session, room.draft, at("P-2"))
    doubt = "" if status == 200 else f"{ELSEWHERE} answered 503"
    assert named["doubt"] == doubt
    told = [one.reason for one in findings(room.session, room.draft)]
    assert (f"What takes its place was not checked: {ELSEWHERE} answered 503." in told) == bool(doubt)
    publishes(room)
    [link] = [one for one in room.package()["CFAssociations"] if one["associationType"] == "replacedBy"]
    assert link["destinationNodeURI"]["uri"] == ELSEWHERE
    assert link.get("notes", "") == (f"Not checked: {doubt}" if doubt else "")
    assert official_complaints(room.package()) == []
    assert not read_package(room.package()).notices
