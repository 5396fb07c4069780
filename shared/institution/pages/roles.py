"""Who may do what at an institution, beside looking at what it publishes."""

from collections.abc import Collection

from webapp.sign_in import current_person_or_none

AWARDING = ("registrar", "learning-lead")
# The curriculum lead writes and asks; the registrar publishes. At an employer who writes also publishes, and
# at a small college whoever looks after its computers does everything alone.
PUBLISHING = ("registrar", "recruiter", "learning-lead", "it-lead")
EDITING = ("curriculum-lead", *PUBLISHING)
IMPORTING = EDITING
READING_PARTNERS = ("recruiter", "compliance", "soc-supervisor", "curriculum-lead", "registrar")
LINKING = ("curriculum-lead", "registrar", "recruiter", "soc-supervisor", "learning-lead")
READING_LINKS = (*LINKING, "compliance", "it-lead")


def may(roles: Collection[str]) -> bool:
    """Tell whether somebody is signed in who has one of the roles."""
    person = current_person_or_none()
    return person is not None and person.role in roles
