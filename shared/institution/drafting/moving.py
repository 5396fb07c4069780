"""Move an item of a draft: among its fellows, into and out of branches, or below another."""

from sqlmodel import Session, col, select

from institution.drafting.changing import Author, Edit, check_seen, lock, make
from institution.drafting.editing import JSON, link_to, link_to_top
from institution.drafting.ranking import rank_after, rank_before, ranks
from institution.drafting.reading import item_of, place_of, places_of
from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft
from webapp.errors import Refusal

UP, DOWN, IN, OUT = "up", "down", "in", "out"
DIRECTIONS = (UP, DOWN, IN, OUT)


def step(session: Session, framework: str, place: str, way: str, *, seen: int, author: Author) -> None:
    """Move an item one step: up, down, into the item above it, or out of its branch."""
    draft = lock(session, framework, author)
    row = place_of(session, draft, place)
    item = item_of(session, draft, row.item)
    check_seen(session, row, seen, item.name)
    fellows = ranks(session, draft, row.parent or "")
    at = [identifier for identifier, _ in fellows].index(row.identifier)
    parent = row.parent or ""
    if way == OUT:
        if not parent:
            raise Refusal("It stands at the top already", f"“{item.name}” is in no branch.", code="edge")
        above = places_of(session, draft, parent)[0]
        _put(session, draft, row, item, above.parent or "", after=above, author=author)
    elif way == DOWN:
        if at == len(fellows) - 1:
            raise Refusal("It stands last already", f"“{item.name}” has nothing after it.", code="edge")
        beside = place_of(session, draft, fellows[at + 1][0])
        _put(session, draft, row, item, parent, after=beside, author=author)
    elif at == 0:
        raise Refusal("It stands first already", f"“{item.name}” has nothing before it.", code="edge")
    else:
        before = place_of(session, draft, fellows[at - 1][0])
        if way == IN:
            _put(session, draft, row, item, before.item, author=author)
        else:
            _put(session, draft, row, item, parent, before=before, author=author)


def move(
    session: Session,
    framework: str,
    place: str,
    *,
    below: str | None = None,
    before: str = "",
    after: str = "",
    seen: int,
    author: Author,
) -> None:
    """Move an item below another ("" for the top), or before or after a place."""
    draft = lock(session, framework, author)
    row = place_of(session, draft, place)
    item = item_of(session, draft, row.item)
    check_seen(session, row, seen, item.name)
    beside = place_of(session, draft, before or after) if before or after else None
    if beside is not None and beside.identifier == row.identifier:
        raise Refusal("It stands there already", f"“{item.name}” was not moved.", code="edge")
    if beside is None:
        parent = item_of(session, draft, below).identifier if below else ""
        _put(session, draft, row, item, parent, author=author)
        return
    where = {"before": beside} if before else {"after": beside}
    _put(session, draft, row, item, beside.parent or "", **where, author=author)


def _put(
    session: Session,
    draft: FrameworkDraft,
    row: DraftAssociation,
    item: DraftItem,
    parent: str,
    *,
    author: Author,
    before: DraftAssociation | None = None,
    after: DraftAssociation | None = None,
) -> None:
    if parent != row.parent:
        _check_parent(session, draft, row, item, parent)
    moved = {row.identifier}
    if before is not None:
        rank, edits = rank_before(session, draft, parent, before, without=moved)
    else:
        rank, edits = rank_after(session, draft, parent, after, without=moved)
    new: JSON = {"parent": parent, "rank": rank, "kind": row.kind, "body": row.body}
    words = f"Moved {item.name}"
    if parent != row.parent:
        above = item_of(session, draft, parent) if parent else None
        target = {**(link_to(above) if above else link_to_top(draft)), "targetType": "CASE"}
        kind = row.kind if above else "isChildOf"
        body = {**row.body, "associationType": kind, "destinationNodeURI": target}
        new |= {"kind": kind, "body": body}
        words += f" below {above.name if above else 'the top'}"
    old: JSON = {"parent": row.parent, "rank": row.rank, "kind": row.kind, "body": row.body}
    make(session, draft, author, words, [Edit("place", row.identifier, old, new), *edits])


def _check_parent(
    session: Session, draft: FrameworkDraft, row: DraftAssociation, item: DraftItem, parent: str
) -> None:
    if any(other.parent == parent for other in places_of(session, draft, row.item) if other is not row):
        raise Refusal(
            "It stands there already", f"“{item.name}” has a place below that already.", code="twice"
        )
    if parent and parent in {item.identifier, *_descendants(session, draft, item.identifier)}:
        raise Refusal(
            "That would make a circle",
            f"“{item.name}” cannot stand below itself or below an item of its own branch.",
            code="circle",
        )


def _descendants(session: Session, draft: FrameworkDraft, item: str) -> set[str]:
    edges = session.exec(
        select(DraftAssociation.item, DraftAssociation.parent).where(
            DraftAssociation.framework == draft.framework, col(DraftAssociation.parent).is_not(None)
        )
    )
    under: dict[str, list[str]] = {}
    for child, parent in edges:
        under.setdefault(str(parent), []).append(child)
    found: set[str] = set()
    frontier = [item]
    while frontier:
        for child in under.get(frontier.pop(), ()):
            if child not in found:
                found.add(child)
                frontier.append(child)
    return found
