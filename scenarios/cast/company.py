"""The sample people, ready to play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.cast.institution import CurriculumLead, LearningLead, Registrar
from scenarios.cast.learner import Learner
from scenarios.cast.recruiter import Recruiter

if TYPE_CHECKING:
    from scenarios.stage import Stage


class Company:
    """Everybody who plays; nobody has a window before the first deed."""

    def __init__(self, stage: Stage) -> None:
        self.joe = CurriculumLead(stage, "Joe Akande")
        self.marta = Registrar(stage, "Marta Lindqvist")
        self.ana = Learner(stage, "Ana Reyes")
        self.noor = Learner(stage, "Noor Haddad")
        self.priya = Learner(stage, "Priya Natarajan")
        self.renee = Recruiter(stage, "Renee Fox")
        self.gwen = LearningLead(stage, "Gwen Castillo")
