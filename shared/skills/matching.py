"""Match what a person holds with what a job asks, in exact fractions, showing the path of every point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from skills.evidence import Evidence, NotCounted, Requirement
from skills.graph import Graph
from skills.reaching import Path, Reach
from skills.receipts import Match, RequirementMatch, Way
from skills.settings import Settings

__all__ = ["Evidence", "Match", "NotCounted", "Requirement", "RequirementMatch", "Settings", "Way", "match"]

DEFAULT = Settings()
UNASKED = "it speaks for nothing this job asks."
OUTDONE = "other credentials show the same at least as well."


def match(
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    graph: Graph,
    settings: Settings = DEFAULT,
) -> Match:
    """Score evidence against requirements: 100 x sum(importance x quality) / sum(importance).

    The quality of a requirement is the best, over evidence that counts, of path weight x level factor; one
    with parts may instead take the mean over its lowest parts.
    """
    asked = tuple(requirements)
    if not asked:
        raise ValueError("found no requirement, expected at least one")
    if len({requirement.id for requirement in asked}) != len(asked):
        raise ValueError(f"found requirements with the same id among {[r.id for r in asked]}")
    held = tuple(evidence)
    matcher = _Matcher(Reach.over(graph, settings))
    rows = tuple(matcher.requirement(requirement, held) for requirement in asked)
    refused = tuple(NotCounted(e.id, e.label, r) for e in held if (r := e.refusal(settings)) is not None)
    idle = tuple(matcher.idle(rows, held))
    return Match(rows, refused, settings, graph.frameworks(), idle)


class _Matcher:
    def __init__(self, reach: Reach) -> None:
        self.reach, self.graph, self.settings = reach, reach.graph, reach.settings

    def requirement(self, requirement: Requirement, evidence: Sequence[Evidence]) -> RequirementMatch:
        counting = [e for e in evidence if e.refusal(self.settings) is None]
        ways = self.ways(requirement, counting)
        exact = self.ways(requirement, counting, exact_only=True)
        refused = [e for e in evidence if e.refusal(self.settings) is not None]
        would = [e for e in refused if _mean(self.ways(requirement, [e]))]
        return RequirementMatch(
            requirement,
            _mean(ways),
            _mean(exact),
            ways,
            tuple(NotCounted(e.id, e.label, e.refusal(self.settings) or "") for e in would),
            self.settings,
        )

    def idle(self, rows: Sequence[RequirementMatch], evidence: Sequence[Evidence]) -> Iterable[NotCounted]:
        """Say of evidence that could count, and that no requirement rests on, why it does not."""
        used = {name for row in rows for name in row.evidence}
        for piece in evidence:
            if piece.id in used or piece.refusal(self.settings) is not None:
                continue
            speaks = any(_mean(self.ways(row.requirement, [piece])) for row in rows)
            yield NotCounted(piece.id, piece.label, OUTDONE if speaks else UNASKED)

    def ways(
        self, requirement: Requirement, evidence: Sequence[Evidence], *, exact_only: bool = False
    ) -> tuple[Way, ...]:
        """Return the best way to the requirement itself, or one to each of its parts if they give more."""
        whole = (self.way(requirement.uri, requirement, evidence, exact_only),)
        parts = tuple(
            self.way(part, requirement, evidence, exact_only)
            for part in self.graph.lowest_parts(requirement.uri)
        )
        return parts if _mean(parts) > _mean(whole) else whole

    def way(
        self, wanted: str, requirement: Requirement, evidence: Sequence[Evidence], exact_only: bool
    ) -> Way:
        """Return the best way from any evidence to one wanted item."""
        best = Way(wanted, self.graph.node(wanted).name)
        for piece in evidence:
            for held, rank in piece.uris.items():
                path = self.reach.paths(held, exact_only=exact_only).get(wanted)
                if path is None:
                    continue
                way = self._found(wanted, requirement, piece, held, rank, path)
                if way.quality and (best.evidence is None or way.rank() < best.rank()):
                    best = way
        return best

    def _found(
        self, wanted: str, asked: Requirement, piece: Evidence, held: str, rank: int | None, path: Path
    ) -> Way:
        factor = level_factor(rank, asked.level_asked, self.settings)
        return Way(
            wanted,
            self.graph.node(wanted).name,
            path.weight * factor,
            piece.id,
            piece.label,
            held,
            self.graph.node(held).name,
            tuple(reversed(path.steps)),
            self._level_note(held, rank, asked, factor),
            factor,
        )

    def _level_note(self, held: str, rank: int | None, asked: Requirement, factor: Fraction) -> str:
        if asked.level_asked is None:
            return ""
        want = asked.level_name or f"level {asked.level_asked}"
        have = "No level stated" if rank is None else f"{self.graph.level_name(held, rank)} held"
        return f"{have}, {want} asked" + ("" if factor == 1 else f": counts {factor}")


def level_factor(held: int | None, asked: int | None, settings: Settings = DEFAULT) -> Fraction:
    """Return what a level held is worth where a level is asked."""
    if asked is None:
        return Fraction(1)
    return settings.level_not_stated if held is None else min(Fraction(1), Fraction(held, asked))


def _mean(ways: Sequence[Way]) -> Fraction:
    return sum((way.quality for way in ways), Fraction(0)) / len(ways)
