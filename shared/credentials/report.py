"""Hold what was checked about a credential: six named checks, each with its outcome, reason and evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NoReturn, get_args

from credentials.errors import MalformedDocumentError
from credentials.standards.vc import JSON, read_timestamp, timestamp

Outcome = Literal["passed", "failed", "unknown"]
State = Literal["pass", "fail", "unknown"]
Evidence = tuple[tuple[str, str], ...]

CHECKS = ("proof", "structure", "issuer", "validity", "status", "holder")

WITHDRAWN = "Withdrawn by the issuer."
UNANSWERED = "The status list did not answer."

# Where a verdict says it in other words than the reason beside the check.
_VERDICT_WORDS = {
    WITHDRAWN: "The issuer withdrew it.",
    UNANSWERED: f"{UNANSWERED} Try again in a few minutes.",
}
# Of several failures the verdict names the one that matters most to whoever relies on the credential.
_GRAVEST_FIRST = ("proof", "status", "issuer", "holder", "validity", "structure")


@dataclass(frozen=True)
class TrustedIssuer:
    """Name an issuer that somebody has put on the list of those relied on, and why."""

    did: str
    name: str
    reason: str


@dataclass(frozen=True)
class Check:
    """Say how one check came out, why, and on what grounds."""

    name: str
    outcome: Outcome
    reason: str
    evidence: Evidence = ()


@dataclass(frozen=True)
class Report:
    """Hold all six checks of one credential, in order; whether they suffice is for people to decide."""

    checks: tuple[Check, ...]
    checked_at: datetime
    issuer: str
    issuer_listed_as: str | None = field(default=None)

    def __post_init__(self) -> None:
        if tuple(check.name for check in self.checks) != CHECKS:
            raise ValueError(f"found {len(self.checks)} checks, expected {', '.join(CHECKS)}")

    def __bool__(self) -> NoReturn:
        raise TypeError("a report is neither true nor false, expected a look at its checks or all_passed")

    def check(self, name: str) -> Check:
        """Give one check by its name."""
        return self.checks[CHECKS.index(name)]

    def outcome(self, name: str) -> Outcome:
        """Give the outcome of one check by its name."""
        return self.check(name).outcome

    @property
    def all_passed(self) -> bool:
        """Tell whether nothing failed and nothing was left open."""
        return all(check.outcome == "passed" for check in self.checks)

    @property
    def verdict(self) -> tuple[State, str]:
        """Say the result in one sentence."""
        if self.all_passed:
            return "pass", "Yes. All six checks passed."
        failed = [self.check(name) for name in _GRAVEST_FIRST if self.outcome(name) == "failed"]
        if failed:
            return "fail", f"No. {_verdict_words(failed[0])}"
        unknown = next(check for check in self.checks if check.outcome == "unknown")
        return "unknown", f"Not sure yet. {_verdict_words(unknown)}"

    def to_json(self) -> JSON:
        """Write the report for storage."""
        return {
            "checks": [
                {**vars(check), "evidence": [list(pair) for pair in check.evidence]} for check in self.checks
            ],
            "checkedAt": timestamp(self.checked_at),
            "issuer": self.issuer,
            "issuerListedAs": self.issuer_listed_as,
        }

    @classmethod
    def from_json(cls, stored: JSON) -> Report:
        """Read a stored report."""
        try:
            checks = tuple(_stored_check(check) for check in stored["checks"])
            checked_at, issuer = read_timestamp(stored["checkedAt"]), str(stored["issuer"])
            return cls(checks, checked_at, issuer, stored["issuerListedAs"])
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedDocumentError(f"found no stored report: {error}") from error


def _stored_check(stored: JSON) -> Check:
    if stored["outcome"] not in get_args(Outcome):
        raise ValueError(f"found the outcome {stored['outcome']!r}, expected passed, failed or unknown")
    evidence = tuple((str(label), str(text)) for label, text in stored["evidence"])
    return Check(stored["name"], stored["outcome"], stored["reason"], evidence)


def _verdict_words(check: Check) -> str:
    return _VERDICT_WORDS.get(check.reason, check.reason)
