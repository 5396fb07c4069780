"""People who award: the registrar of a college, the learning lead of an employer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from scenarios.cast.linking import Linker
from scenarios.cast.person import Person

if TYPE_CHECKING:
    from pathlib import Path

    from scenarios.cast.learner import Learner

NOT_CHOSEN, NOT_STATED = "Choose", "Not stated"


@dataclass(frozen=True)
class Offer:
    """An offer as it reaches a learner: a link, and the code that was told apart from it."""

    link: str
    code: str | None = None


class Awarder(Person):
    """Somebody who may award."""

    offer: Offer | None
    people_word: str

    def awards(self, badge: str, *, to: Learner, evidence: str, with_code: bool = False) -> None:
        """Award one badge with the results of the records and a sentence of evidence."""
        with self.step(
            f"{self.first_name} awards “{badge}” to {to.first_name}, with evidence, and makes an offer."
        ):
            self.goes_to("/awards/new")
            self._chooses(self.people_word, to.name)
            self._chooses("Badge", badge)
            expect(self.page.get_by_role("button", name="Sign and make the offer")).to_be_visible()
            self.fills("Evidence", evidence)
            if with_code:
                self.page.get_by_label("Ask for a code").check()
            self._states_the_levels()
            self._gives_the_grade()
            self.presses("Sign and make the offer")
            self._keeps_the_offer()

    def awards_everything_earned(self, *, to: Learner) -> None:
        """Award at once what the records say was earned and is not awarded yet."""
        with self.step(
            f"{self.first_name} awards {to.first_name} everything else the records show, in one offer."
        ):
            self.goes_to("/people")
            self.page.get_by_role("main").get_by_role("link", name=to.name).first.click()
            self.looks()
            boxes = self.page.get_by_role("table").get_by_role("checkbox").all()
            for box in boxes:
                box.check()
            self.offer = None  # when the story is played again, everything was awarded already
            if boxes:
                self.presses("Award and make one offer")
                self._keeps_the_offer()

    def withdraws(self, badge: str, *, of: Learner, reason: str) -> None:
        """Withdraw the newest award of a badge."""
        with self.step(f"{self.first_name} withdraws “{badge}” of {of.first_name}: {reason}"):
            self.goes_to("/people")
            self.page.get_by_role("main").get_by_role("link", name=of.name).first.click()
            self.page.get_by_role("row", name=badge).first.get_by_role("link").first.click()
            self.looks()
            self.page.get_by_text("Withdraw this award").click()
            self.fills("Reason", reason)
            self.presses("Withdraw the award")
            self.sees("Withdrawn on")

    def _chooses(self, label: str, words: str) -> None:
        select = self.page.get_by_label(label, exact=True)
        select.select_option(select.locator("option", has_text=words).first.get_attribute("value"))

    def _states_the_levels(self) -> None:
        """Choose the middle level where the records name none."""
        for group in self.page.get_by_role("group").all():
            levels = group.get_by_role("radio").all()
            checked = [level for level in levels if level.is_checked()]
            if levels and (not checked or checked[0].input_value() == NOT_STATED):
                stated = [level for level in levels if level.input_value() != NOT_STATED]
                stated[len(stated) // 2].check()

    def _gives_the_grade(self) -> None:
        """Give the best grade that the form knows where the records name none."""
        grade = self.page.get_by_label("Final grade")
        if grade.count() and grade.input_value() == NOT_CHOSEN:
            grade.select_option(index=1)

    def _keeps_the_offer(self) -> None:
        link = self.page.get_by_role("textbox", name="Offer link")
        expect(link).to_be_visible()
        code = self.page.get_by_text("The wallet will ask for a code").locator("b")
        self.offer = Offer(link.input_value(), code.inner_text() if code.count() else None)


class Registrar(Awarder):
    """Keep the college's records, and publish in its name."""

    site = "college"
    people_word = "Student"

    def brings_in(self, file: Path, *, items: str) -> None:
        """Bring a framework in from a file: look at what is in it first, then have all of it."""
        with self.step(
            f"{self.first_name} chooses “{file.name}” and sees what is in it before anything is kept."
        ):
            self.goes_to("/frameworks/import")
            self.page.get_by_label("File", exact=True).set_input_files(file)
            self.presses("Look at it")
            expect(self.page.get_by_role("heading", name="What comes in")).to_be_visible()
            self.sees(items)
            self.looks()
        with self.step(f"{self.first_name} has it brought in: all of it, or nothing."):
            come_in = self.page.get_by_role("button", name="Bring it in", exact=True)
            if come_in.count():  # when the story is played again, every word of it is here already
                come_in.click()
            else:
                self.follows("Show it")
            expect(self.page.get_by_label("Find an outcome")).to_be_visible()
            self.looks()


class LearningLead(Awarder):
    """Look after what people learn at work."""

    site = "employer"
    people_word = "Employee"


class CurriculumLead(Linker):
    """Answer for what a programme teaches."""

    site = "college"

    def shows_the_outcome(self, code: str, *, linked_to: str) -> None:
        """Find an outcome by its code and show the job's competency that it is linked to."""
        with self.step(
            f"{self.first_name} shows what course outcome {code} says, and which job skill it is linked to."
        ):
            self.goes_to("/frameworks")
            self.follows("Cyber Defense A.A.S.")
            self.fills("Find an outcome", code)
            self.page.get_by_label("Find an outcome").press("Enter")
            outcome = self.page.get_by_role("listitem").filter(has_text=code).last
            outcome.get_by_role("link").filter(has_text="link").click()
            self.looks()
            self.sees(linked_to)
            self.sees(self.name)
