"""Look over a draft as a whole: find items by words, count them, list their types."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, or_, select

from institution.drafting.reading import Node, main_places, nodes_at
from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft

MOST_FOUND = 30


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


def named(session: Session, draft: FrameworkDraft, words: str, *, most: int = MOST_FOUND) -> list[Node]:
    """Find the items that a person means: the one with that code, else those that have all the words."""
    items = session.exec(
        select(DraftItem.identifier)
        .where(DraftItem.framework == draft.framework, func.lower(DraftItem.code) == words.strip().lower())
        .limit(most)
    ).all()
    if not items:
        return search(session, draft, words, most=most)
    return list(nodes_at(session, draft, list(main_places(session, draft, items).values())))


def parents(session: Session, draft: FrameworkDraft) -> list[str]:
    """List the items that have others below them."""
    found = session.exec(
        select(DraftAssociation.parent)
        .where(DraftAssociation.framework == draft.framework, col(DraftAssociation.parent).is_not(None))
        .distinct()
    )
    return [str(parent) for parent in found if parent]
