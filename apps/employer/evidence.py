"""Read presented credentials as evidence: what each speaks for, at which level, and whether it counts."""

from collections.abc import Mapping, Sequence

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
    return _because(report, name)


def _because(report: Report, name: str) -> str:
    _, sentence = report.verdict
    words = sentence.split(". ", 1)[-1]
    if report.outcome("status") == "failed" and report.outcome("proof") == "passed":
        return f"{name} was withdrawn by its issuer."
    if report.outcome("proof") == "failed":
        return f"{name} cannot be relied on: {_lower(words)}"
    if "failed" not in {check.outcome for check in report.checks} and report.outcome("issuer") == "unknown":
        return f"{name} comes from an issuer that is not known to us."
    return f"{name} did not pass every check: {_lower(words)}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
