"""A badge withdrawn between application and interview."""

from scenarios.cast import Company
from scenarios.stage import Stage

JOB = "Junior Monitoring Technician"
COURSE = "CYD 225 Security Event Triage"
LATER = ("CYD 135 Scripting for Defenders", "CYD 260 Governance, Risk and Critical Infrastructure Rules")


def play(stage: Stage) -> None:
    """Play the withdrawal, and who is told."""
    cast = Company(stage)
    cast.noor.starts_without(LATER)
    cast.marta.awards_everything_earned(to=cast.noor)
    cast.noor.accepts(cast.marta.offer)
    cast.noor.applies_for(JOB)
    cast.renee.reads_the_match(cast.noor, score="66.67", counts="1 met, 3 partly, 1 missing")
    cast.renee.decides("Invite to interview", cast.noor, reason="The must-have is shown.")
    cast.marta.withdraws(COURSE, of=cast.noor, reason="The grade was entered for the wrong student.")
    cast.renee.checks_again(cast.noor, COURSE, verdict="No. The issuer withdrew it.")
    cast.noor.finds_it_withdrawn(COURSE)
