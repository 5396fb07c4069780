"""Where a story plays: three sites, one browser, a window for each person, and an album of what was seen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from scenarios.album import Album

GRAVE = frozenset({"serious", "critical"})
VIEWPORT = ViewportSize(width=1280, height=800)
# A page may be slow on a busy machine without being wrong; only what never comes takes so long.
PATIENCE = 60
expect.set_options(timeout=PATIENCE * 1000)


class StoryError(AssertionError):
    """Raised when a story does not go as it is told."""


class Stage:
    """Play steps: each is narrated, inspected for accessibility, photographed, and kept with its messages."""

    def __init__(
        self, browser: Browser, origins: Mapping[str, str], album: Album, *, pause: float = 0
    ) -> None:
        self.browser = browser
        self.origins = dict(origins)
        self.album = album
        self._pause = pause
        self._axe = Axe()
        self._http = httpx.Client(timeout=PATIENCE)
        self._seen = {origin: self._last_number(origin) for origin in self.origins.values()}
        self._step: str | None = None

    def open_window(self) -> Page:
        """Open a window that shares nothing with the other windows."""
        page = self.browser.new_context(viewport=VIEWPORT, locale="en-GB", reduced_motion="reduce").new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", self._refuse_script_errors)
        page.on("pageerror", self._refuse_page_errors)
        return page

    @contextmanager
    def step(self, who: str, narration: str, page: Page) -> Iterator[None]:
        """Play one step; a step inside another belongs to the outer one."""
        if self._step is not None:
            yield
            return
        self._step = narration
        failed = True
        try:
            yield
            failed = False
        finally:
            self._step = None
            self._keep(who, narration, page, failed=failed)
        if self._pause:
            page.wait_for_timeout(self._pause * 1000)

    def inspect(self, page: Page) -> None:
        """Refuse a page with a serious or critical accessibility finding."""
        found = self._axe.run(page).response["violations"]
        grave = [one for one in found if one["impact"] in GRAVE]
        if grave:
            lines = [
                f"{one['id']} ({one['impact']}): {one['help']}; {one['nodes'][0]['html'][:160]}"
                for one in grave
            ]
            raise StoryError(f"{page.url} is not accessible:\n" + "\n".join(lines))

    def _keep(self, who: str, narration: str, page: Page, *, failed: bool) -> None:
        picture = page.screenshot(full_page=True, animations="disabled")
        self.album.add(who, narration, page.url, picture, self._new_messages(), failed=failed)

    def _new_messages(self) -> list[dict[str, Any]]:
        fresh = []
        for site, origin in self.origins.items():
            for message in self._messages(origin, self._seen.get(origin, 0)):
                self._seen[origin] = message["number"]
                fresh.append({**message, "site": site})
        return sorted(fresh, key=lambda message: str(message["at"]))

    def _messages(self, origin: str, after: int) -> list[dict[str, Any]]:
        answer = self._http.get(f"{origin}/messages.json", params={"after": after})
        return list(answer.json()) if answer.status_code == 200 else []

    def _last_number(self, origin: str) -> int:
        return max((message["number"] for message in self._messages(origin, 0)), default=0)

    def _refuse_script_errors(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            raise StoryError(f"the browser complains: {message.text}")

    def _refuse_page_errors(self, error: Any) -> None:
        raise StoryError(f"a script of the page failed: {error}")

    def close(self) -> None:
        """Close every window and write the album."""
        for context in self.browser.contexts:
            context.close()
        self._http.close()
        self.album.write()


def album_folder(story: str) -> Path:
    """Give the folder of a story's album."""
    return Path("build") / "albums" / story
