"""One college for tests that only look, a new one for each test that writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.institution.campus import Campus


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campus]:
    """Raise a college that no test changes."""
    raised = Campus(tmp_path_factory.mktemp("looked-at"))
    yield raised
    raised.close()


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    """Raise a college that the test may change."""
    raised = Campus(tmp_path)
    yield raised
    raised.close()
