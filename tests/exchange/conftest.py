"""What several rooms of exchange use."""

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client that waits half a second for each byte."""
    with httpx.Client(timeout=0.5) as client:
        yield client
