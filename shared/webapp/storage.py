"""A site's database: SQLite in WAL mode, or PostgreSQL when configured; only migrations change it."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.engine import Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, create_engine

from webapp.errors import StartError

ENVIRONMENT = Path(__file__).parent / "migrations"


class UtcDateTime(TypeDecorator[datetime]):
    """Store moments as UTC and give them back with their zone, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse moments without a zone; store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Storage:
    """Open a site's database and keep its tables at the newest migration."""

    def __init__(self, url: str, *, versions: Path, metadata: Sequence[MetaData]) -> None:
        self.versions = versions
        self.metadata = list(metadata)
        try:
            self.engine = _engine(url)
        except (ArgumentError, ImportError) as error:
            raise StartError(f"DATABASE_URL is not the address of a database: {error}") from error

    def session(self) -> Session:
        """Open a session; its caller commits or closes it."""
        return Session(self.engine, expire_on_commit=False)

    def config(self) -> Config:
        """Describe the site's migrations to Alembic."""
        config = Config()
        config.set_main_option("script_location", str(ENVIRONMENT))
        config.set_main_option("version_locations", str(self.versions))
        config.set_main_option("path_separator", "os")
        config.attributes["metadata"] = self.metadata
        return config

    def upgrade(self) -> None:
        """Bring the tables to the newest migration; raises StartError when the database cannot be used."""
        config = self.config()
        try:
            with self.engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "heads")
        except (SQLAlchemyError, sqlite3.DatabaseError) as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            shown = self.engine.url.render_as_string(hide_password=True)
            raise StartError(f"The database {shown} cannot be used: {reason}.") from error

    def write_migration(self, message: str) -> None:
        """Write the next migration from what the tables' descriptions say and the database lacks."""
        config = self.config()
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            number = len(list(self.versions.glob("[0-9]*.py"))) + 1
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 15})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
