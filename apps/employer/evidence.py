"""Read presented credentials as evidence: what each speaks for, at which level, and whether it counts."""

from collections.abc import Mapping, Sequence

from credentials.report import Check
from credentials.standards.openbadges import subject_id
from credentials.verifying import Report, TrustedIssuer
from employer.screening import Screened
from skills.badges import ranks_of
from skills.evidence import Evidence
from skills.graph import Graph
from webapp.words import without_sample


def evidence_of(
    screened: Sequence[Screened], graph: Graph, *, trusted_issuers: Mapping[str, TrustedIssuer]
) -> list[Evidence]:
    """Give each credential as evidence; one counts only if all six checks passed and its issuer is listed."""
    return [
        Evidence(
            id=one.record.id,
            uris=ranks_of(one.credential, graph),
            valid=not (reason := why_not_counted(one, trusted_issuers)),
            reason=reason,
            label=without_sample(one.name),
        )
        for one in screened
    ]


def why_not_counted(one: Screened, trusted_issuers: Mapping[str, TrustedIssuer]) -> str:
    """Finish the sentence that begins "Not counted because"; empty for a credential that counts."""
    report = one.report
    name = f"“{without_sample(one.name)}”"
    if report.all_passed:
        listed = report.issuer in trusted_issuers
        return "" if listed else f"the issuer of {name} is no longer on your list. Check it again."
    return _because(report, name, alone=report.issuer == subject_id(one.credential))


# The first that failed counts, or else the first that is open; a colon leads to the check's own reason.
FAILED = {
    "proof": "{name} cannot be relied on: {reason}",
    "status": "{name} was withdrawn by its issuer.",
    "issuer": "{name} was not signed by the issuer that it names.",
    "holder": "{name} was issued to somebody else.",
    "validity": "{name} is not in date: {reason}",
    "structure": "{name} is not complete: {reason}",
}
OPEN = {
    "proof": "the signature of {name} could not be checked: {reason}",
    "issuer": "{name} comes from an issuer that is not known to us.",
    "status": "it could not be checked whether {name} still holds: {reason}",
    "holder": "it is not proven that {name} was issued to whoever sent it: {reason}",
}
BY_CODE = {"status.suspended": "{name} is suspended by its issuer."}
ALONE = "{name} is what the applicant says of themselves: nobody else signed it."


def _because(report: Report, name: str, *, alone: bool) -> str:
    if alone:
        return ALONE.format(name=name)
    found = _first(report, "failed", FAILED) or _first(report, "unknown", OPEN)
    if found is None:
        _, sentence = report.verdict
        return f"{name} did not pass every check: {_lower(sentence.split('. ', 1)[-1])}"
    check, sentence = found
    return BY_CODE.get(check.code, sentence).format(name=name, reason=_lower(check.reason))


def _first(report: Report, outcome: str, sentences: Mapping[str, str]) -> tuple[Check, str] | None:
    checks = (report.check(name) for name in sentences)
    return next(((one, sentences[one.name]) for one in checks if one.outcome == outcome), None)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
