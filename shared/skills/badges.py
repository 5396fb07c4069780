"""Read a badge as evidence: the items it speaks for, each with the rank of the level it states."""

from __future__ import annotations

from credentials.standards.openbadges import achieved_levels, alignments
from credentials.standards.vc import objects_in
from skills.case.package import JSON
from skills.graph import Graph

HIGHEST_RANK = 99


def ranks_of(badge: JSON, graph: Graph) -> dict[str, int | None]:
    """Give the items a badge is aligned to with the rank of the level it states for each, or None.

    The rank is the signed rubric's own number; a framework that is kept here helps where the badge has none.
    """
    stated = achieved_levels(badge)
    signed = signed_ranks(_achievement(badge))
    ranks: dict[str, int | None] = {}
    for url, code in aligned(alignments(badge)):
        uri = graph.find(url, code) or url
        level = stated.get(url, "")
        kept = graph.levels.get(level)
        rank = signed.get(level) or (kept.rank if kept else None)
        ranks[uri] = max(ranks.get(uri) or 0, rank or 0) or None
    return ranks


def aligned(alignments: list[JSON]) -> list[tuple[str, str]]:
    """List the address and the code that each alignment names, where it names an address."""
    named = [(one.get("targetUrl"), one.get("targetCode")) for one in alignments]
    return [(url, code if isinstance(code, str) else "") for url, code in named if isinstance(url, str)]


def signed_ranks(achievement: JSON) -> dict[str, int]:
    """Read the rank of each rubric level, by its id, from an achievement's own result descriptions."""
    ranks: dict[str, int] = {}
    for description in objects_in(achievement.get("resultDescription")):
        for level in objects_in(description.get("rubricCriterionLevel")):
            name, number = level.get("id"), str(level.get("level", ""))
            if isinstance(name, str) and number.isascii() and number.isdigit() and len(number) <= 2:
                ranks[name] = min(int(number), HIGHEST_RANK)
    return {name: rank for name, rank in ranks.items() if rank >= 1}


def _achievement(badge: JSON) -> JSON:
    subject = objects_in(badge.get("credentialSubject"))
    found = objects_in(subject[0].get("achievement")) if len(subject) == 1 else []
    return found[0] if len(found) == 1 else {}
