"""From a gap to a course, and from the course to a second application."""

from scenarios.cast import Company
from scenarios.stage import Stage

JOB = "Junior Monitoring Technician"
SCRIPTING, RULES = (
    "CYD 135 Scripting for Defenders",
    "CYD 260 Governance, Risk and Critical Infrastructure Rules",
)
SCRIPTS = "Three small tools, reviewed by a classmate and in use in the lab."
AUDIT = "A mock audit of a pump station, with the findings ranked."


def play(stage: Stage) -> None:
    """Play the first application, the two courses that the wallet finds, and the second application."""
    cast = Company(stage)
    cast.noor.starts_without([SCRIPTING, RULES])
    cast.marta.awards_everything_earned(to=cast.noor)
    cast.noor.accepts(cast.marta.offer)
    cast.noor.applies_for(JOB)
    cast.renee.reads_the_match(cast.noor, score="66.67", counts="1 met, 3 partly, 1 missing")
    cast.noor.finds_courses_for(JOB, [SCRIPTING, RULES], today="66.67", then="88.89")
    cast.marta.awards(SCRIPTING, to=cast.noor, evidence=SCRIPTS)
    cast.noor.accepts(cast.marta.offer)
    cast.marta.awards(RULES, to=cast.noor, evidence=AUDIT)
    cast.noor.accepts(cast.marta.offer)
    cast.noor.applies_for(JOB)
    cast.renee.reads_the_match(cast.noor, score="88.89", counts="3 met, 2 partly")
