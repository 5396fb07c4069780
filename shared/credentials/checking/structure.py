"""Check that a document has all that its standard requires."""

from __future__ import annotations

from credentials.checking.wording import check
from credentials.report import Check
from credentials.standards.documents import (
    ENDORSEMENT,
    OPEN_BADGE,
    RECORD,
    STANDARDS,
    STATUS_LIST,
    kinds_of,
    problems_as,
)
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL

# How a document of each kind is called in a sentence.
_CALLED = {
    OPEN_BADGE: "Open Badges 3.0 credential",
    RECORD: "CLR 2.0 record",
    ENDORSEMENT: "Open Badges 3.0 endorsement",
    STATUS_LIST: "status list",
    VERIFIABLE_CREDENTIAL: "verifiable credential",
}
# Unless a reader says otherwise, a credential is to be one of these, and is else looked at as a badge.
USUAL = (OPEN_BADGE, RECORD, ENDORSEMENT)


def kinds_to_check(document: JSON, *, any_type: bool) -> tuple[str, ...]:
    """Give the kinds as which a document is checked: those it says it is of, if they are allowed."""
    kinds = tuple(kind for kind in kinds_of(document) if kind in _CALLED and (any_type or kind in USUAL))
    return kinds or (VERIFIABLE_CREDENTIAL if any_type else OPEN_BADGE,)


def check_structure(document: JSON, kinds: tuple[str, ...]) -> Check:
    """Check a document as one of each kind."""
    problems = [problem for kind in kinds for problem in problems_as(kind, document)]
    schema = ("Schema", " and ".join(STANDARDS[kind] for kind in kinds))
    if not problems:
        reason = f"It is a complete {_CALLED[kinds[0]]}."
        return check("structure.complete", "passed", reason, schema, ("Problems", "None"))
    told = ("Problems", " ".join(dict.fromkeys(problems)))
    return check("structure.incomplete", "failed", incomplete(kinds[0]), schema, told)


def incomplete(kind: str) -> str:
    """Say that a document is no complete one of a kind."""
    return f"It is not a complete {_CALLED[kind]}."
