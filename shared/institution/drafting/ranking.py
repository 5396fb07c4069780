"""Give a place its rank among its fellows: between two of them, with room made where there is none."""

from collections.abc import Sequence, Set

from sqlmodel import Session, col, select

from institution.drafting.beginning import STEP
from institution.drafting.changing import Edit
from institution.drafting.records import DraftAssociation, FrameworkDraft


def rank_after(
    session: Session,
    draft: FrameworkDraft,
    parent: str,
    beside: DraftAssociation | None,
    *,
    without: Set[str] = frozenset(),
) -> tuple[int, list[Edit]]:
    """Find a rank after a place, or at the end; the edits make room where there is none."""
    found = ranks(session, draft, parent, without)
    at = len(found) if beside is None else _position(found, beside) + 1
    return _rank_at(found, at)


def rank_before(
    session: Session, draft: FrameworkDraft, parent: str, beside: DraftAssociation, *, without: Set[str]
) -> tuple[int, list[Edit]]:
    """Find a rank before a place."""
    found = ranks(session, draft, parent, without)
    return _rank_at(found, _position(found, beside))


def ranks(
    session: Session, draft: FrameworkDraft, parent: str, without: Set[str] = frozenset()
) -> list[tuple[str, int]]:
    """List the places below a parent in their order, with their ranks."""
    found = session.exec(
        select(DraftAssociation.identifier, DraftAssociation.rank)
        .where(DraftAssociation.framework == draft.framework, DraftAssociation.parent == parent)
        .order_by(col(DraftAssociation.rank), col(DraftAssociation.identifier))
    )
    return [(identifier, rank) for identifier, rank in found if identifier not in without]


def _position(ranks: Sequence[tuple[str, int]], beside: DraftAssociation) -> int:
    return [identifier for identifier, _ in ranks].index(beside.identifier)


def _rank_at(ranks: Sequence[tuple[str, int]], at: int) -> tuple[int, list[Edit]]:
    low = ranks[at - 1][1] if at else 0
    high = ranks[at][1] if at < len(ranks) else low + 2 * STEP
    if high - low > 1:
        return (low + high) // 2, []
    spread = [(number + (number >= at) + 1) * STEP for number in range(len(ranks))]
    edits = [
        Edit("place", identifier, {"rank": old}, {"rank": new})
        for (identifier, old), new in zip(ranks, spread, strict=True)
        if old != new
    ]
    return (at + 1) * STEP, edits
