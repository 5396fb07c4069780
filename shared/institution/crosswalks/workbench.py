"""What lies on the table when a person links two frameworks: the rows of one outcome, or of one filter."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from institution.crosswalks.beginning import named
from institution.crosswalks.records import Crosswalk
from institution.crosswalks.standing import REJECTED, Pair, Standing, State, answer
from institution.crosswalks.suggestions import Suggested, suggestions_for
from institution.crosswalks.trees import Entry
from institution.records import Item

MOST_ROWS = 100


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


def rows_for(
    session: Session, crosswalk: Crosswalk, standing: Standing, near: Item, by_hand: Item | None
) -> list[Row]:
    """List the pairs of an item of ours: what waits for an answer, what was decided, suggestions."""
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
    order = {"conflict": 0, "theirs": 0, "ours": 1, "agreed": 1, "suggested": 2, "rejected": 3}
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


def following(items: Sequence[Entry], at: str) -> tuple[Entry | None, Entry | None]:
    """Give the items before and after one."""
    places = [place for place, item in enumerate(items) if item.identifier == at]
    if not places:
        return None, items[0] if items else None
    place = places[0]
    return (
        items[place - 1] if place else None,
        items[place + 1] if place + 1 < len(items) else None,
    )
