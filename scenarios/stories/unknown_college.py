"""A self-made issuer with the college's name and logo copied."""

from scenarios.cast import Learner, Recruiter, Registrar
from scenarios.copycat import copycat_college
from scenarios.stage import Stage

JOB = "Security Operations Analyst I"
COURSE = "CYD 225 Security Event Triage"
COPIED = "Riverbend Community College"


def play(stage: Stage) -> None:
    """Play the copy, and how wallet and employer see through it."""
    with copycat_college(stage.origins) as origin:
        forger = Registrar(stage, "Marta Lindqvist", origin=origin)
        priya, renee = Learner(stage, "Priya Natarajan"), Recruiter(stage, "Renee Fox")
        forger.awards(COURSE, to=priya, evidence="None was needed.")
        priya.accepts_from_a_stranger(forger.offer)
        priya.applies_for(JOB)
        renee.finds_the_issuer_unknown(priya, COURSE, copied_name=COPIED)
        renee.reads_the_match(priya, score="0", counts="12 missing")
