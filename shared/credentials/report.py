"""Hold what was checked about a credential: six named checks, each with its outcome, reason and evidence.

A report of a credential that holds others has theirs within, and so for endorsements. How it is written for
storage is published in `report.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NoReturn, get_args

from credentials.errors import MalformedDocumentError
from credentials.standards.vc import JSON, read_timestamp, timestamp

Outcome = Literal["passed", "failed", "unknown"]
State = Literal["pass", "fail", "unknown"]
Conclusion = Literal["conclusive", "partly conclusive", "fatal"]
Evidence = tuple[tuple[str, str], ...]

CHECKS = ("proof", "structure", "issuer", "validity", "status", "holder")

WITHDRAWN = "Withdrawn by the issuer."
SUSPENDED = "Suspended by the issuer."
UNANSWERED = "The status list did not answer."

# Where a verdict says it in other words than the reason beside the check.
_VERDICT_WORDS = {
    WITHDRAWN: "The issuer withdrew it.",
    SUSPENDED: "The issuer suspended it.",
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
    """Say how one check came out, why, on what grounds, and by which of the `codes`."""

    name: str
    outcome: Outcome
    reason: str
    evidence: Evidence = ()
    code: str = ""


@dataclass(frozen=True)
class Report:
    """Hold all six checks of one credential, in order; whether they suffice is for people to decide.

    `place` says where the credential stands in the one that holds it, and is empty for the outermost. The
    credentials within count for the verdict. Endorsements do not: they neither mend nor spoil anything.
    """

    checks: tuple[Check, ...]
    checked_at: datetime
    issuer: str
    issuer_listed_as: str | None = None
    credential: str | None = None
    kind: str = ""
    place: str = ""
    nested: tuple[Report, ...] = ()
    endorsements: tuple[Report, ...] = ()

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
        """Tell whether nothing failed and nothing was left open, in the credential and in those it holds."""
        return self.state == "pass"

    @property
    def state(self) -> State:
        """Tell whether all passed, something failed or something was left open, here and in what is held."""
        outcomes = {check.outcome for report in self.with_nested() for check in report.checks}
        return "fail" if "failed" in outcomes else "unknown" if "unknown" in outcomes else "pass"

    @property
    def conclusion(self) -> Conclusion:
        """Tell how much was found out.

        It is fatal when the proof failed, so that nothing in the credential can be relied on; partly
        conclusive when something could not be checked; and else conclusive, for the better or the worse.
        """
        if self.outcome("proof") == "failed":
            return "fatal"
        undecided = any(
            check.outcome == "unknown" for report in self.with_nested() for check in report.checks
        )
        return "partly conclusive" if undecided else "conclusive"

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Give the place and code of every check that did not pass, here and in what is held."""
        return tuple(
            (report.place, check.code)
            for report in self.with_nested()
            for check in report.checks
            if check.outcome != "passed"
        )

    def with_nested(self) -> Iterator[Report]:
        """Give this report and those of all credentials within, at any depth, in their order."""
        yield self
        for one in self.nested:
            yield from one.with_nested()

    @property
    def verdict(self) -> tuple[State, str]:
        """Say the result in one sentence."""
        failed = [self.check(name) for name in _GRAVEST_FIRST if self.outcome(name) == "failed"]
        if failed:
            return "fail", f"No. {_verdict_words(failed[0])}"
        broken = sum(one.state == "fail" for one in self.nested)
        if broken:
            do = "does" if broken == 1 else "do"
            return "fail", f"No. {_of(broken, self.nested)} {do} not hold."
        unknown = [check for check in self.checks if check.outcome == "unknown"]
        if unknown:
            return "unknown", f"Not sure yet. {_verdict_words(unknown[0])}"
        undecided = sum(one.state == "unknown" for one in self.nested)
        if undecided:
            return "unknown", f"Not sure yet. {_of(undecided, self.nested)} could not be wholly checked."
        if self.nested:
            within = "one credential" if len(self.nested) == 1 else f"{len(self.nested)} credentials"
            return "pass", f"Yes. All six checks passed, and those of the {within} in it."
        return "pass", "Yes. All six checks passed."

    def to_json(self) -> JSON:
        """Write the report for storage, as `report.schema.json` says."""
        return {
            "checks": [
                {**vars(check), "evidence": [list(pair) for pair in check.evidence]} for check in self.checks
            ],
            "checkedAt": timestamp(self.checked_at),
            "issuer": self.issuer,
            "issuerListedAs": self.issuer_listed_as,
            "credential": self.credential,
            "kind": self.kind,
            "place": self.place,
            "verdict": self.verdict[1],
            "conclusion": self.conclusion,
            "nested": [one.to_json() for one in self.nested],
            "endorsements": [one.to_json() for one in self.endorsements],
        }

    @classmethod
    def from_json(cls, stored: JSON) -> Report:
        """Read a stored report; those of earlier versions lack the codes and what is within."""
        try:
            return cls(
                tuple(_stored_check(check) for check in stored["checks"]),
                read_timestamp(stored["checkedAt"]),
                str(stored["issuer"]),
                _text_or_none(stored["issuerListedAs"]),
                _text_or_none(stored.get("credential")),
                str(stored.get("kind", "")),
                str(stored.get("place", "")),
                tuple(cls.from_json(one) for one in stored.get("nested", ())),
                tuple(cls.from_json(one) for one in stored.get("endorsements", ())),
            )
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
            raise MalformedDocumentError(f"found no stored report: {error}") from error


def _stored_check(stored: JSON) -> Check:
    if stored["outcome"] not in get_args(Outcome):
        raise ValueError(f"found the outcome {stored['outcome']!r}, expected passed, failed or unknown")
    evidence = tuple((str(label), str(text)) for label, text in stored["evidence"])
    return Check(stored["name"], stored["outcome"], stored["reason"], evidence, str(stored.get("code", "")))


def _text_or_none(stored: object) -> str | None:
    return None if stored is None else str(stored)


def _verdict_words(check: Check) -> str:
    return _VERDICT_WORDS.get(check.reason, check.reason)


def _of(some: int, nested: tuple[Report, ...]) -> str:
    """Say how many of the credentials within are meant."""
    if len(nested) == 1:
        return "The one credential in it"
    return f"{'One' if some == 1 else some} of the {len(nested)} credentials in it"
