"""Begin a draft from a package: what others wrote, to be reworded before it is published."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, delete, update

from institution.drafting.beginning import begin_next
from institution.drafting.changing import Author
from institution.drafting.records import DraftAssociation, DraftItem, DraftRubric, FrameworkDraft
from institution.records import Association, Framework, Item
from institution.storing import store
from skills.case import Package


def start_draft(session: Session, package: Package, *, by: str, source: str, now: datetime) -> FrameworkDraft:
    """Begin a draft with all that a package holds; nothing of it is published. Raises Refusal."""
    # A draft keeps the names of types, not their definitions.
    items = tuple(
        {name: part for name, part in item.items() if name != "CFItemTypeURI"} for item in package.items
    )
    bare = replace(package, items=items, definitions={})
    framework = store(session, bare, own=True, source=source, by=by, now=now).identifier
    draft = begin_next(session, framework, author=Author(by, now))
    for table in (Association, Item):
        session.execute(delete(table).where(col(table.framework) == framework))
    session.execute(delete(Framework).where(col(Framework.identifier) == framework))
    for part in (DraftItem, DraftAssociation):
        session.execute(update(part).where(col(part.framework) == framework).values(published=False, stamp=1))
    session.execute(update(DraftRubric).where(col(DraftRubric.framework) == framework).values(stamp=1))
    draft.based_on = 0
    session.add(draft)
    session.flush()
    session.expire_all()
    return draft
