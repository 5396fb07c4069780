"""What several rooms of exchange use."""

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client that waits long for each byte: the machine may be busy with other things."""
    with httpx.Client(timeout=60) as client:
        yield client
