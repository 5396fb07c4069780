"""A badge withdrawn between application and interview."""

from scenarios.cast import Learner, Recruiter, Registrar
from scenarios.stage import Stage

JOB = "Junior Monitoring Technician"
COURSE = "CYD 225 Security Event Triage"


def play(stage: Stage) -> None:
    """Play the withdrawal, and who is told."""
    marta, noor, renee = (
        Registrar(stage, "Marta Lindqvist"),
        Learner(stage, "Noor Haddad"),
        Recruiter(stage, "Renee Fox"),
    )
    marta.awards_everything_earned(to=noor)
    noor.accepts(marta.offer)
    noor.applies_for(JOB)
    renee.reads_the_match(noor, score="66.67", counts="1 met, 3 partly, 1 missing")
    renee.decides("Invite to interview", noor, reason="The must-have is shown.")
    marta.withdraws(COURSE, of=noor, reason="The grade was entered for the wrong student.")
    renee.checks_again(noor, COURSE, verdict="No. The issuer withdrew it.")
    noor.finds_it_withdrawn(COURSE)
