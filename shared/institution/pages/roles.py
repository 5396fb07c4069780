"""Who may do what at an institution, beside looking at what it publishes."""

AWARDING = ("registrar", "learning-lead")
IMPORTING = ("curriculum-lead", "registrar", "recruiter", "learning-lead")
EDITING = IMPORTING
READING_PARTNERS = ("recruiter", "compliance", "soc-supervisor", "curriculum-lead", "registrar")
LINKING = ("curriculum-lead", "registrar", "recruiter", "soc-supervisor", "learning-lead")
READING_LINKS = (*LINKING, "compliance", "it-lead")
