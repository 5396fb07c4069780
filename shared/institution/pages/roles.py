"""Who may do what at an institution, beside looking at what it publishes."""

AWARDING = ("registrar", "learning-lead")
IMPORTING = ("curriculum-lead", "registrar", "recruiter", "learning-lead")
READING_PARTNERS = ("recruiter", "compliance", "curriculum-lead", "registrar")
EDITING = IMPORTING
