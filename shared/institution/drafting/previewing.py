"""Give a draft as the CFPackage that it would be, so that it can be compared with what is published."""

import json
from typing import Any

from sqlalchemy import Text, cast
from sqlmodel import Session, col, select

from institution.drafting.ending import dated
from institution.drafting.records import ENDING, DraftAssociation, DraftItem, DraftRubric, FrameworkDraft
from institution.records import Framework
from institution.versions import version_package
from institution.versions.comparing import Comparison, compare

JSON = dict[str, Any]


def what_changes(session: Session, draft: FrameworkDraft, *, today: str) -> Comparison | None:
    """Say in words what publishing a draft would change; nothing where nothing is published yet."""
    live = session.get(Framework, draft.framework)
    if live is None:
        return None
    return compare(
        version_package(session, live, live.number), draft_package(session, draft, live, today=today)
    )


def draft_package(session: Session, draft: FrameworkDraft, live: Framework, *, today: str) -> JSON:
    """Give a draft as a CFPackage, as far as readers would see it."""
    rubrics = session.exec(
        select(DraftRubric.body)
        .where(DraftRubric.framework == draft.framework)
        .order_by(col(DraftRubric.position), col(DraftRubric.identifier))
    )
    kept = {name: live.document[name] for name in ("version", "adoptionStatus") if name in live.document}
    return {
        "CFDocument": {**draft.document, **kept},
        "CFItems": _items(session, draft, today),
        "CFAssociations": _associations(session, draft),
        "CFRubrics": [dated(rubric, today) for rubric in rubrics],
    }


def _items(session: Session, draft: FrameworkDraft, today: str) -> list[JSON]:
    query: Any = select(DraftItem.ended, cast(col(DraftItem.body), Text))
    rows = session.execute(
        query.where(DraftItem.framework == draft.framework).order_by(col(DraftItem.position))
    ).all()
    items: list[JSON] = json.loads(f"[{','.join(text for _, text in rows)}]")
    for item, (ended, _) in zip(items, rows, strict=True):
        if ended == ENDING:
            item["statusEndDate"] = today
    return items


def _associations(session: Session, draft: FrameworkDraft) -> list[JSON]:
    """Give the associations, those of each branch numbered as they stand."""
    query: Any = select(DraftAssociation.parent, cast(col(DraftAssociation.body), Text))
    rows = session.execute(
        query.where(DraftAssociation.framework == draft.framework).order_by(
            col(DraftAssociation.rank), col(DraftAssociation.identifier)
        )
    ).all()
    found: list[JSON] = json.loads(f"[{','.join(text for _, text in rows)}]")
    for number, (one, (parent, _)) in enumerate(zip(found, rows, strict=True)):
        if parent is not None:
            one["sequenceNumber"] = number
    return found
