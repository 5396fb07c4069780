"""A writer's room: the tables alone, with one small framework published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.institution.campus import Campus
from tests.institution.drafting.room import Room
from tests.institution.drafting.writing import DRAFT


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Open a room with a published framework of two branches."""
    opened = Room(f"sqlite:///{tmp_path / 'room.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def each_room(database_url: str) -> Iterator[Room]:
    """Open a room on SQLite, and one on PostgreSQL."""
    opened = Room(database_url)
    yield opened
    opened.close()


@pytest.fixture
def marta(campus: Campus) -> FlaskClient:
    """Sign in as the registrar."""
    return campus.browser("college", "marta")


@pytest.fixture
def joe(campus: Campus) -> FlaskClient:
    """Sign in as the curriculum lead, with a draft begun."""
    browser = campus.browser("college", "joe")
    assert browser.post(DRAFT).location == DRAFT
    return browser
