"""Place the links of a crosswalk on a map: two columns of items, or of groups where there are many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from institution.crosswalks.standing import Pair, Standing, State
from institution.crosswalks.trees import Entry, Trees

MOST_NODES = 40  # of one side; with more, each group is one node
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
    """A link of the map, or all links between two groups."""

    start: float
    end: float
    number: int
    agreed: bool


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
    columns = [_Column(trees, {end[side] for end in ends}, grouped) for side, trees in enumerate((near, far))]
    return Drawn(columns[0].nodes, columns[1].nodes, tuple(_lines(pairs, ends, columns)), grouped)


class _Column:
    def __init__(self, trees: Trees, linked: set[str], grouped: bool) -> None:
        nodes: list[Node] = []
        self.places: dict[str, float] = {}
        for group in trees.groups(""):
            entries = [leaf.item for leaf in group.leaves if leaf.item.uri in linked]
            entries = [entry for entry in entries if entry.uri not in self.places]
            if not entries:
                continue
            nodes.append(Node(group.item, len(nodes) + 1, is_heading=not grouped))
            for entry in entries:
                if not grouped:
                    nodes.append(Node(entry, len(nodes) + 1))
                self.places[entry.uri] = nodes[-1].middle
        self.nodes = tuple(nodes)


def _lines(
    pairs: Sequence[Pair], ends: Sequence[tuple[str, str]], columns: Sequence[_Column]
) -> Iterable[Line]:
    """Draw one line between two places, as thick as there are links."""
    counted: Counter[tuple[float, float, bool]] = Counter()
    for pair, (near, far) in zip(pairs, ends, strict=True):
        if near in columns[0].places and far in columns[1].places:
            counted[columns[0].places[near], columns[1].places[far], pair.state == "agreed"] += 1
    for (start, end, agreed), number in sorted(counted.items()):
        yield Line(start, end, number, agreed)
