"""The scene on which the three sites meet bad input."""

from collections.abc import Iterator

import pytest

from tests.federation.scene import Scene
from tests.sites import Federation


@pytest.fixture
def scene(federation: Federation) -> Iterator[Scene]:
    """Open the scene, closed afterwards."""
    opened = Scene(federation)
    yield opened
    opened.http.close()
