"""What lies on the table when a person links two frameworks: both trees, one outcome, and its rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from institution.crosswalks.beginning import named
from institution.crosswalks.records import Crosswalk
from institution.crosswalks.standing import REJECTED, Pair, Standing, State, answer
from institution.crosswalks.suggestions import Suggested, suggestions_for
from institution.frameworks import Branch, branches
from institution.records import Framework, Item

LARGE = 300  # a tree of more ends is shown one branch at a time
MOST_ROWS = 100
# What of an item is told first where its pairs stand differently.
TOLD_FIRST: tuple[State, ...] = ("conflict", "theirs", "ours", "agreed")


@dataclass(frozen=True)
class Leaf:
    """An item that can be linked, and how its pairs stand."""

    item: Item
    states: Mapping[str, int]

    @property
    def state(self) -> str:
        """Give what is told of it: open while nothing is decided."""
        return next((state for state in TOLD_FIRST if self.states.get(state)), "open")


@dataclass(frozen=True)
class Group:
    """A branch of a tree with the items to link in it, and how much of it is covered."""

    item: Item | None
    leaves: tuple[Leaf, ...]
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


@dataclass(frozen=True)
class Row:
    """A pair to decide about, with the suggestion and the decisions that there are."""

    near: Item
    far: Item
    pair: Pair | None
    suggested: Suggested | None = None
    by_hand: bool = False

    @property
    def state(self) -> State:
        """Tell how the pair stands."""
        return self.pair.state if self.pair else "suggested"

    @property
    def is_open(self) -> bool:
        """Tell whether our people have something to decide."""
        return self.state in ("suggested", "theirs", "conflict")

    @property
    def their_kind(self) -> str:
        """Give the kind of link that they propose, or nothing."""
        theirs = self.pair.theirs if self.pair else None
        return theirs.kind if theirs is not None and theirs.kind != REJECTED else ""

    @property
    def they_refuse(self) -> bool:
        """Tell whether they refuse it."""
        return self.pair is not None and answer(self.pair.theirs) == "no"

    @property
    def name(self) -> str:
        """Name the other item, as its row and buttons do."""
        return str(named(self.far)["title"])

    @property
    def names(self) -> str:
        """Name both items."""
        return f"{named(self.near)['title']} and {self.name}"


class Trees:
    """One framework as groups of items that can be linked."""

    def __init__(
        self, session: Session, framework: Framework, states: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._states = states
        tops = branches(session, framework)
        kinds = Counter(leaf.kind for top in tops for leaf in top.ends())
        self._kind = kinds.most_common(1)[0][0] if kinds else ""
        self._seen: set[str] = set()
        self._flat: list[tuple[Item | None, list[Item]]] = []
        single = [top.item for top in tops if not top.children]
        for top in tops:
            if top.children:
                self._walk(top)
        if single:
            self._flat.append((None, single))
        self.items = {item.identifier: item for _, items in self._flat for item in items}

    def _walk(self, branch: Branch) -> None:
        """List below a branch what has no group of its own, an item with parts before its parts."""
        if branch.item.identifier in self._seen:
            return
        self._seen.add(branch.item.identifier)
        here: list[Item] = []
        for child in branch.children:
            if child.children and self._is_group(child.item):
                self._walk(child)
            else:
                here += [child.item, *(part.item for part in child.children)]
        if here:
            self._flat.append((branch.item, here))

    def _is_group(self, item: Item) -> bool:
        """Tell a course from a competency with parts: a group is not of the kind that most ends are."""
        return not item.kind or item.kind != self._kind

    @property
    def is_large(self) -> bool:
        """Tell whether the tree is shown one branch at a time."""
        return len(self.items) > LARGE

    def groups(self, wanted: str, *, only: str = "") -> list[Group]:
        """Give the groups; that of the wanted item or branch stands open, the others too in a small tree."""
        found = []
        for top, items in self._flat:
            holds = wanted in {item.identifier for item in items} or (
                top is not None and top.identifier == wanted
            )
            leaves = tuple(Leaf(item, self._states.get(item.uri, {})) for item in items)
            shown = tuple(leaf for leaf in leaves if not only or leaf.state == only)
            if shown:
                found.append(Group(top, shown, opened=holds or not self.is_large, wanted=holds))
        return found

    def open_ones(self) -> list[Item]:
        """List the items about which nothing is decided yet, in their order."""
        return [item for item in self.items.values() if not self._told(item)]

    def _told(self, item: Item) -> bool:
        states = self._states.get(item.uri, {})
        return any(states.get(state) for state in TOLD_FIRST)


def rows_for(
    session: Session, crosswalk: Crosswalk, standing: Standing, near: Item, by_hand: Item | None
) -> list[Row]:
    """List the pairs of an item of ours: what waits for an answer, suggestions, what was decided."""
    suggested = {one.item.uri: one for one in suggestions_for(session, crosswalk, near.identifier)}
    side, other = ("origin", "destination") if crosswalk.ours == "origin" else ("destination", "origin")
    decided = {
        getattr(pair, other)["uri"]: pair
        for pair in standing.pairs.values()
        if getattr(pair, side)["uri"] == near.uri
    }
    items = {item.uri: item for item in session.exec(select(Item).where(col(Item.uri).in_(decided)))}
    items |= {uri: one.item for uri, one in suggested.items()}
    if by_hand is not None:
        items[by_hand.uri] = by_hand
    rows = [
        Row(near, item, decided.get(uri), suggested.get(uri), by_hand is not None and item.uri == by_hand.uri)
        for uri, item in items.items()
    ]
    order = {"conflict": 0, "theirs": 0, "suggested": 1, "ours": 2, "agreed": 2, "rejected": 3}
    return sorted(
        rows,
        key=lambda row: (not row.by_hand, order[row.state], row.suggested.rank if row.suggested else 99),
    )


def next_open(rows: Sequence[Row], after: str) -> Row | None:
    """Give the next open suggestion after the one of another item, by rank."""
    ranks = {row.far.identifier: row.suggested.rank for row in rows if row.suggested}
    place = ranks.get(after, 0)
    later = [row for row in rows if row.is_open and ranks.get(row.far.identifier, 0) > place]
    return min(later, key=lambda row: ranks[row.far.identifier], default=None)


def queue(session: Session, crosswalk: Crosswalk, standing: Standing, state: State) -> list[Row]:
    """List the pairs that stand so, whatever item they belong to."""
    pairs = standing.of(state)[:MOST_ROWS]
    uris = {uri for pair in pairs for uri in (pair.origin["uri"], pair.destination["uri"])}
    items = {item.uri: item for item in session.exec(select(Item).where(col(Item.uri).in_(uris)))}
    sides = ("origin", "destination") if crosswalk.ours == "origin" else ("destination", "origin")
    found = []
    for pair in pairs:
        near, far = (items.get(getattr(pair, side)["uri"]) for side in sides)
        if near is not None and far is not None:
            found.append(Row(near, far, pair))
    return found


def following(items: Sequence[Item], at: str) -> tuple[Item | None, Item | None]:
    """Give the items before and after one."""
    places = [place for place, item in enumerate(items) if item.identifier == at]
    if not places:
        return None, items[0] if items else None
    place = places[0]
    return (
        items[place - 1] if place else None,
        items[place + 1] if place + 1 < len(items) else None,
    )
