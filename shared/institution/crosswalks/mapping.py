"""Place the links of a crosswalk on a map: two columns of items, or of groups where there are many."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from institution.crosswalks.standing import Pair, Standing, State
from institution.crosswalks.trees import Entry, Trees

MOST_NODES = 40  # of one side; with more, each group is one node
SAME = "exactMatchOf"
SHOWN: tuple[State, ...] = ("agreed", "ours", "theirs", "conflict")


@dataclass(frozen=True)
class Node:
    """A line of a column: a heading, or an item or group that links lead to."""

    entry: Entry | None
    row: int
    is_heading: bool = False

    @property
    def middle(self) -> float:
        """Give the height of its middle, in rows."""
        return self.row + 0.5


@dataclass(frozen=True)
class Line:
    """A link of the map, or all links between two boxes."""

    start: float
    end: float
    number: int
    agreed: bool
    same: bool
    """Both ends say the same, or at least one link of several does."""


@dataclass(frozen=True)
class Drawn:
    """A map that can be drawn."""

    near: tuple[Node, ...]
    far: tuple[Node, ...]
    lines: tuple[Line, ...]
    grouped: bool

    @property
    def rows(self) -> int:
        """Count the rows of the longer column, its title included."""
        return 1 + max(len(self.near), len(self.far))


def draw(standing: Standing, near: Trees, far: Trees) -> Drawn:
    """Draw the pairs that somebody confirmed."""
    pairs = [pair for pair in standing.pairs.values() if pair.state in SHOWN]
    sides = ("origin", "destination") if standing.crosswalk.ours == "origin" else ("destination", "origin")
    ends = [(getattr(p, sides[0])["uri"], getattr(p, sides[1])["uri"]) for p in pairs]
    sizes = [len({end[side] for end in ends}) for side in (0, 1)]
    grouped = max(sizes) > MOST_NODES
    left = _Column(near, {end[0] for end in ends}, grouped)
    right = _Column(far, {end[1] for end in ends}, grouped, beside=_middles(ends, left.places))
    return Drawn(left.nodes, right.nodes, tuple(_lines(pairs, ends, left.places, right.places)), grouped)


def _middles(ends: Sequence[tuple[str, str]], places: Mapping[str, float]) -> dict[str, float]:
    """Give for each item of the far side the mean height of what it is linked to."""
    heights: dict[str, list[float]] = defaultdict(list)
    for near, far in ends:
        if near in places:
            heights[far].append(places[near])
    return {uri: fmean(found) for uri, found in heights.items()}


class _Column:
    """Lay one side out: in its own order, or, beside the other side, so that few lines cross."""

    def __init__(
        self, trees: Trees, linked: set[str], grouped: bool, *, beside: Mapping[str, float] | None = None
    ) -> None:
        nodes: list[Node] = []
        self.places: dict[str, float] = {}
        for head, entries in self._groups(trees, linked, beside or {}):
            nodes.append(Node(head, len(nodes) + 1, is_heading=not grouped))
            for entry in entries:
                if not grouped:
                    nodes.append(Node(entry, len(nodes) + 1))
                self.places[entry.uri] = nodes[-1].middle
        self.nodes = tuple(nodes)

    @staticmethod
    def _groups(
        trees: Trees, linked: set[str], beside: Mapping[str, float]
    ) -> list[tuple[Entry | None, list[Entry]]]:
        """Give the groups with their linked items, each item once."""
        placed: set[str] = set()
        found = []
        for group in trees.groups(""):
            entries = [leaf.item for leaf in group.leaves if leaf.item.uri in linked - placed]
            if entries:
                placed |= {entry.uri for entry in entries}
                found.append((group.item, sorted(entries, key=lambda entry: beside.get(entry.uri, 0))))
        return sorted(found, key=lambda group: fmean(beside.get(entry.uri, 0) for entry in group[1]))


def _lines(
    pairs: Sequence[Pair],
    ends: Sequence[tuple[str, str]],
    near_places: Mapping[str, float],
    far_places: Mapping[str, float],
) -> Iterable[Line]:
    """Draw one line between two places, as thick as there are links."""
    counted: Counter[tuple[float, float, bool]] = Counter()
    same: set[tuple[float, float, bool]] = set()
    for pair, (near, far) in zip(pairs, ends, strict=True):
        if near in near_places and far in far_places:
            line = near_places[near], far_places[far], pair.state == "agreed"
            counted[line] += 1
            if pair.kind == SAME:
                same.add(line)
    for line, number in sorted(counted.items()):
        yield Line(*line[:2], number, agreed=line[2], same=line in same)
