"""Read a draft a piece at a time: some siblings, the way to an item, what a search finds."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft
from webapp.errors import NotFoundRefusal

SHOWN = 100  # siblings that are sent at once
MOST_STEPS_UP = 40
AT_ONCE = 500


@dataclass(frozen=True)
class Node:
    """A row of the tree: an item at one of its places."""

    place: str
    place_stamp: int
    parent: str
    rank: int
    item: str
    item_stamp: int
    code: str
    label: str
    kind: str
    ended: str
    published: bool
    levels: int
    children: int
    main: str
    """The item's first place, at which alone it is opened."""

    @property
    def opens(self) -> bool:
        """Tell whether the items below it are shown here."""
        return self.children > 0 and self.main == self.place

    @property
    def name(self) -> str:
        """Name it in few words."""
        return f"{self.code} {self.label}".strip()


@dataclass(frozen=True)
class Siblings:
    """Some of the rows below a parent, and how many come before and after them."""

    parent: str
    nodes: tuple[Node, ...] = ()
    earlier: int = 0
    later: int = 0


COLUMNS = (
    DraftAssociation.identifier,
    DraftAssociation.stamp,
    DraftAssociation.parent,
    DraftAssociation.rank,
    DraftItem.identifier,
    DraftItem.stamp,
    DraftItem.code,
    DraftItem.label,
    DraftItem.kind,
    DraftItem.ended,
    DraftItem.published,
    DraftItem.levels,
)


def forest(
    session: Session, draft: FrameworkDraft, parents: Collection[str], *, around: str = ""
) -> Mapping[str, Siblings]:
    """Give the first rows below each of some parents; on the way to a place, those around it."""
    totals = _children(session, draft, list(parents))
    rows: dict[str, list[Any]] = {}
    for row in _first_rows(session, draft, list(parents)):
        rows.setdefault(row[2], []).append(row)
    starts: dict[str, int] = {}
    for place in _on_the_way(session, draft, around):
        parent = place.parent or ""
        before = rank_number(session, draft, parent, place.rank)
        if before >= SHOWN and parent in parents:
            starts[parent] = start = before - SHOWN // 2
            query = _rows().where(*_below(draft, parent)).order_by(*IN_ORDER)
            rows[parent] = list(session.execute(query.offset(start).limit(SHOWN)))
    every = [row for parent in parents for row in rows.get(parent, ())]
    by_place = {node.place: node for node in _nodes(session, draft, every)}
    return {
        parent: Siblings(
            parent,
            tuple(by_place[row[0]] for row in rows.get(parent, ())),
            earlier=starts.get(parent, 0),
            later=totals.get(parent, 0) - starts.get(parent, 0) - len(rows.get(parent, ())),
        )
        for parent in parents
    }


def more(
    session: Session,
    draft: FrameworkDraft,
    parent: str,
    *,
    after: int | None = None,
    before: int | None = None,
) -> Siblings:
    """Give the next rows below a parent after a rank, or the last ones before it."""
    below = _below(draft, parent)
    backwards = before is not None
    bound = col(DraftAssociation.rank) > (after or 0)
    if before is not None:
        bound = col(DraftAssociation.rank) < before
    order = [column.desc() for column in IN_ORDER] if backwards else list(IN_ORDER)
    rows = session.execute(_rows().where(*below, bound).order_by(*order).limit(SHOWN)).all()
    counting = select(func.count()).select_from(DraftAssociation)
    rest = session.exec(counting.where(*below, bound)).one() - len(rows)
    nodes = _nodes(session, draft, rows[::-1] if backwards else rows)
    return Siblings(parent, nodes, earlier=rest if backwards else 0, later=0 if backwards else rest)


def _on_the_way(session: Session, draft: FrameworkDraft, place: str) -> Iterator[DraftAssociation]:
    """Walk from a place to the top, over the first place of each item above."""
    if not place:
        return
    yield place_of(session, draft, place)
    for item in way_to(session, draft, place):
        yield places_of(session, draft, item)[0]


def _below(draft: FrameworkDraft, parent: str) -> tuple[Any, ...]:
    return (col(DraftAssociation.framework) == draft.framework, col(DraftAssociation.parent) == parent)


def _first_rows(session: Session, draft: FrameworkDraft, parents: Sequence[str]) -> Sequence[Any]:
    number = func.row_number().over(partition_by=col(DraftAssociation.parent), order_by=IN_ORDER)
    found: list[Any] = []
    for first in range(0, len(parents), AT_ONCE):
        numbered = (
            select(col(DraftAssociation.identifier).label("place"), number.label("number"))
            .where(
                DraftAssociation.framework == draft.framework,
                col(DraftAssociation.parent).in_(parents[first : first + AT_ONCE]),
            )
            .subquery()
        )
        query = _rows().join(numbered, numbered.c.place == col(DraftAssociation.identifier))
        found += session.execute(query.where(numbered.c.number <= SHOWN).order_by(*IN_ORDER))
    return found


