"""The throw-away cluster answers while it is held and leaves nothing behind."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import throwaway_cluster


@contextmanager
def held() -> Iterator[str]:
    yield from throwaway_cluster()


def test_a_cluster_answers_while_it_is_held_and_leaves_nothing_behind() -> None:
    with held() as url:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            row = connection.execute("SELECT current_setting('server_encoding')").fetchone()
        folder = Path(url.split("host=")[1])
        assert (row, folder.is_dir()) == (("UTF8",), True)
    deadline = time.monotonic() + 60
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
