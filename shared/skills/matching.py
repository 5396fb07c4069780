"""Match what a person holds with what a job asks, in exact fractions, showing the path of every point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from typing import NamedTuple

from skills.evidence import Evidence, NotCounted, Requirement
from skills.graph import Graph
from skills.idling import OUTDONE, Idling
from skills.reaching import Path, Reach
from skills.receipts import NO_LEVEL, Match, RequirementMatch, Way
from skills.scale import LevelScale
from skills.settings import Settings

__all__ = ["Evidence", "Match", "NotCounted", "Requirement", "RequirementMatch", "Settings", "Way", "match"]

DEFAULT = Settings()


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
    matcher = _Matcher(Reach.over(graph, settings), asked, held)
    rows = tuple(matcher.requirement(requirement) for requirement in asked)
    refused = tuple(NotCounted(e.id, e.label, reason) for e, reason in matcher.refused)
    return Match(rows, refused, settings, graph.frameworks(), tuple(matcher.idle(rows)))


class _Found(NamedTuple):
    """Hold one way from a piece of evidence to a wanted item: from which item, at which level."""

    piece: Evidence
    held: str
    rank: int | None
    path: Path

    @property
    def order(self) -> tuple[int, str, str]:
        """Order ways that are worth the same: the shortest, then by identifiers so that order is fixed."""
        return len(self.path.steps), self.piece.id, self.held

    def worth(self, level: LevelScale) -> int:
        """Give what the way is worth at a level asked, as a whole number."""
        return self.path.worth * level.worth(self.rank)


_Best = tuple[int, _Found | None]  # what the best way is worth as a whole number, and that way


class _Matcher:
    """Compare evidence with requirements: whole numbers until a way is chosen, fractions to show it."""

    def __init__(self, reach: Reach, asked: Sequence[Requirement], held: Sequence[Evidence]) -> None:
        self.reach, self.graph, self.settings = reach, reach.graph, reach.settings
        refusals = [(piece, piece.refusal(self.settings)) for piece in held]
        self.refused = [(piece, reason) for piece, reason in refusals if reason is not None]
        self.counting = [piece for piece, reason in refusals if reason is None]
        self.items = {one.id: self._items(one.uri) for one in asked}
        wanted = {uri for items in self.items.values() for uri in items}
        self.idling = Idling(reach, wanted)
        self.ways = self._find(self.counting, wanted)
        self.exact_ways = self._find(self.counting, wanted, exact_only=True)
        self.ways_refused = self._find([piece for piece, _ in self.refused], wanted)
        self.speaking: set[int] = set()  # evidence that could show something that is asked

    def _items(self, uri: str) -> tuple[str, ...]:
        """Give a required item and after it its parts, where it has any."""
        parts = self.graph.lowest_parts(uri)
        return (uri,) if parts == (uri,) else (uri, *parts)

    def _find(
        self, pieces: Iterable[Evidence], wanted: Set[str], *, exact_only: bool = False
    ) -> Mapping[str, list[_Found]]:
        found: dict[str, list[_Found]] = {}
        for piece in pieces:
            for held, rank in piece.uris.items():
                paths = self.reach.paths(held, exact_only=exact_only)
                for uri in wanted & paths.keys():
                    found.setdefault(uri, []).append(_Found(piece, held, rank, paths[uri]))
        return found

    def requirement(self, asked: Requirement) -> RequirementMatch:
        """Say what the evidence comes to for one requirement: itself, or its parts if they give more."""
        level, items = LevelScale.of(asked.level_asked, self.settings), self.items[asked.id]
        self.graph.spend(len(items))
        best = [self._best(self.ways.get(uri, ()), level) for uri in items]
        exact = [self._best(self.exact_ways.get(uri, ()), level)[0] for uri in items]
        would = {id(one.piece) for uri in items for one in self.ways_refused.get(uri, ()) if one.worth(level)}
        over = self.reach.scale.whole * level.whole
        chosen = _chosen([worth for worth, _ in best])
        return RequirementMatch(
            asked,
            Fraction(sum(worth for worth, _ in best[chosen]), over * len(best[chosen])),
            Fraction(sum(exact[_chosen(exact)]), over * len(exact[_chosen(exact)])),
            tuple(self._way(asked, level, *one) for one in zip(items[chosen], best[chosen], strict=True)),
            tuple(NotCounted(e.id, e.label, reason) for e, reason in self.refused if id(e) in would),
            self.settings,
        )

    def _best(self, ways: Iterable[_Found], level: LevelScale) -> _Best:
        """Give the best way with what it is worth; of equal ones the first in order."""
        most, best = 0, None
        for one in ways:
            worth = one.worth(level)
            if worth:
                self.speaking.add(id(one.piece))
            if worth > most or (worth and worth == most and best is not None and one.order < best.order):
                most, best = worth, one
        return most, best

    def idle(self, rows: Iterable[RequirementMatch]) -> Iterable[NotCounted]:
        """Say of evidence that could count, and that no requirement rests on, why it does not."""
        used = {name for row in rows for name in row.evidence}
        for piece in self.counting:
            if piece.id not in used:
                outdone = id(piece) in self.speaking
                yield NotCounted(piece.id, piece.label, OUTDONE if outdone else self.idling.why(piece))

    def _way(self, asked: Requirement, level: LevelScale, wanted: str, best: _Best) -> Way:
        worth, found = best
        title = self.graph.node(wanted).name
        if found is None:
            return Way(wanted, title)
        factor = Fraction(level.worth(found.rank), level.whole)
        return Way(
            wanted,
            title,
            Fraction(worth, self.reach.scale.whole * level.whole),
            found.piece.id,
            found.piece.label,
            found.held,
            self.graph.node(found.held).name,
            found.path.steps[::-1],
            self._level_note(found.held, found.rank, asked, factor),
            factor,
        )

    def _level_note(self, held: str, rank: int | None, asked: Requirement, factor: Fraction) -> str:
        if asked.level_asked is None:
            return ""
        want = asked.level_name or f"level {asked.level_asked}"
        have = NO_LEVEL if rank is None else f"{self.graph.level_name(held, rank)} held"
        return f"{have}, {want} asked" + ("" if factor == 1 else f": counts {factor}")


def _chosen(worths: Sequence[int]) -> slice:
    """Choose the item itself, or its parts after it if their mean is more."""
    parts = len(worths) - 1
    return slice(1, None) if parts and sum(worths[1:]) > worths[0] * parts else slice(0, 1)
