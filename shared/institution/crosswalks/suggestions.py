"""Suggestions for a crosswalk, made for two versions of its frameworks; none of them leaves the house."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, func, insert, select, update

from institution.crosswalks.records import Crosswalk, SuggestionList
from institution.frameworks import package_of
from institution.records import Framework, Item
from skills.suggesting import statements, suggest

MOST_SHOWN = 10
MOST_AT_A_LOOK = 20_000  # pairs of statements that are compared while somebody waits for the page
WORTH_A_LOOK = 0.6


@dataclass(frozen=True)
class Suggested:
    """One suggestion for an item of ours: the other item, and why."""

    item: Item
    rank: int
    score: float
    reason: str
    shared_words: tuple[str, ...]

    @property
    def worth_a_look(self) -> bool:
        """Tell whether it is likely enough to be looked at first."""
        return self.score >= WORTH_A_LOOK


def are_current(session: Session, crosswalk: Crosswalk) -> bool:
    """Tell whether the suggestions are for the versions that are kept now."""
    return crosswalk.suggested_for == _versions(session, crosswalk)


def are_due(session: Session, crosswalk: Crosswalk) -> bool:
    """Tell whether they are to be made now, for they are old and can be made while somebody waits."""
    return not are_current(session, crosswalk) and are_quick(session, crosswalk)


def are_quick(session: Session, crosswalk: Crosswalk) -> bool:
    """Tell whether they can be made while somebody waits for a page."""
    sides = [side["identifier"] for side in (crosswalk.near, crosswalk.far)]
    query = select(Item.framework, func.count()).where(col(Item.framework).in_(sides))
    sizes = dict(session.exec(query.group_by(Item.framework)).all())
    return sizes.get(sides[0], 0) * sizes.get(sides[1], 0) <= MOST_AT_A_LOOK


def make(session: Session, crosswalk: Crosswalk) -> None:
    """Compare the two frameworks, and keep the best suggestions for each item of ours."""
    near, far = (session.get(Framework, side["identifier"]) for side in (crosswalk.near, crosswalk.far))
    if near is None or far is None:
        return
    found: dict[str, list[dict[str, Any]]] = {}
    for one in suggest(
        statements(package_of(session, near)), statements(package_of(session, far)), top=MOST_SHOWN
    ):
        row = {"far": one.destination, "rank": one.rank, "score": round(one.score, 4), "reason": one.reason}
        found.setdefault(one.origin, []).append(row | {"words": list(one.shared_words)})
    # Whoever makes them at the same time waits here, and then puts its own in place of these.
    turn = update(Crosswalk).where(col(Crosswalk.id) == crosswalk.id)
    session.execute(turn.values(position=col(Crosswalk.position)))
    session.execute(delete(SuggestionList).where(col(SuggestionList.crosswalk) == crosswalk.id))
    if found:
        rows = [{"crosswalk": crosswalk.id, "near": item, "rows": rows} for item, rows in found.items()]
        session.execute(insert(SuggestionList), rows)
    crosswalk.suggested_for = _versions(session, crosswalk)
    session.flush()


def suggestions_for(session: Session, crosswalk: Crosswalk, near: str) -> Sequence[Suggested]:
    """Give the best suggestions for one item of ours."""
    kept = session.get(SuggestionList, (crosswalk.id, near))
    rows = kept.rows if kept else []
    query = select(Item).where(col(Item.identifier).in_([row["far"] for row in rows]))
    items: Mapping[str, Item] = {item.identifier: item for item in session.exec(query)}
    return [
        Suggested(items[row["far"]], row["rank"], row["score"], row["reason"], tuple(row["words"]))
        for row in rows
        if row["far"] in items
    ]


def _versions(session: Session, crosswalk: Crosswalk) -> str:
    sides = [side["identifier"] for side in (crosswalk.near, crosswalk.far)]
    query = select(Framework.identifier, Framework.brought_at).where(col(Framework.identifier).in_(sides))
    moments = dict(session.exec(query).all())
    return " ".join(moments[side].isoformat() for side in sides if side in moments)
