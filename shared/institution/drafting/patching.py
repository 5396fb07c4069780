"""Work out from a change which pieces of the tree on a page are other now, so that only those are sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, or_, select

from institution.drafting.changing import Edit
from institution.drafting.reading import (
    IN_ORDER,
    Node,
    Siblings,
    forest,
    main_places,
    node_at,
    nodes_at,
    places_of,
    way_to,
)
from institution.drafting.records import DraftAssociation, FrameworkDraft

MOST_PIECES = 60  # when more changes, the tree is sent anew as far as it stands open
MOST_OPENED = 200


@dataclass(frozen=True)
class Insertion:
    """A row that comes into a list beside one that is there: "afterend" or "beforebegin" of its place."""

    node: Node
    where: str
    beside: str


@dataclass
class Patch:
    """What a page has to take out, put in and show anew."""

    gone: list[str] = field(default_factory=list)
    inserted: list[Insertion] = field(default_factory=list)
    branches: list[Node] = field(default_factory=list)
    rows: list[Node] = field(default_factory=list)
    trees: Mapping[str, Siblings] = field(default_factory=dict)
    whole: bool = False


def patch(
    session: Session,
    draft: FrameworkDraft,
    edits: Sequence[Edit],
    *,
    opened: Collection[str],
    at: str,
) -> Patch:
    """Say what changed on a page where some items stand open; the branch of the place `at` is opened."""
    standing = set(list(opened)[:MOST_OPENED])
    way = set(way_to(session, draft, at)) if at else set()
    touched = _Touched(edits)
    found = Patch(gone=sorted(touched.gone), trees={})
    if len(touched.came) + len(touched.gone) + len(touched.items) > MOST_PIECES:
        return whole(session, draft, opened=standing | way, at=at)
    for node in nodes_at(session, draft, _ordered(session, touched.came)):
        insertion = _insertion(session, draft, node) if node.parent in {"", *standing} else None
        if insertion is not None:
            found.inserted.append(insertion)
        elif node.parent:
            touched.branches.add(node.parent)
        else:
            return whole(session, draft, opened=standing | way, at=at)
    _rows_and_branches(session, draft, touched, found)
    found.trees = (
        forest(session, draft, {*standing, *way}, around=at) if found.inserted or found.branches else {}
    )
    return found


def whole(session: Session, draft: FrameworkDraft, *, opened: Collection[str], at: str) -> Patch:
    """Send the tree as far as it stands open."""
    return Patch(whole=True, trees=forest(session, draft, {"", *opened}, around=at))


class _Touched:
    """Which places and items a change touched."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.gone: set[str] = set()
        self.came: set[str] = set()
        self.parents: set[str] = set()
        self.items: set[str] = set()
        self.shared: set[str] = set()
        self.branches: set[str] = set()
        for edit in edits:
            if edit.table == "item" and edit.after is not None:
                self.items.add(edit.key)
            elif edit.table == "place":
                self._add_place(edit)

    def _add_place(self, edit: Edit) -> None:
        before, after = edit.before or {}, edit.after or {}
        if "parent" not in {**before, **after}:
            return  # its fellows made room: they stand in the same order
        parents = {side["parent"] for side in (before, after) if side}
        if None in parents:
            return  # a link, which the tree does not show
        self.parents |= parents - {""}
        self.shared |= {str(side["item"]) for side in (before, after) if "item" in side}
        if edit.before is not None:
            self.gone.add(edit.key)
        if edit.after is not None:
            self.came.add(edit.key)


def _ordered(session: Session, places: Collection[str]) -> list[str]:
    query = select(DraftAssociation.identifier).where(col(DraftAssociation.identifier).in_(places))
    return list(session.exec(query.order_by(*IN_ORDER)))


def _insertion(session: Session, draft: FrameworkDraft, node: Node) -> Insertion | None:
    here = (col(DraftAssociation.framework) == draft.framework, DraftAssociation.parent == node.parent)
    rank, key = col(DraftAssociation.rank), col(DraftAssociation.identifier)
    before = or_(rank < node.rank, (rank == node.rank) & (key < node.place))
    beside: Any = select(DraftAssociation.identifier).where(*here)
    last = session.exec(beside.where(before).order_by(rank.desc(), key.desc()).limit(1)).first()
    if last is not None:
        return Insertion(node, "afterend", last)
    following = session.exec(beside.where(~before, key != node.place).order_by(*IN_ORDER).limit(1)).first()
    return Insertion(node, "beforebegin", following) if following is not None else None


def _rows_and_branches(session: Session, draft: FrameworkDraft, touched: _Touched, found: Patch) -> None:
    new = {insertion.node.item for insertion in found.inserted}
    places: set[str] = set()
    for item in (touched.items | touched.parents | touched.shared) - new:
        places |= {place.identifier for place in places_of(session, draft, item)}
    several = {item for item in touched.shared if len(places_of(session, draft, item)) > 1}
    main = main_places(session, draft, sorted(touched.branches | several))
    found.branches = [node_at(session, draft, place) for place in main.values()]
    found.rows = [
        node for node in nodes_at(session, draft, sorted(places)) if node.place not in main.values()
    ]
