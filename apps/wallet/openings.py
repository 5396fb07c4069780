"""List the open jobs of the employers that the wallet knows, each with how a learner's cards fit it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skills.graph import Graph
from skills.positions import Position
from skills.scoring import LearnerScorer, Score
from wallet.cards import Card
from wallet.fitting import evidence_of
from wallet.publications import Reading

MOST_SHOWN = 50


@dataclass(frozen=True)
class Opening:
    """Hold an open job beside what a learner's cards come to for it."""

    position: Position
    score: Score


@dataclass(frozen=True)
class Openings:
    """Hold the open jobs, the best fit first, with what could not be read."""

    found: tuple[Opening, ...]
    remarks: tuple[str, ...]

    @property
    def shown(self) -> tuple[Opening, ...]:
        """Give as many as a page shows."""
        return self.found[:MOST_SHOWN]


def openings(
    cards: Sequence[Card], *, reading: Reading, employers: Iterable[str], colleges: Iterable[str]
) -> Openings:
    """Read the open jobs at the employers' origins, and compare each with the cards.

    `colleges` are the origins of those whose frameworks the cards may name.
    """
    taught = [package for origin in colleges for package in reading.packages(origin)]
    found: list[Opening] = []
    for origin in employers:
        # What stands elsewhere is another's to offer, whoever lists it.
        positions = [one for one in reading.positions(origin) if one.uri.startswith(f"{origin}/")]
        if not positions:
            continue
        named = {uri for one in positions for uri in one.frameworks}
        graph = Graph([*reading.packages(origin, named), *taught])
        scorer = LearnerScorer([evidence_of(card, graph) for card in cards], graph)
        found += [Opening(one, scorer.score(one.requirements)) for one in positions if one.is_open]
    return Openings(tuple(sorted(found, key=_best_first)), tuple(reading.remarks))


def _best_first(opening: Opening) -> tuple[int, float, str]:
    return (
        len(opening.score.missing_must_haves),
        -float(opening.score.score),
        opening.position.title.casefold(),
    )
