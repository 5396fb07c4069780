"""A site's tables come from its migrations alone, and say the same on SQLite and PostgreSQL."""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from webapp.errors import StartError
from webapp.records import Record, Ticket
from webapp.storage import Storage

SITES = ("college", "wallet", "employer")


def storage_of(site: str, url: str) -> Storage:
    """Open a site's storage at an address."""
    app = importlib.import_module(f"{site}.app")
    versions = Path(str(app.__file__)).parent / "migrations"
    return Storage(url, versions=versions, metadata=[Record.metadata, *app.TABLES])


@pytest.fixture(params=SITES)
def storage(request: pytest.FixtureRequest, database_url: str) -> Iterator[Storage]:
    opened = storage_of(request.param, database_url)
    yield opened
    opened.engine.dispose()


def test_the_migrations_make_exactly_the_tables_that_the_records_describe(storage: Storage) -> None:
    storage.upgrade()
    with storage.engine.connect() as connection:
        for metadata in storage.metadata:
            tables = set(metadata.tables)
            context = MigrationContext.configure(
                connection,
                opts={"include_name": lambda name, kind, _parents, t=tables: kind != "table" or name in t},
            )
            assert compare_metadata(context, metadata) == []


def test_upgrading_twice_changes_nothing(storage: Storage) -> None:
    storage.upgrade()
    before = sorted(inspect(storage.engine).get_table_names())
    storage.upgrade()
    assert sorted(inspect(storage.engine).get_table_names()) == before


def test_moments_come_back_in_utc_with_their_zone(storage: Storage) -> None:
    storage.upgrade()
    east = datetime(2026, 11, 24, 11, 30, tzinfo=timezone(timedelta(hours=2)))
    with storage.session() as session:
        session.add(Ticket(kind="k", key="1", value={}, expires=east))
        session.commit()
        session.expire_all()
        stored = session.get(Ticket, ("k", "1"))
        assert stored is not None
        assert stored.expires == east
        assert stored.expires.tzinfo == UTC


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    storage = storage_of("college", f"sqlite:///{tmp_path / 'college.sqlite'}")
    with storage.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    storage.engine.dispose()


def test_a_broken_database_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"this was never a database, whatever its name says" * 100)
    storage = storage_of("college", f"sqlite:///{tmp_path / 'broken.sqlite'}")
    with pytest.raises(StartError, match="cannot be used: file is not a database"):
        storage.upgrade()
    storage.engine.dispose()


@pytest.mark.parametrize("url", ["not an address", "nothing://here"])
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="DATABASE_URL is not the address of a database"):
        Storage(url, versions=tmp_path, metadata=[])
