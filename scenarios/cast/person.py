"""What every person of a story can do: sign in at a site, go somewhere, press what is there."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from scenarios.stage import Stage


class Person:
    """Somebody with a window of their own, signed in at their site."""

    site: ClassVar[str]

    def __init__(self, stage: Stage, name: str, *, origin: str | None = None) -> None:
        self.stage = stage
        self.name = name
        self.origin = origin or stage.origins[self.site]

    def step(self, narration: str) -> AbstractContextManager[None]:
        """Play a step of the story in this person's window."""
        return self.stage.step(self.name, narration, self.page)

    @property
    def first_name(self) -> str:
        """Give the name by which the narration calls the person."""
        return self.name.split()[0]

    @cached_property
    def page(self) -> Page:
        """Open the person's window and sign in."""
        page = self.stage.open_window()
        page.goto(f"{self.origin}/sign-in")
        self.stage.inspect(page)
        page.get_by_role("button", name=f"Sign in as {self.name}", exact=True).click()
        expect(page.get_by_text(self.name).first).to_be_visible()
        return page

    def goes_to(self, address: str) -> None:
        """Open an address: a path of the person's own site, or a whole link."""
        self.page.goto(address if "://" in address else self.origin + address)
        self.looks()

    def follows(self, link: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=link).first.click()
        self.looks()

    def presses(self, button: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=button).first.click()
        self.looks()

    def fills(self, label: str, words: str) -> None:
        """Fill a field by its label."""
        self.page.get_by_label(label).and_(self.page.locator("input, textarea")).first.fill(words)

    def sees(self, words: str) -> Locator:
        """Expect words on the page."""
        found = self.page.get_by_role("main").get_by_text(words).first
        expect(found).to_be_visible()
        return found

    def does_not_see(self, words: str) -> None:
        """Expect words to be nowhere on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def looks(self) -> None:
        """Wait until the page has come to rest, and inspect it."""
        self.page.wait_for_load_state("load")
        self.stage.inspect(self.page)
