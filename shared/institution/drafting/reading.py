"""Read a draft a piece at a time: some siblings, the way to an item, what a search finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select

from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft
from webapp.errors import NotFoundRefusal

SHOWN = 100  # siblings that are sent at once
MOST_STEPS_UP = 40
MOST_FOUND = 30
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
    """Some of the rows below a parent, and how many there are."""

    parent: str
    nodes: tuple[Node, ...]
    start: int
    total: int

    @property
    def rest(self) -> int:
        """Count the rows that come after these."""
        return self.total - self.start - len(self.nodes)

    @property
    def end(self) -> int:
        """Give the place at which the next rows begin."""
        return self.start + len(self.nodes)


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


def siblings(
    session: Session, draft: FrameworkDraft, parent: str, *, start: int = 0, most: int = SHOWN
) -> Siblings:
    """Give some of the rows below an item, or below the framework itself where the parent is empty."""
    below = (DraftAssociation.framework == draft.framework, DraftAssociation.parent == parent)
    total = session.exec(select(func.count()).select_from(DraftAssociation).where(*below)).one()
    rows = session.execute(
        _rows()
        .where(*below)
        .order_by(col(DraftAssociation.rank), col(DraftAssociation.identifier))
        .offset(start)
        .limit(most)
    ).all()
    return Siblings(parent, _nodes(session, draft, rows), start, total)


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


def search(session: Session, draft: FrameworkDraft, words: str, *, most: int = MOST_FOUND) -> list[Node]:
    """Find the items that have every one of the words in code, label or statement, at their first place."""
    query = select(DraftItem.identifier).where(DraftItem.framework == draft.framework)
    for word in words.split():
        places = (DraftItem.code, DraftItem.label, DraftItem.statement)
        query = query.where(or_(*(col(place).icontains(word, autoescape=True) for place in places)))
    items = session.exec(query.order_by(col(DraftItem.position)).limit(most)).all()
    main = main_places(session, draft, items)
    by_place = {node.place: node for node in nodes_at(session, draft, list(main.values()))}
    return [by_place[main[item]] for item in items if main.get(item) in by_place]


def numbers(session: Session, draft: FrameworkDraft) -> tuple[int, int]:
    """Count the items of a draft, and how many of them are new or changed."""
    here = DraftItem.framework == draft.framework
    total = session.exec(select(func.count()).select_from(DraftItem).where(here)).one()
    changed = session.exec(select(func.count()).select_from(DraftItem).where(here, DraftItem.stamp > 0)).one()
    return total, changed


def kinds(session: Session, draft: FrameworkDraft) -> Sequence[str]:
    """List the types that items of a draft have, the commonest first."""
    found = session.exec(
        select(DraftItem.kind)
        .where(DraftItem.framework == draft.framework, DraftItem.kind != "")
        .group_by(col(DraftItem.kind))
        .order_by(func.count().desc(), col(DraftItem.kind))
        .limit(50)
    )
    return found.all()
