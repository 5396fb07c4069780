"""The learner: keep badges, share them with consent, read what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from scenarios.cast.person import Person

if TYPE_CHECKING:
    from scenarios.cast.institution import Offer


class Learner(Person):
    """Hold badges in a wallet."""

    site = "wallet"
    application: str

    @property
    def email(self) -> str:
        """Give the address that the sample people use."""
        return f"{self.name.lower().replace(' ', '.')}@mail.example"

    def accepts(self, offer: Offer | None, *, beside: str | None = None) -> None:
        """Open an offer, have it checked, and keep what passed, beside a badge of somebody else."""
        if offer is None:
            return
        with self.step(
            f"{self.first_name} opens the offer; the wallet checks each badge before it keeps it."
        ):
            self.page  # noqa: B018 -- signs in first
            self.goes_to(offer.link)
            if offer.code:
                self.fills("Code", offer.code)
            self.presses("Check and add")
            self.sees("in your wallet")
        if beside is not None:
            self._shows_the_cards(beside)

    def accepts_from_a_stranger(self, offer: Offer | None) -> None:
        """Accept an offer of an issuer that the wallet does not know, having been warned."""
        if offer is None:
            return
        with self.step(f"{self.first_name} gets an offer that looks like the college's. The wallet warns."):
            self.page  # noqa: B018 -- signs in first
            self.goes_to(offer.link)
            self.sees("We know the key, not who stands behind it.")
            self.does_not_see("Address checked")
        with self.step(f"{self.first_name} keeps the badge all the same; its card says what is not known."):
            self.presses("Check and add")
            keep = self.page.get_by_role("button", name="Keep it")
            if keep.count():
                keep.click()
            self.goes_to("/")
            self.sees("Issuer not recognised")

    def applies_for(self, job: str) -> None:
        """Apply: find the job, see who asks and what goes, and consent."""
        with self.step(f"{self.first_name} opens the job “{job}” and applies."):
            self.goes_to(f"{self.stage.origins['employer']}/jobs")
            self.follows(job)
            self.follows("Apply with your wallet")
            self.fills("Name", self.name)
            self.fills("E-mail", self.email)
            self.presses("Go on to your wallet")
            heading = self.page.get_by_role("heading", level=1).inner_text()
            self.application = re.findall(r"[A-Z]-\w+", heading)[0]
        with self.step(
            "The wallet shows who asks, why, and exactly what will be sent. Nothing has left yet."
        ):
            self.follows("Open in the wallet")
            self.sees("Exactly what they will see")
            self.sees("Nothing has been sent.")
        with self.step(
            f"{self.first_name} consents, and the badges go to the employer, who checks them on arrival."
        ):
            self.page.get_by_role("button", name=re.compile(r"^Send \d+ of the \d+$")).click()
            self.looks()
            self.sees("Your application is in")

    def starts_without(self, badges: Sequence[str]) -> None:
        """Delete cards that an earlier telling of a story left in the wallet."""
        self.page  # noqa: B018 -- signs in first
        for badge in badges:
            self.goes_to("/")
            while (card := self.page.get_by_role("main").get_by_role("link", name=badge, exact=True)).count():
                card.first.click()
                self.follows("Delete this card")
                self.presses("Delete this card")

    def finds_courses_for(self, job: str, courses: Sequence[str], *, today: str, then: str) -> None:
        """Compare the cards with a job, inside the wallet, and find the courses that close the gap."""
        with self.step(
            f"{self.first_name}'s wallet compares the cards with the job, and sends nothing: {today} of 100."
            f" {len(courses)} courses would make it {then}."
        ):
            self.goes_to("/fit")
            row = self.page.get_by_role("row").filter(has_text=job)
            expect(row.get_by_text(today, exact=True)).to_be_visible()
            self.looks()
            self.follows(job)
            self.sees("Nothing was sent to the employer.")
            self.sees(f"From {today} to {then}")
            for course in courses:
                self.sees(course)
        with self.step(f"A link leads to the first course at the college: “{courses[0]}”."):
            self.follows(courses[0])
            expect(self.page.get_by_role("heading", level=1, name=courses[0])).to_be_visible()

    def reads_the_decision(self, words: str, *, by: Person) -> None:
        """Read in the wallet's history what was decided, by whom and why."""
        with self.step(f"{self.first_name} reads in the wallet who decided, and why."):
            self.goes_to("/history")
            expect(self.page.get_by_role("main").get_by_text(words).first).to_be_visible()
            self.sees(f"Decided by {by.name}")

    def finds_it_withdrawn(self, badge: str) -> None:
        """Find on the card that the issuer withdrew a badge."""
        with self.step(f"{self.first_name}'s wallet tells as well: the card says that it was withdrawn."):
            self.goes_to("/")
            card = self.page.get_by_role("listitem").filter(has_text=badge).first
            card.get_by_role("link", name=badge).click()
            self.presses("Check again")
            self.sees("withdrew it")

    def _shows_the_cards(self, beside: str) -> None:
        with self.step(
            f"{self.first_name}'s wallet holds what the college and the employer issued, side by side."
        ):
            self.goes_to("/")
            cards = self.page.get_by_role("main")
            for words in (beside, "Riverbend Community College", "Northgate Utilities"):
                expect(cards.get_by_text(words).first).to_be_visible()
