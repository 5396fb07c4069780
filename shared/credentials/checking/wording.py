"""Write what a check found for people: dates, and what strangers wrote, cut to what a page can show."""

from __future__ import annotations

from datetime import UTC, datetime

from credentials.errors import CredentialError, MalformedDocumentError
from credentials.report import Check, Outcome
from credentials.standards.vc import read_timestamp

TRY_AGAIN = ("What you can do", "Try again in a few minutes.")


def check(code: str, outcome: Outcome, reason: str, *evidence: tuple[str, str]) -> Check:
    """Make the check that a code is about."""
    return Check(code.partition(".")[0], outcome, reason, evidence, code)


def not_checked(name: str, proof: Check) -> Check:
    """Report a check that has no ground to stand on, because the proof did not pass."""
    because = "its proof failed" if proof.outcome == "failed" else "its proof could not be checked"
    return check(f"{name}.not-checked", "unknown", f"Not checked, because {because}.")


def found(error: CredentialError) -> tuple[str, str]:
    """Give what an error found as evidence."""
    return "Found", shown(str(error).removeprefix("found "), most=500)


def shown(text: object, *, most: int = 200) -> str:
    """Cut what a stranger wrote to a length that a page can show."""
    words = str(text)
    return words if len(words) <= most else f"{words[: most - 1]}…"


def written_date(moment: datetime) -> str:
    """Write a day as people do."""
    in_utc = moment.astimezone(UTC)
    return f"{in_utc.day} {in_utc:%B %Y}"


def written_moment(stated: object) -> str:
    """Write a moment with its zone; what a document states is read first."""
    if not isinstance(stated, datetime):
        try:
            stated = read_timestamp(stated)
        except MalformedDocumentError:
            return "Not stated"
    return f"{written_date(stated)}, {stated.astimezone(UTC):%H:%M} UTC"
