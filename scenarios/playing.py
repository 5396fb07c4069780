"""Play a story by name: at running sites, or at sites raised for it."""

import importlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright

from scenarios.album import Album
from scenarios.browser import NoBrowserError, obtain_browser
from scenarios.keeping import world_in
from scenarios.launching import free_ports, is_healthy, raised
from scenarios.sites import World, WorldError
from scenarios.stage import Stage, album_folder
from scenarios.terminal import say

STORIES = ("agree-on-skills", "course-to-job", "gap-to-course", "revoked-badge", "unknown-college")
WITH_A_DOWNLOAD = ("link-to-nice",)
PAUSE = 2.0
AT_THE_DEMO = (
    "Playing at the running demo, on top of what it holds: a story that was played there before awards anew,"
    " and the wallet keeps both awards. `wellspring reset` brings the first day back."
)


def story_named(name: str) -> ModuleType:
    """Load a story; raises WorldError when there is none of that name."""
    known = (*STORIES, *WITH_A_DOWNLOAD)
    if name not in known:
        raise WorldError(f"There is no story {name!r}, expected one of {', '.join(known)}.")
    return importlib.import_module(f"scenarios.stories.{name.replace('-', '_')}")


def play(
    name: str, *, headed: bool = False, slow: bool = False, origins: Mapping[str, str] | None = None
) -> int:
    """Play a story, say how it went, and leave its album; 0 when it went as told."""
    story = story_named(name)
    with sites_for(origins) as where:
        try:
            with staged(name, where, headed=headed, slow=slow) as stage:
                story.play(stage)
        except (AssertionError, PlaywrightError) as error:
            say(f"The story stopped: {error}")
            return 1
        finally:
            say(f"The album is at {album_folder(name) / 'index.html'}.")
    say(f"“{title_of(story)}” went as told, in {len(stage.album.steps)} steps.")
    return 0


def title_of(story: ModuleType) -> str:
    """Give a story's title: the first sentence of its file."""
    return (story.__doc__ or "").split("\n")[0].rstrip(".")


@contextmanager
def sites_for(origins: Mapping[str, str] | None, *, raise_anew: bool = False) -> Iterator[Mapping[str, str]]:
    """Give the origins of sites to play at: the given ones, a running demo's, or freshly raised ones'."""
    running = None if origins or raise_anew else _running_demo()
    if running:
        say(AT_THE_DEMO)
    if origins or running:
        yield origins or {site.name: site.origin for site in (running.sites if running else ())}
        return
    with tempfile.TemporaryDirectory(prefix="wellspring-story-") as folder:
        world = world_in(Path(folder), first_port=free_ports())
        with raised(world):
            yield {site.name: site.origin for site in world.sites}


def _running_demo() -> World | None:
    world = world_in(Path(os.environ.get("WELLSPRING_DATA") or "data"), first_port=None)
    return world if all(is_healthy(site) for site in world.sites) else None


@contextmanager
def staged(
    name: str, origins: Mapping[str, str], *, headed: bool = False, slow: bool = False
) -> Iterator[Stage]:
    """Set the stage of a story; its album is written however the story ends."""
    story = story_named(name)
    try:
        browser = obtain_browser()
    except NoBrowserError as error:
        raise WorldError(str(error)) from error
    with _driver() as playwright:
        chromium = playwright.chromium.launch(**browser.launch_options(headed=headed, slow=slow))
        album = Album(album_folder(name), story=name, title=title_of(story))
        stage = Stage(chromium, origins, album, pause=PAUSE if slow else 0)
        try:
            yield stage
        finally:
            stage.close()
            chromium.close()


@contextmanager
def _driver() -> Iterator[Playwright]:
    """Start Playwright's driver, or say in one sentence what its own error leaves in the dark."""
    manager = sync_playwright()
    try:
        playwright = manager.__enter__()
    except Exception as error:
        raise WorldError(
            "Playwright's driver does not start on this machine; on Debian and Ubuntu it needs the package"
            f" libatomic1 ({error})."
        ) from error
    try:
        yield playwright
    finally:
        manager.__exit__(None, None, None)
