"""Fixtures of the wallet's tests: the wallet alone among strangers, no other site of ours."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from flask.testing import FlaskClient

from tests.sites import Federation, InMemoryNetwork
from tests.wallet.strangers import Stranger
from tests.wallet.visiting import accept


class Town(Federation):
    """The wallet, a college and an employer that it knows, and a site that nobody knows."""

    def __init__(self, folder: Path, *, database: str | None = None) -> None:
        self.network = InMemoryNetwork()
        self._folder = folder
        self.wallet = self._raise("wallet", {"wallet": database} if database else None)
        self.college_desk = self.settle("http://localhost:8001", "Riverbend Community College")
        self.employer_desk = self.settle("http://localhost:8003", "Northgate Utilities")
        self.copycat = self.settle("http://localhost:8005", "Riverbend Community College")

    def settle(self, origin: str, name: str) -> Stranger:
        """Let a stranger answer at an origin."""
        stranger = Stranger(origin, name)
        self.network.at[origin] = httpx.WSGITransport(app=stranger.app)
        return stranger

    def close(self) -> None:
        """Let go of the wallet's database and connections."""
        site = self.wallet.extensions["wellspring"]
        site.peers.http.close()
        site.storage.engine.dispose()


@pytest.fixture(scope="module")
def quiet_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Raise the wallet once for tests that change nothing, which is what they test."""
    raised = Town(tmp_path_factory.mktemp("quiet"))
    yield raised
    raised.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Raise the wallet among strangers."""
    raised = Town(tmp_path)
    yield raised
    raised.close()


@pytest.fixture
def ana(town: Town) -> FlaskClient:
    """Sign Ana in, with two cards of the college."""
    browser, college = town.browser("wallet", "ana"), town.college_desk
    accept(browser, college.offer(college.award("Triage"), college.award("Forensics")))
    return browser
