"""The scene on which the three sites meet bad input."""

from collections.abc import Iterator

import pytest

from tests.federation.scene import Scene
from tests.sites import Federation


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Federation]:
    """Raise the three sites once for a module's tests that change nothing."""
    raised = Federation(tmp_path_factory.mktemp("untouched"))
    yield raised
    raised.close()


@pytest.fixture
def scene(federation: Federation) -> Iterator[Scene]:
    """Open the scene, closed afterwards."""
    opened = Scene(federation)
    yield opened
    opened.http.close()
