"""Say who relies on an item or a level that goes out of use: achievements here, and what the site adds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from institution.achievements import all_achievements
from institution.drafting.ending import ending_levels
from institution.drafting.records import ENDING, DraftItem, DraftRubric, FrameworkDraft

Reliance = Mapping[str, Sequence[str]]
MOST_NAMED = 3


def relying(session: Session, draft: FrameworkDraft, others: Reliance) -> Iterator[tuple[str, str, str]]:
    """Walk what goes out of use and is relied on: the item, what goes, and by whom."""
    items = _ending_items(session, draft)
    rubrics = session.exec(select(DraftRubric.body).where(DraftRubric.framework == draft.framework)).all()
    levels = [pair for rubric in rubrics for pair in ending_levels(rubric)]
    if not items and not levels:
        return
    relied = _relied_on(session)
    for item, uri in items:
        if said := _named([*relied.get(uri, ()), *others.get(uri, ())]):
            yield item, "It goes out of use", said
    for criterion, level in levels:
        if said := _named([*relied.get(level["uri"], ()), *others.get(level["uri"], ())]):
            item = criterion["CFItemURI"]["identifier"].lower()
            yield item, f"Its level “{level.get('quality', '')}” goes out of use", said


def _ending_items(session: Session, draft: FrameworkDraft) -> Sequence[tuple[str, str]]:
    here = (DraftItem.framework == draft.framework, DraftItem.ended == ENDING)
    query = select(DraftItem.identifier, DraftItem.uri).where(*here)
    return session.exec(query.order_by(col(DraftItem.position))).all()


def _relied_on(session: Session) -> Reliance:
    """Name the achievements that point to an address, by the address."""
    found: dict[str, list[str]] = {}
    for one in all_achievements(session):
        for uri in set(_addresses(one.body)):
            found.setdefault(uri, []).append(f"the badge “{one.name}”")
    return found


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _addresses(part)
    elif isinstance(value, str) and "://" in value:
        yield value


def _named(names: Sequence[str]) -> str:
    """Name the first few of those who rely on something."""
    rest = len(names) - MOST_NAMED
    if rest > 0:
        return f"{', '.join(names[:MOST_NAMED])} and {rest} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
