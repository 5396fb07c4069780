"""What people of both institutions do at the crosswalk: link by keyboard, confirm, disagree, settle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

from scenarios.cast.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {"same as": "1", "related to": "2", "part of": "3"}
# The table stands anew, and the focus is on the row that the page gives it to.
SETTLED = """() => {
    const work = document.getElementById("work");
    const first = work && work.querySelector("[autofocus]");
    return work && !work.dataset.old && (!first || document.activeElement === first);
}"""
Link = tuple[str, str, str]  # outcome, how they are linked, competency


class Linker(Person):
    """Somebody who answers for one of two linked frameworks."""

    crosswalk = "Riverbend to Northgate"

    def begins_a_crosswalk(self, ours: str, other: str) -> None:
        """Choose two frameworks to link, and have suggestions found."""
        with self.step(f"{self.first_name} begins a crosswalk from “{ours}” to “{other}”."):
            self.goes_to("/crosswalks")
            self._chooses("Ours", ours)
            self._chooses("The other", other)
            self.presses("Begin, or open it")
            find = self.page.get_by_role("button", name="Find suggestions")
            if find.count():
                with self._swapping():
                    find.click()
            self.looks()

    def takes_what_is_suggested(self, outcomes: Sequence[str]) -> None:
        """Say for some outcomes that the first suggestion is related, one key each."""
        with self.step(f"For {', '.join(outcomes)} the first suggestion is taken as related, one key each."):
            for outcome in outcomes:
                self._chooses_the_outcome(outcome)
                first = self.page.locator(".pair").filter(has_text="Suggested").first
                self._presses_key(first, KEYS["related to"])
            self._sees_waiting("Agreed", len(outcomes))
            self.looks()

    def starts_the_links_over(self) -> None:
        """Take back what the own people decided before."""
        with self.step(f"{self.first_name} starts over: what this institution had decided is taken back."):
            self._opens_the_crosswalk()
            self.follows("Start over")
            self.page.get_by_label("I am sure").check()
            self.presses("Take everything back")
            self.sees("were taken back")

    def links(self, links: Sequence[Link]) -> None:
        """Choose an outcome, read its suggestions, and accept one with a key; again and again."""
        first = links[0]
        with self.step(
            f"{self.first_name} reads what is suggested for {first[0]}, and why, and accepts one with a key."
        ):
            self._opens_the_crosswalk()
            self._links_one(*first)
        with self.step(
            f"{len(links) - 1} more links, one key each. Nothing counts until the employer agrees."
        ):
            for link in links[1:]:
                self._links_one(*link)
            self._sees_waiting("Waiting for them", len(links))

    def confirms_all_but(self, links: Sequence[Link], other: Link) -> None:
        """Confirm what the other side proposes, row by row, and answer one otherwise."""
        with self.step(
            f"{self.first_name} confirms what the college proposes, one key each, under an own name."
        ):
            self._opens_the_crosswalk()
            self._opens_the_tab("Waiting for us")
            for outcome, kind, competency in (link for link in links if link[:1] != other[:1]):
                self._answers(outcome, competency, KEYS[kind])
            self._sees_waiting("Agreed", len(links) - 1)
        outcome, kind, competency = other
        with self.step(f"About {outcome} {self.first_name} says something else: {kind}, not the same."):
            self._answers(outcome, competency, KEYS[kind])
            self._sees_waiting("Conflicts", 1)

    def sees_the_news(self, words: str) -> None:
        """Have the page tell by itself what the other side just did."""
        with self.step(f"{self.first_name}'s page tells by itself what the other side decided."):
            expect(self.page.locator("#news").get_by_text(words).first).to_be_visible()
            self.looks()

    def settles(self, link: Link, *, agreed: int) -> None:
        """Take what the other side said about a pair on which both disagreed."""
        outcome, kind, competency = link
        with self.step(
            f"{self.first_name} settles the conflict: {outcome} is {kind} {competency}, as they say."
        ):
            self._opens_the_crosswalk()
            self._opens_the_tab("Conflicts")
            self._answers(outcome, competency, KEYS[kind])
            self._sees_waiting("Agreed", agreed)

    def confirms_the_rest(self, number: int, *, agreed: int) -> None:
        """Confirm all that the other side holds, row by row, with the key of what it proposes."""
        with self.step(f"{self.first_name} confirms {number} links that the other side holds, one key each."):
            self._opens_the_crosswalk()
            self.presses("Look what they decided")
            self._opens_the_tab("Waiting for us")
            self._sees_waiting("Waiting for us", number)
            row = self.page.locator(".pair").first
            for done in range(number):
                proposed = row.locator("button[data-key]:not(.btn--quiet)").first
                self._presses_key(row, str(proposed.get_attribute("data-key")))
                self._sees_waiting("Agreed", agreed + done + 1)
            self.looks()

    def finds_agreed(self, number: int) -> None:
        """Look what the other side decided, and find that both agree."""
        with self.step(
            f"{self.first_name} looks, and finds {number} links that both institutions confirmed."
        ):
            self._opens_the_crosswalk()
            self.presses("Look what they decided")
            self._opens_the_tab("Agreed")
            self._sees_waiting("Agreed", number)

    def signs_the_integrated_view(self, *, after: Person | None = None) -> None:
        """Sign, for the own institution, what both frameworks say together; perhaps as the second one."""
        with self.step(f"{self.first_name} reads both frameworks in one table, and signs it."):
            self._opens_the_crosswalk()
            self.presses("Look what they decided")
            self.follows("Integrated view")
            self.page.get_by_role("button", name=re.compile(r"^Sign version \d+ for")).click()
            self.sees("You signed the integrated view.")
            if after is not None:
                self.sees(after.name)
                self.sees("Both institutions signed version")
            self.looks()

    def finds_both_adopted_as_one(self) -> None:
        """Find the framework that both institutions signed, published at the own address."""
        with self.step(f"{self.first_name} finds both frameworks published as one, adopted by both sides."):
            self._opens_the_crosswalk()
            self.presses("Look what they decided")
            self.follows("Integrated view")
            self.sees("Adopted")
            self.page.get_by_role("link", name=re.compile(r"^\d+ links between")).click()
            expect(self.page.get_by_role("heading", level=1, name=re.compile("^Integrated:"))).to_be_visible()
            self.looks()

    def shows_the_map(self, links: int) -> None:
        """Show the links as lines between the two frameworks."""
        with self.step(
            f"{self.first_name} shows the agreement as a picture: {links} lines from outcome to skill."
        ):
            self._opens_the_crosswalk()
            self.follows("Map")
            self.sees(f"{links} links agreed")

    def _opens_the_crosswalk(self) -> None:
        self.goes_to("/crosswalks")
        self.follows(self.crosswalk)

    def _opens_the_tab(self, words: str) -> None:
        with self._swapping():
            self._tabs().get_by_role("link", name=words).press("Enter")

    def _chooses(self, label: str, words: str) -> None:
        select = self.page.get_by_label(label, exact=True)
        select.select_option(select.locator("option", has_text=words).first.get_attribute("value"))

    def _links_one(self, outcome: str, kind: str, competency: str) -> None:
        self._chooses_the_outcome(outcome)
        self._presses_key(self._pair(competency), KEYS[kind])

    def _chooses_the_outcome(self, outcome: str) -> None:
        tree = self.page.locator(".tree").first
        leaf = tree.get_by_role("link").filter(has_text=re.compile(rf"^\s*{outcome}\b")).first
        if not leaf.is_visible():
            self._opens_the_branch(tree, re.sub(r"^([A-Z]+)(\d+)-.*", r"\1 \2", outcome))
        with self._swapping():
            leaf.press("Enter")

    def _opens_the_branch(self, tree: Locator, course: str) -> None:
        heading = tree.locator("summary").filter(has_text=course).first
        heading.press("Enter")
        inside = heading.locator("..").get_by_role("link", name="Show what is in it")
        if inside.count():
            with self._swapping():
                inside.press("Enter")

    def _answers(self, outcome: str, competency: str, key: str) -> None:
        row = self.page.locator(".pair").filter(has_text=outcome).filter(has_text=competency).first
        self._presses_key(row, key)

    def _pair(self, competency: str) -> Locator:
        return self.page.locator(".pair").filter(has=self.page.get_by_text(competency, exact=True)).first

    def _presses_key(self, row: Locator, key: str) -> None:
        row.focus()
        with self._swapping():
            self.page.keyboard.press(key)

    @contextmanager
    def _swapping(self) -> Iterator[None]:
        """Wait until the table stands as the answer to a key left it."""
        self.page.evaluate("() => { document.getElementById('work').dataset.old = 'yes' }")
        yield
        self.page.wait_for_function(SETTLED)

    def _tabs(self) -> Locator:
        return self.page.get_by_role("navigation", name="Filter")

    def _sees_waiting(self, tab: str, number: int) -> None:
        words = re.compile(rf"{tab}\s+{number}$")
        expect(self._tabs().get_by_role("link", name=words)).to_be_visible()
