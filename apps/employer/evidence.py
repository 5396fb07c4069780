"""Read presented credentials as evidence: what each speaks for, at which level, and whether it counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from credentials.standards.openbadges import achieved_levels, alignments
from credentials.standards.vc import as_list
from credentials.verifying import Report, TrustedIssuer
from employer.screening import Screened
from skills.evidence import Evidence
from skills.graph import Graph
from webapp.words import without_sample

JSON = dict[str, Any]
HIGHEST_RANK = 99


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


def ranks_of(badge: JSON, graph: Graph) -> dict[str, int | None]:
    """Give the items a badge is aligned to with the rank of the level it states for each, or None.

    The rank is the signed rubric's own number; a framework that is kept here helps where the badge has none.
    """
    stated = achieved_levels(badge)
    signed = _signed_ranks(badge)
    ranks: dict[str, int | None] = {}
    for alignment in alignments(badge):
        url, code = alignment.get("targetUrl"), alignment.get("targetCode")
        if not isinstance(url, str):
            continue
        uri = graph.find(url, code if isinstance(code, str) else "") or url
        level = stated.get(url, "")
        kept = graph.levels.get(level)
        rank = signed.get(level) or (kept.rank if kept else None)
        ranks[uri] = max(ranks.get(uri) or 0, rank or 0) or None
    return ranks


def _signed_ranks(badge: JSON) -> dict[str, int]:
    """Read the rank of each rubric level from the badge's own result descriptions."""
    ranks: dict[str, int] = {}
    for description in _objects(_achievement(badge).get("resultDescription")):
        for level in _objects(description.get("rubricCriterionLevel")):
            name, number = level.get("id"), str(level.get("level", ""))
            if isinstance(name, str) and number.isascii() and number.isdigit() and len(number) <= 2:
                ranks[name] = min(int(number), HIGHEST_RANK)
    return {name: rank for name, rank in ranks.items() if rank >= 1}


def _achievement(badge: JSON) -> JSON:
    subject = _objects(badge.get("credentialSubject"))
    found = _objects(subject[0].get("achievement")) if len(subject) == 1 else []
    return found[0] if len(found) == 1 else {}


def _objects(value: object) -> list[JSON]:
    return [one for one in as_list(value) if isinstance(one, dict)]


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
