"""Achievements of the institution, and what an award of one says, in Open Badges 3.0."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from institution.records import Achievement
from webapp.errors import NotFoundRefusal

JSON = dict[str, Any]

# Members of the folder's papers that are the institution's own notes, not Open Badges.
NOTES = ("key", "frameworkDocumentUri", "requires", "creator")


def store_achievements(session: Session, papers: Sequence[JSON]) -> None:
    """Store the achievements of an institution's folder."""
    for position, paper in enumerate(papers):
        session.add(
            Achievement(
                id=paper["id"].rsplit("/", 1)[1],
                uri=paper["id"],
                code=paper.get("humanCode", ""),
                name=paper["name"],
                kind=paper["achievementType"],
                position=position,
                body=_badge_form({name: value for name, value in paper.items() if name not in NOTES}),
            )
        )
    session.flush()


def all_achievements(session: Session) -> Sequence[Achievement]:
    """List the achievements in their own order."""
    return session.exec(select(Achievement).order_by(col(Achievement.position))).all()


def achievement(session: Session, identifier: str) -> Achievement:
    """Give one achievement; raises NotFoundRefusal."""
    found = session.get(Achievement, identifier)
    if found is None:
        raise NotFoundRefusal("achievement")
    return found


def _badge_form(value: Any) -> Any:
    """Complete the types that Open Badges requires, and leave out lists that say nothing."""
    if isinstance(value, list):
        return [_badge_form(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    completed = {name: _badge_form(entry) for name, entry in value.items() if entry not in ([], None)}
    if "targetUrl" in completed:
        completed.setdefault("type", ["Alignment"])
    return completed
