"""Tickets are used once, expire, and live in the database of the site, whichever it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from webapp.records import Record
from webapp.storage import Storage
from webapp.tickets import Tickets

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)


@pytest.fixture
def session(database_url: str, tmp_path: Path) -> Iterator[Session]:
    storage = Storage(database_url, versions=tmp_path, metadata=[Record.metadata])
    Record.metadata.create_all(storage.engine)
    with storage.session() as opened:
        yield opened
    storage.engine.dispose()


@pytest.fixture
def tickets(session: Session) -> Tickets:
    return Tickets(lambda: session)


def test_a_ticket_is_read_until_it_expires(tickets: Tickets) -> None:
    tickets.put("nonce", "a", {"n": 1}, expires=SOON)
    assert tickets.read("nonce", "a", now=NOW) == {"n": 1}
    assert tickets.read("nonce", "a", now=SOON) is None
    assert tickets.read("token", "a", now=NOW) is None


def test_a_ticket_is_taken_once(tickets: Tickets) -> None:
    tickets.put("code", "a", {"n": 1}, expires=SOON)
    assert tickets.take("code", "a", now=NOW) == {"n": 1}
    assert tickets.take("code", "a", now=NOW) is None


def test_an_expired_ticket_is_not_taken(tickets: Tickets) -> None:
    tickets.put("code", "a", {}, expires=SOON)
    assert tickets.take("code", "a", now=SOON + timedelta(seconds=1)) is None


def test_only_a_live_ticket_is_changed(tickets: Tickets) -> None:
    tickets.put("offer", "a", {"tries": 0}, expires=SOON)
    assert tickets.change("offer", "a", {"tries": 1}, now=NOW)
    assert tickets.read("offer", "a", now=NOW) == {"tries": 1}
    assert not tickets.change("offer", "a", {"tries": 2}, now=SOON)
    assert not tickets.change("offer", "b", {"tries": 2}, now=NOW)


def test_sweeping_removes_what_has_expired(tickets: Tickets, session: Session) -> None:
    tickets.put("offer", "old", {}, expires=NOW)
    tickets.put("offer", "new", {}, expires=SOON)
    tickets.sweep(now=NOW)
    assert tickets.read("offer", "old", now=NOW - timedelta(days=1)) is None
    assert tickets.read("offer", "new", now=NOW) == {}
