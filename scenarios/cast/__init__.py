"""The people of the stories: each knows the deeds of a role, in the words of the page."""

from scenarios.cast.company import Company
from scenarios.cast.institution import CurriculumLead, LearningLead, Offer, Registrar
from scenarios.cast.learner import Learner
from scenarios.cast.person import Person
from scenarios.cast.recruiter import Recruiter

__all__ = [
    "Company",
    "CurriculumLead",
    "Learner",
    "LearningLead",
    "Offer",
    "Person",
    "Recruiter",
    "Registrar",
]
