"""Sites and a stage for the stories: raised for the run, or given by their three origins."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scenarios.album import Album
from scenarios.browser import obtain_browser
from scenarios.playing import sites_for
from scenarios.sites import NAMES
from scenarios.stage import Stage


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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Open the browser once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**obtain_browser().launch_options())
        yield browser
        browser.close()


@pytest.fixture
def stage(chromium: Browser, origins: Mapping[str, str], tmp_path: Path) -> Iterator[Stage]:
    """Give windows that refuse script errors and pages that are not accessible."""
    stage = Stage(chromium, origins, Album(tmp_path, story="writing", title="Writing"))
    yield stage
    stage.close()
