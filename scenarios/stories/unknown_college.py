"""A self-made issuer with the college's name and logo copied."""

from scenarios.cast import Company, Registrar
from scenarios.copycat import copycat_college
from scenarios.stage import Stage

JOB = "Security Operations Analyst I"
COURSE = "CYD 225 Security Event Triage"
COPIED = "Riverbend Community College"


def play(stage: Stage) -> None:
    """Play the copy, and how wallet and employer see through it."""
    with copycat_college(stage.origins) as origin:
        cast = Company(stage)
        forger = Registrar(stage, "Marta Lindqvist", origin=origin)
        forger.awards(COURSE, to=cast.priya, evidence="None was needed.")
        cast.priya.accepts_from_a_stranger(forger.offer)
        cast.priya.applies_for(JOB)
        cast.renee.finds_the_issuer_unknown(cast.priya, COURSE, copied_name=COPIED)
        cast.renee.reads_the_match(cast.priya, score="0", counts="12 missing")
