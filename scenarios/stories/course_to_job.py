"""From a course outcome to a hire, and back into the wallet."""

from scenarios.cast import CurriculumLead, Learner, LearningLead, Recruiter, Registrar
from scenarios.stage import Stage

JOB = "Security Operations Analyst I"
COURSE = "CYD 225 Security Event Triage"
CASE_NOTES = "Worked 40 live alerts in the college lab; wrote up the six that mattered."
WHY = "A clear interview. Eight of twelve skills shown, every must-have among them; the rest we teach on the job."
FIRST_WEEK = "Passed the site walk and the evacuation drill in the first week."


def play(stage: Stage) -> None:
    """Play the whole loop."""
    joe, marta = CurriculumLead(stage, "Joe Akande"), Registrar(stage, "Marta Lindqvist")
    ana, renee, gwen = (
        Learner(stage, "Ana Reyes"),
        Recruiter(stage, "Renee Fox"),
        LearningLead(stage, "Gwen Castillo"),
    )
    joe.shows_the_outcome("CYD225-3", linked_to="NG-MD-2")
    marta.awards(COURSE, to=ana, evidence=CASE_NOTES, with_code=True)
    ana.accepts(marta.offer)
    marta.awards_everything_earned(to=ana)
    ana.accepts(marta.offer)
    ana.applies_for(JOB)
    renee.reads_the_report(ana, COURSE, verdict="Yes. All six checks passed.")
    renee.reads_the_match(ana, score="85.37", counts="8 met, 2 partly, 2 missing")
    renee.decides("Invite to interview", ana, reason="Every must-have is shown.")
    renee.decides("Hire", ana, reason=WHY)
    ana.reads_the_decision("Hired", by=renee)
    gwen.awards("Onboarding Safety", to=ana, evidence=FIRST_WEEK)
    ana.accepts(gwen.offer, beside=COURSE)
