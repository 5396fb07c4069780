"""One framework as groups of items that can be linked, each with how its pairs stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlmodel import Session

from institution.crosswalks.standing import RELATED, State, share
from institution.frameworks import Branch, branches
from institution.records import Framework, Item

LARGE = 300  # a tree of more items is sent one branch at a time
MOST_LEAVES = 60  # of one branch, around the item that was chosen
KEPT_OUTLINES = 16
# What of an item is told first where its pairs stand differently.
TOLD_FIRST: tuple[State, ...] = ("conflict", "theirs", "ours", "agreed")


@dataclass(frozen=True)
class Entry:
    """What a tree shows of an item."""

    identifier: str
    uri: str
    code: str
    label: str
    shows_code: bool
    parts: frozenset[str] = frozenset()
    """The addresses of its parts, where they can be linked themselves."""


@dataclass(frozen=True)
class Leaf:
    """An item that can be linked, and how its pairs stand."""

    item: Entry
    states: Mapping[str, int]

    @property
    def state(self) -> str:
        """Give what is told of it: open while nothing is decided."""
        return next((state for state in TOLD_FIRST if self.states.get(state)), "open")

    @property
    def agreed(self) -> int:
        """Give how much of it agreed links cover, in percent: half where all are only related."""
        links, related = self.states.get("agreed", 0), self.states.get(RELATED, 0)
        return (share(RELATED) if links == related else 100) if links else 0

    @property
    def proposed(self) -> int:
        """Give how much would be covered if all that is proposed were agreed, in percent."""
        return 100 if any(self.states.get(state) for state in ("ours", "theirs", "conflict")) else self.agreed


@dataclass(frozen=True)
class Group:
    """A branch of a tree with the items to link in it, and how much of it is covered."""

    item: Entry | None
    leaves: tuple[Leaf, ...]
    chosen: str
    opened: bool
    """Its leaves are sent with the page."""
    wanted: bool

    def share(self, *states: str) -> int:
        """Give the items with a pair that stands so, in percent."""
        having = sum(any(leaf.states.get(state) for state in states) for leaf in self.leaves)
        return round(100 * having / len(self.leaves)) if self.leaves else 0

    def number(self, state: str) -> int:
        """Count the items that have a pair that stands so."""
        return sum(bool(leaf.states.get(state)) for leaf in self.leaves)

    @property
    def shown(self) -> tuple[Leaf, ...]:
        """Give the leaves that are sent: all, or those around the chosen one."""
        if not self.opened or len(self.leaves) <= MOST_LEAVES:
            return self.leaves if self.opened else ()
        place = next((n for n, leaf in enumerate(self.leaves) if leaf.item.identifier == self.chosen), 0)
        start = max(0, min(place - MOST_LEAVES // 2, len(self.leaves) - MOST_LEAVES))
        return self.leaves[start : start + MOST_LEAVES]


@dataclass(frozen=True)
class Outline:
    """A framework's groups of items, the same for everybody until its next version."""

    groups: tuple[tuple[Entry | None, tuple[Entry, ...]], ...]

    @cached_property
    def items(self) -> Mapping[str, Entry]:
        """Find an item by its identifier; each comes once, where it stands first."""
        found: dict[str, Entry] = {}
        for _, entries in self.groups:
            for entry in entries:
                found.setdefault(entry.identifier, entry)
        return found


class Trees:
    """One framework as groups of items that can be linked."""

    def __init__(
        self, session: Session, framework: Framework, states: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._states = states
        self._outline = outline_of(session, framework)
        self.items = self._outline.items

    @property
    def is_large(self) -> bool:
        """Tell whether the tree is sent one branch at a time."""
        return len(self.items) > LARGE

    def groups(self, wanted: str, *, only: str = "") -> list[Group]:
        """Give the groups; the first with the wanted item or branch stands open, of a small tree all do."""
        found: list[Group] = []
        place = self._place_of(wanted)
        for number, (head, entries) in enumerate(self._outline.groups):
            leaves = tuple(Leaf(entry, self._states.get(entry.uri, {})) for entry in entries)
            shown = tuple(leaf for leaf in leaves if not only or leaf.state == only)
            is_wanted = number == place
            if shown:
                found.append(Group(head, shown, wanted, is_wanted or not self.is_large, is_wanted))
        return found

    def _place_of(self, wanted: str) -> int | None:
        for number, (head, entries) in enumerate(self._outline.groups):
            if (head is not None and head.identifier == wanted) or any(
                entry.identifier == wanted for entry in entries
            ):
                return number
        return None

    def open_ones(self) -> list[Entry]:
        """List the items about which nothing is decided yet, in their order."""
        return [
            item
            for item in self.items.values()
            if not any(self._states.get(item.uri, {}).get(state) for state in TOLD_FIRST)
        ]


def outline_of(session: Session, framework: Framework) -> Outline:
    """Give a framework's groups, kept in memory until its next version."""
    key = (str(session.get_bind().engine.url), framework.identifier, framework.brought_at)
    kept = _KEPT.get(key)
    if kept is None:
        kept = _Walk(branches(session, framework)).outline()
        while len(_KEPT) >= KEPT_OUTLINES:
            _KEPT.pop(next(iter(_KEPT), key), None)
        _KEPT[key] = kept
    return kept


_KEPT: dict[tuple[Any, ...], Outline] = {}


class _Walk:
    """Walk a tree and list its groups."""

    def __init__(self, tops: Sequence[Branch]) -> None:
        kinds = Counter(leaf.kind for top in tops for leaf in top.ends())
        self.tops = tops
        self.kind = kinds.most_common(1)[0][0] if kinds else ""
        self.seen: set[str] = set()
        self.found: list[tuple[Entry | None, tuple[Entry, ...]]] = []

    def outline(self) -> Outline:
        """Give the groups, and at the end what stands in none."""
        for top in self.tops:
            if top.children:
                self.walk(top)
        single = tuple(_entry(top.item) for top in self.tops if not top.children)
        return Outline((*self.found, *([(None, single)] if single else [])))

    def walk(self, branch: Branch) -> None:
        """List below a branch what has no group of its own, an item with parts before its parts."""
        if branch.item.identifier in self.seen:
            return
        self.seen.add(branch.item.identifier)
        here: list[Entry] = []
        for child in branch.children:
            if child.children and self.is_group(child.item):
                self.walk(child)
            else:
                parts = [part.item for part in child.children]
                here += [_entry(child.item, parts), *map(_entry, parts)]
        if here:
            self.found.append((_entry(branch.item), tuple(here)))

    def is_group(self, item: Item) -> bool:
        """Tell a course from a competency with parts: a group is not of the kind that most ends are."""
        return not item.kind or item.kind != self.kind


def _entry(item: Item, parts: Sequence[Item] = ()) -> Entry:
    uris = frozenset(part.uri for part in parts)
    return Entry(item.identifier, item.uri, item.code, item.label, item.shows_code, uris)
