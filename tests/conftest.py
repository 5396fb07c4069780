"""Fixtures that several rooms' tests use."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy

from tests.postgres import throwaway_cluster
from tests.sites import Federation

# Every run tries the same examples, however slow the machine is: looking for new ones is the fuzzer's work.
hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


@pytest.fixture
def federation(tmp_path: Path) -> Iterator[Federation]:
    """Raise the three seeded sites on an in-memory network."""
    raised = Federation(tmp_path)
    yield raised
    raised.close()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Federation]:
    """Raise the three sites once for a module's tests that change nothing."""
    raised = Federation(tmp_path_factory.mktemp("untouched"))
    yield raised
    raised.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of an empty database on a throw-away PostgreSQL cluster, or skip with the reason."""
    yield from throwaway_cluster()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database, once SQLite and once PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    return new_database(request.getfixturevalue("postgres"))


def new_database(cluster: str) -> str:
    """Make an empty schema on a cluster, and give the address at which a site has it for its database.

    It is made a hundred times as fast as a whole database, and leaves nothing to write when the server ends.
    """
    name = f"test_{next(_NUMBERS)}"
    engine = sqlalchemy.create_engine(cluster, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    address = sqlalchemy.make_url(cluster).update_query_dict({"options": f"-csearch_path={name}"})
    return address.render_as_string(hide_password=False)


_NUMBERS = itertools.count(1)
