"""Take items out of a draft: what was published keeps its address and goes out of use, the rest is gone."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from institution.drafting.changing import AT_ONCE, Author, Edit, check_seen, gone, lock, make
from institution.drafting.reading import item_of, place_of, places_of
from institution.drafting.records import ENDING, DraftAssociation, DraftItem, DraftRubric, FrameworkDraft
from webapp.errors import Refusal

Row = TypeVar("Row", DraftItem, DraftAssociation, DraftRubric)


def take_out(session: Session, framework: str, place: str, *, seen: int, author: Author) -> bool:
    """Take out an item and what stands below it alone; tell whether anything stays, as out of use.

    What was published keeps its address: it goes out of use. What was never published is gone. An item that
    stands in other places too only leaves this one.
    """
    draft = lock(session, framework, author)
    row = place_of(session, draft, place)
    item = item_of(session, draft, row.item)
    check_seen(session, row, seen, item.name)
    if len(places_of(session, draft, row.item)) > 1:
        make(session, draft, author, f"Took {item.name} out of one place", [gone("place", row)])
        return False
    if item.ended:
        raise Refusal(
            "It is out of use already", f"“{item.name}” keeps its address; nothing more is taken out."
        )
    edits, stays = _branch_out(session, draft, row)
    words = f"Took {item.name} out of use" if stays else f"Took out {item.name}"
    make(session, draft, author, words, edits)
    return stays


def _branch_out(session: Session, draft: FrameworkDraft, top: DraftAssociation) -> tuple[list[Edit], bool]:
    edges = session.exec(
        select(DraftAssociation.identifier, DraftAssociation.item, DraftAssociation.parent).where(
            DraftAssociation.framework == draft.framework, col(DraftAssociation.parent).is_not(None)
        )
    ).all()
    branch = _branch(edges, top.item)
    states = session.exec(
        select(DraftItem.identifier, DraftItem.published, DraftItem.ended).where(
            DraftItem.framework == draft.framework
        )
    ).all()
    vanishing = {item for item, published, _ in states if item in branch and not published}
    ending = [
        Edit("item", item, {"ended": ended}, {"ended": ENDING})
        for item, published, ended in states
        if item in branch and published and not ended
    ]
    touched = [place for place, item, parent in edges if item in vanishing or parent in vanishing]
    lifted: list[Edit] = []
    going: list[Edit] = []
    for place in _rows(session, DraftAssociation, touched):
        if place.item in branch - vanishing:  # published, below something that will not be there
            lifted.append(_lifted(place, top))
        else:
            going.append(gone("place", place))
    items = _rows(session, DraftItem, vanishing)
    going += [gone("item", row) for row in items]
    going += [
        gone("rubric", row) for row in _rows(session, DraftRubric, [i.rubric for i in items if i.rubric])
    ]
    going += [gone("place", link) for link in _links_touching(session, draft, vanishing)]
    return [*ending, *lifted, *going], bool(ending)


def _branch(edges: Sequence[tuple[str, str, str | None]], top: str) -> set[str]:
    """Give the items of a branch that stand nowhere else."""
    under: dict[str, list[str]] = {}
    standing: dict[str, int] = {}
    for _, item, parent in edges:
        under.setdefault(str(parent), []).append(item)
        standing[item] = standing.get(item, 0) + 1
    found, frontier = {top}, [top]
    while frontier:
        for child in under.get(frontier.pop(), ()):
            standing[child] -= 1
            if standing[child] == 0 and child not in found:
                found.add(child)
                frontier.append(child)
    return found


def _lifted(place: DraftAssociation, top: DraftAssociation) -> Edit:
    before = {"parent": place.parent, "rank": place.rank, "body": place.body}
    body = {**place.body, "destinationNodeURI": top.body["destinationNodeURI"]}
    return Edit("place", place.identifier, before, {"parent": top.parent, "rank": top.rank, "body": body})


def _rows(session: Session, table: type[Row], identifiers: Iterable[str]) -> list[Row]:
    wanted = list(identifiers)
    found: list[Row] = []
    for start in range(0, len(wanted), AT_ONCE):
        among = col(table.identifier).in_(wanted[start : start + AT_ONCE])
        found += session.exec(select(table).where(among))
    return found


def _links_touching(session: Session, draft: FrameworkDraft, items: set[str]) -> list[DraftAssociation]:
    """Find the links, beside places, that begin or end at items."""
    if not items:
        return []
    links = session.exec(
        select(DraftAssociation).where(
            DraftAssociation.framework == draft.framework, col(DraftAssociation.parent).is_(None)
        )
    )
    return [
        link
        for link in links
        if items & {link.body[end]["identifier"].lower() for end in ("originNodeURI", "destinationNodeURI")}
    ]