def node_at(session: Session, draft: FrameworkDraft, place: str) -> Node:
    """Give the row of a place; raises NotFoundRefusal."""
    found = nodes_at(session, draft, [place])
    if not found:
        raise NotFoundRefusal("item")
    return found[0]


def nodes_at(session: Session, draft: FrameworkDraft, places: Sequence[str]) -> tuple[Node, ...]:
    """Give the rows of some places."""
    rows: list[Any] = []
    for first in range(0, len(places), AT_ONCE):
        wanted = places[first : first + AT_ONCE]
        rows += session.execute(
            _rows().where(
                col(DraftAssociation.framework) == draft.framework,
                col(DraftAssociation.parent).is_not(None),
                col(DraftAssociation.identifier).in_(wanted),
            )
        )
    return _nodes(session, draft, rows)


IN_ORDER = (col(DraftAssociation.rank), col(DraftAssociation.identifier))


def _rows() -> Any:
    return select(*COLUMNS).join(DraftItem, col(DraftItem.identifier) == DraftAssociation.item)  # type: ignore[call-overload]


def _nodes(session: Session, draft: FrameworkDraft, rows: Sequence[Any]) -> tuple[Node, ...]:
    items = [row[4] for row in rows]
    below = _children(session, draft, items)
    main = main_places(session, draft, items)
    values: list[list[Any]] = [[*row, below.get(row[4], 0), main[row[4]]] for row in rows]
    return tuple(Node(*row) for row in values)


def _children(session: Session, draft: FrameworkDraft, items: Sequence[str]) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for first in range(0, len(items), AT_ONCE):
        found = session.exec(
            select(DraftAssociation.parent, func.count())
            .where(
                DraftAssociation.framework == draft.framework,
                col(DraftAssociation.parent).in_(items[first : first + AT_ONCE]),
            )
            .group_by(col(DraftAssociation.parent))
        )
        counted |= {str(parent): number for parent, number in found}
    return counted


def main_places(session: Session, draft: FrameworkDraft, items: Sequence[str]) -> Mapping[str, str]:
    """Give the first place of each of some items."""
    main: dict[str, str] = {}
    for first in range(0, len(items), AT_ONCE):
        found = session.exec(
            select(DraftAssociation.item, DraftAssociation.identifier)
            .where(
                DraftAssociation.framework == draft.framework,
                col(DraftAssociation.item).in_(items[first : first + AT_ONCE]),
                col(DraftAssociation.parent).is_not(None),
            )
            .order_by(col(DraftAssociation.position), col(DraftAssociation.identifier))
        )
        for item, place in found:
            main.setdefault(item, place)
    return main


def places_of(session: Session, draft: FrameworkDraft, item: str) -> Sequence[DraftAssociation]:
    """List the places of an item, its first one first."""
    return session.exec(
        select(DraftAssociation)
        .where(
            DraftAssociation.framework == draft.framework,
            DraftAssociation.item == item,
            col(DraftAssociation.parent).is_not(None),
        )
        .order_by(col(DraftAssociation.position), col(DraftAssociation.identifier))
    ).all()


def item_of(session: Session, draft: FrameworkDraft, item: str) -> DraftItem:
    """Give an item of a draft; raises NotFoundRefusal."""
    found = session.get(DraftItem, item)
    if found is None or found.framework != draft.framework:
        raise NotFoundRefusal("item")
    return found


def place_of(session: Session, draft: FrameworkDraft, place: str) -> DraftAssociation:
    """Give a place of a draft; raises NotFoundRefusal."""
    found = session.get(DraftAssociation, place)
    if found is None or found.framework != draft.framework or found.parent is None:
        raise NotFoundRefusal("item")
    return found


def way_to(session: Session, draft: FrameworkDraft, place: str) -> list[str]:
    """Give the items above a place, from the top: those to open for it to be seen."""
    way: list[str] = []
    at = place_of(session, draft, place).parent
    while at and at not in way and len(way) < MOST_STEPS_UP:
        way.insert(0, at)
        above = places_of(session, draft, at)
        at = above[0].parent if above else None
    return way


def rank_number(session: Session, draft: FrameworkDraft, parent: str, rank: int) -> int:
    """Count the rows below a parent that come before a rank."""
    return session.exec(
        select(func.count())
        .select_from(DraftAssociation)
        .where(
            DraftAssociation.framework == draft.framework,
            DraftAssociation.parent == parent,
            DraftAssociation.rank < rank,
        )
    ).one()
