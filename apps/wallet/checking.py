"""Check a credential for the learner who holds it: the six checks, with the wallet's own list of issuers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from credentials.verifying import Check, Report, verify
from wallet.parties import known_parties
from webapp.site import Site
from webapp.sitting import Sitting

JSON = dict[str, Any]


def check(credential: JSON, *, site: Site, sitting: Sitting, holder: str, now: datetime) -> Report:
    """Check a credential now, as the one that `holder` should be able to share."""
    report = verify(
        credential,
        resolve=sitting.resolve,
        fetch=sitting.fetch,
        trusted_issuers=known_parties(site.folder),
        now=now,
        expected_holder=holder,
    )
    return replace(report, checks=tuple(_for_its_owner(one, report) for one in report.checks))


def standing(report: Report) -> tuple[str, str]:
    """Say in a few words how a card stands, with the kind of its mark."""
    if report.all_passed:
        return "pass", "All checks passed"
    for name, words in _FAILED:
        if report.outcome(name) == "failed":
            return "fail", words
    for name, words in _UNKNOWN:
        if report.outcome(name) == "unknown":
            return "unknown", words
    raise ValueError("found a report that neither passed nor failed nor left anything open")


_FAILED = (
    ("proof", "Changed, or never signed"),
    ("status", "Withdrawn by the issuer"),
    ("issuer", "Not signed by its issuer"),
    ("holder", "Made out to somebody else"),
    ("validity", "Not in date"),
    ("structure", "Not a complete badge"),
)
_UNKNOWN = (
    ("proof", "Signature could not be checked"),
    ("status", "Status could not be checked"),
    ("issuer", "Issuer not recognised"),
    ("holder", "Not made out to a key"),
    ("validity", "Dates could not be checked"),
    ("structure", "Form could not be checked"),
)


def _for_its_owner(check: Check, report: Report) -> Check:
    """Say to a learner about their own card what a report says to whoever receives it."""
    if check.name == "holder" and check.outcome == "passed":
        check = replace(check, reason="It is made out to your key, so you can share it.")
    if check.name == "issuer" and check.outcome == "passed":
        check = replace(check, reason=f"Signed by {report.issuer_listed_as}, which this wallet knows.")
    evidence = tuple(_evidence_for_its_owner(*pair) for pair in check.evidence)
    return replace(check, evidence=tuple(pair for pair in evidence if pair is not None))


def _evidence_for_its_owner(label: str, text: str) -> tuple[str, str] | None:
    if label == "Sent by":
        return "Your key", text
    if (label, text) == ("Listed as", "Not on your list"):
        return "Listed as", "Not on the wallet's list"
    # Advice to an employer would mislead the learner; the pages give their own.
    return None if label == "What you can do" and "Try again" not in text else (label, text)
