"""How far each single outcome is asked for, and each requirement taught: a share of it, and by what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from institution.crosswalks.standing import Pair, share
from institution.crosswalks.trees import Entry, Trees


@dataclass(frozen=True)
class Cover:
    """An outcome or requirement with the agreed links of it."""

    item: Entry
    pairs: tuple[Pair, ...]

    @property
    def share(self) -> int:
        """Give how much of it is covered, in percent."""
        return max((share(pair.kind) for pair in self.pairs), default=0)


@dataclass(frozen=True)
class CoverGroup:
    """A course, say, with how far each of its outcomes is covered."""

    item: Entry | None
    covers: tuple[Cover, ...]
    without: int
    """How many are left out of a large framework, for nothing covers them."""

    @property
    def number(self) -> int:
        """Count those that something covers."""
        return sum(bool(cover.pairs) for cover in self.covers)

    @property
    def size(self) -> int:
        """Count all."""
        return len(self.covers) + self.without


def coverage(
    trees: Trees, pairs: Iterable[Pair], side: str, *, only: Collection[str] = ()
) -> list[CoverGroup]:
    """List every item of a side, each once, in its group; with `only`, these alone."""
    found: Mapping[str, list[Pair]] = {entry.uri: [] for entry in trees.items.values()}
    for pair in pairs:
        uri = getattr(pair, side)["uri"]
        if uri in found:
            found[uri].append(pair)
    seen: set[str] = set()
    groups = []
    for group in trees.groups(""):
        entries = [leaf.item for leaf in group.leaves if leaf.item.uri not in seen]
        seen |= {entry.uri for entry in entries}
        covers = [Cover(one, tuple(found[one.uri])) for one in entries if not only or one.uri in only]
        told = tuple(cover for cover in covers if cover.pairs or not trees.is_large)
        if covers:
            groups.append(CoverGroup(group.item, told, len(covers) - len(told)))
    return groups
