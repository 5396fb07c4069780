"""Asking that a draft be published, and what is answered."""

from datetime import timedelta

import pytest

from institution.drafting import asking, beginning
from institution.drafting.asking import Proposal
from institution.drafting.changing import Author
from institution.drafting.records import PublishRequest
from tests.institution.drafting.deeds import publishes, reword
from tests.institution.drafting.room import JOE, LATER, MARTA, Room
from webapp.errors import Refusal

PROPOSAL = Proposal("2", "Clearer words", adopted=True, message="The board agreed")


def asks(room: Room) -> PublishRequest:
    return asking.ask(room.session, room.draft, PROPOSAL, seen=room.draft.revision, author=JOE)


def test_a_request_keeps_who_asked_when_and_what_for_until_it_is_published(each_room: Room) -> None:
    room = each_room
    room.begin()
    reword(room, "P-1", "Another")
    asks(room)
    room.session.commit()
    waiting = asking.waiting_for(room.session, room.id)
    assert waiting
    assert (waiting.by, waiting.at, waiting.message) == ("Joe Kim", LATER, "The board agreed")
    assert asking.requests_of(room.session, [room.draft])[room.id] == waiting
    publishes(room)
    room.session.commit()
    assert asking.waiting_for(room.session, room.id) is None
    assert asking.askers(room.session, room.id) == {2: "Joe Kim"}


def test_what_is_sent_back_has_a_reason_and_can_be_asked_for_again(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another")
    asks(room)
    asking.send_back(room.session, room.id, reason="Name the course", seen=1, author=MARTA)
    found = asking.about(room.session, room.draft)
    assert found
    assert (found.state, found.answered_by, found.reason) == ("sent back", "Marta Vogel", "Name the course")
    assert asks(room).number == 2
    asking.take_back(room.session, room.id, seen=2, author=JOE)
    assert asking.waiting_for(room.session, room.id) is None


def test_a_request_is_answered_once_and_asked_once(room: Room) -> None:
    room.begin()
    for code, seen in (("stale", 7), ("not_publishable", 0)):
        with pytest.raises(Refusal) as refused:
            asking.ask(room.session, room.draft, PROPOSAL, seen=seen, author=JOE)
        assert refused.value.code == code
    reword(room, "P-1", "Another")
    asks(room)
    with pytest.raises(Refusal) as refused:
        asks(room)
    assert refused.value.code == "asked"
    asking.take_back(room.session, room.id, seen=1, author=JOE)
    for deed in (asking.take_back, asking.send_back):
        more = {"reason": "Late"} if deed is asking.send_back else {}
        with pytest.raises(Refusal) as refused:
            deed(room.session, room.id, seen=1, author=MARTA, **more)
        assert refused.value.code == "stale"


def test_the_next_draft_knows_nothing_of_what_was_asked_about_the_last(room: Room) -> None:
    room.begin()
    reword(room, "P-1", "Another")
    asks(room)
    asking.end(room.session, room.id, JOE)
    beginning.discard(room.session, room.draft)
    assert asking.waiting_for(room.session, room.id) is None
    beginning.begin_next(room.session, room.id, author=Author("Joe Kim", LATER + timedelta(hours=1)))
    assert asking.about(room.session, room.draft) is None
    assert asking.requests_of(room.session, [room.draft]) == {}
