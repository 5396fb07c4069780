"""The recruiter: ask for skills, read reports and matches, decide with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from scenarios.cast.linking import Linker

if TYPE_CHECKING:
    from scenarios.cast.learner import Learner


class Recruiter(Linker):
    """Hire for the employer."""

    site = "employer"

    def reads_the_match(self, applicant: Learner, *, score: str, counts: str) -> None:
        """Read the match of an applicant, requirement by requirement."""
        with self.step(
            f"{self.first_name} reads the match: {score} of 100, and for each requirement the reason."
        ):
            self.goes_to(f"/applications/{applicant.application}")
            expect(self.page.locator(".score__figure")).to_contain_text(score)
            for words in counts.split(", "):
                self.sees(words)

    def reads_the_report(self, applicant: Learner, badge: str, *, verdict: str) -> None:
        """Read what the employer's own check of a badge found."""
        with self.step(f"{self.first_name} reads the employer's own check of “{badge}”: {verdict}"):
            self.goes_to(f"/applications/{applicant.application}")
            self.follows(badge)
            expect(self.page.get_by_role("heading", name=verdict)).to_be_visible()

    def checks_again(self, applicant: Learner, badge: str, *, verdict: str) -> None:
        """Check a badge anew, as before an interview."""
        with self.step(f"Before the interview {self.first_name} checks “{badge}” again: {verdict}"):
            self.goes_to(f"/applications/{applicant.application}")
            self.follows(badge)
            self.presses("Check again")
            expect(self.page.get_by_role("heading", name=verdict)).to_be_visible()
            self.sees("It was valid when checked on")

    def finds_the_issuer_unknown(self, applicant: Learner, badge: str, *, copied_name: str) -> None:
        """Find that a badge is signed by somebody who is not on the list, whatever it calls itself."""
        with self.step(
            f"{self.first_name} sees: signed, but not by the college. The copied name proves nothing."
        ):
            self.goes_to(f"/applications/{applicant.application}")
            self.follows(badge)
            self.sees("This issuer is not known to us")
            self.sees("We know the key, not who stands behind it.")
            for heading in self.page.get_by_role("heading").all():
                expect(heading).not_to_contain_text(copied_name)

    def decides(self, answer: str, applicant: Learner, *, reason: str) -> None:
        """Decide under the own name, with a reason that the applicant will read."""
        with self.step(f"{self.first_name} decides: {answer}. The name and the reason are kept."):
            self.goes_to(f"/applications/{applicant.application}")
            self.fills("Reason", reason)
            self.presses(answer)
            self.sees(f"by {self.name}")
