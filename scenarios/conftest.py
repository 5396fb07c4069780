"""Sites and a stage for the stories: raised for the run, or given by their three origins."""

from collections.abc import Iterator, Mapping

import pytest

from scenarios.playing import sites_for
from scenarios.sites import NAMES


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the origins of sites that run elsewhere."""
    for name in NAMES:
        parser.addoption(f"--{name}", metavar="URL", help=f"origin of a {name} to play the stories at")


@pytest.fixture(scope="session")
def origins(request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """Give the origins of the three sites."""
    given = {name: request.config.getoption(f"--{name}") for name in NAMES}
    if any(given.values()) and not all(given.values()):
        pytest.exit("Give --college, --wallet and --employer, or none of them.", returncode=4)
    with sites_for(given if all(given.values()) else None, raise_anew=True) as where:
        yield where
