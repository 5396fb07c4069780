"""From a course outcome to a hire, and back into the wallet."""

from scenarios.cast import Company
from scenarios.stage import Stage

JOB = "Security Operations Analyst I"
LINKS = 24
COURSE = "CYD 225 Security Event Triage"
CASE_NOTES = "Worked 40 live alerts in the college lab; wrote up the six that mattered."
WHY = "A clear interview. Eight of twelve skills shown, every must-have among them; the rest we teach on the job."
FIRST_WEEK = "Passed the site walk and the evacuation drill in the first week."


def play(stage: Stage) -> None:
    """Play the whole loop."""
    cast = Company(stage)
    cast.joe.starts_the_links_over()
    cast.joe.confirms_the_rest(LINKS, agreed=0)
    cast.renee.finds_agreed(LINKS)
    cast.joe.shows_the_outcome("CYD225-3", linked_to="NG-MD-2")
    cast.marta.awards(COURSE, to=cast.ana, evidence=CASE_NOTES, with_code=True)
    cast.ana.accepts(cast.marta.offer)
    cast.marta.awards_everything_earned(to=cast.ana)
    cast.ana.accepts(cast.marta.offer)
    cast.ana.applies_for(JOB)
    cast.renee.reads_the_report(cast.ana, COURSE, verdict="Yes. All six checks passed.")
    cast.renee.reads_the_match(cast.ana, score="85.37", counts="8 met, 2 partly, 2 missing")
    cast.renee.decides("Invite to interview", cast.ana, reason="Every must-have is shown.")
    cast.renee.decides("Hire", cast.ana, reason=WHY)
    cast.ana.reads_the_decision("Hired", by=cast.renee)
    cast.gwen.awards("Onboarding Safety", to=cast.ana, evidence=FIRST_WEEK)
    cast.ana.accepts(cast.gwen.offer, beside=COURSE)
