"""Change a draft so that each change can be told, taken back and made again, by several people at once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, bindparam
from sqlmodel import Session, col, delete, insert, select, update

from institution.drafting.records import (
    DraftAssociation,
    DraftChange,
    DraftItem,
    DraftRubric,
    FrameworkDraft,
)
from webapp.errors import NotFoundRefusal, Refusal

Values = Mapping[str, Any]
TABLES: Mapping[str, Any] = {
    "item": DraftItem,
    "place": DraftAssociation,
    "rubric": DraftRubric,
    "draft": FrameworkDraft,
}
AT_ONCE = 500


@dataclass(frozen=True)
class Edit:
    """A row that changes: new where nothing was before, gone where nothing is after."""

    table: str
    key: str
    before: Values | None
    after: Values | None

    @property
    def inverse(self) -> "Edit":
        """Give the edit that takes this one back."""
        return Edit(self.table, self.key, self.after, self.before)


def gone(table: str, row: DraftItem | DraftAssociation | DraftRubric) -> Edit:
    """Make the edit by which a row goes."""
    return Edit(table, row.identifier, row.model_dump(exclude={"stamp"}), None)


@dataclass(frozen=True)
class Author:
    """Who changes a draft, and when."""

    name: str
    now: datetime


def lock(session: Session, framework: str, author: Author) -> FrameworkDraft:
    """Take a draft for one change: whoever comes second waits, and then sees what the first has done."""
    done: Any = session.execute(
        update(FrameworkDraft)
        .where(col(FrameworkDraft.framework) == framework.lower())
        .values(revision=col(FrameworkDraft.revision) + 1, changed_by=author.name, changed_at=author.now)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount == 0:
        raise NotFoundRefusal("draft")
    session.expire_all()  # what was read before may have been changed by whoever was first
    return session.get_one(FrameworkDraft, framework.lower())


def check_seen(session: Session, row: Any, seen: int, what: str) -> None:
    """Refuse a change to what somebody else has changed since the page was made; raises Refusal."""
    if row.stamp == seen:
        return
    last = session.exec(
        select(DraftChange)
        .where(DraftChange.framework == row.framework)
        .order_by(col(DraftChange.number).desc())
        .limit(1)
    ).first()
    who = f"{last.by} changed the draft last, at {last.at:%H:%M} UTC." if last else ""
    raise Refusal(
        "This was changed in the meantime",
        f"“{what}” is not as your page showed it. {who} Nothing of yours was kept: look at it again, then "
        "make your change.",
        status=409,
        code="stale",
    )


def make(session: Session, draft: FrameworkDraft, author: Author, words: str, edits: Sequence[Edit]) -> None:
    """Make a change and write it into the log; what was taken back before can no longer be made again."""
    if not edits:
        return
    apply(session, edits, stamp=draft.revision)
    here = col(DraftChange.framework) == draft.framework
    session.execute(delete(DraftChange).where(here, col(DraftChange.undone)))
    place = next((edit.key for edit in edits if edit.table == "place" and edit.after is not None), "")
    session.execute(
        insert(DraftChange),
        [
            {
                "framework": draft.framework,
                "number": draft.revision,
                "by": author.name,
                "at": author.now,
                "words": words[:300],
                "place": place,
                "undone": False,
                "edits": [asdict(edit) for edit in edits],
            }
        ],
    )


def apply(session: Session, edits: Sequence[Edit], *, stamp: int) -> None:
    """Write edits into the tables, many alike at once."""

    def likeness(edit: Edit) -> tuple[str, bool, tuple[str, ...] | None]:
        return edit.table, edit.before is None, tuple(edit.after) if edit.after is not None else None

    session.flush()
    for (name, is_new, columns), alike in groupby(edits, key=likeness):
        _write(session, TABLES[name], list(alike), is_new=is_new, columns=columns, stamp=stamp)
    session.expire_all()


def _write(
    session: Session,
    table: Any,
    edits: Sequence[Edit],
    *,
    is_new: bool,
    columns: tuple[str, ...] | None,
    stamp: int,
) -> None:
    held: Table = table.__table__
    key = next(iter(held.primary_key.columns))
    if is_new:
        session.connection().execute(
            held.insert(), [{**(edit.after or {}), "stamp": stamp} for edit in edits]
        )
    elif columns is None:
        keys = [edit.key for edit in edits]
        for start in range(0, len(keys), AT_ONCE):
            session.execute(held.delete().where(key.in_(keys[start : start + AT_ONCE])))
    else:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns} | {
            "stamp": bindparam("to_stamp")
        }
        session.connection().execute(
            held.update().where(key == bindparam("at")).values(values),
            [
                {"at": edit.key, "to_stamp": stamp, **{f"to_{n}": v for n, v in (edit.after or {}).items()}}
                for edit in edits
            ],
        )


def undo(session: Session, draft: FrameworkDraft, *, number: int) -> DraftChange:
    """Take the last change back; raises Refusal when it is no longer the one that was seen."""
    change = _checked(last_change(session, draft), number, "There is nothing to undo")
    edits = [Edit(**edit).inverse for edit in reversed(change.edits)]
    apply(session, edits, stamp=draft.revision)
    change.undone = True
    session.add(change)
    session.flush()
    return change


def redo(session: Session, draft: FrameworkDraft, *, number: int) -> DraftChange:
    """Make again what was taken back last; raises Refusal when it is no longer the one that was seen."""
    change = _checked(next_change(session, draft), number, "There is nothing to redo")
    apply(session, [Edit(**edit) for edit in change.edits], stamp=draft.revision)
    change.undone = False
    session.add(change)
    session.flush()
    return change


def _checked(change: DraftChange | None, number: int, nothing: str) -> DraftChange:
    if change is None:
        raise Refusal(nothing, "The draft is as it was begun, or as you see it.", code="nothing")
    if change.number != number:
        raise Refusal(
            "This was changed in the meantime",
            f"The last change is now “{change.words}” by {change.by}. Look at the draft again first.",
            status=409,
            code="stale",
        )
    return change


def last_change(session: Session, draft: FrameworkDraft) -> DraftChange | None:
    """Give the change that would be taken back next, if there is one."""
    return session.exec(
        select(DraftChange)
        .where(DraftChange.framework == draft.framework, col(DraftChange.undone).is_(False))
        .order_by(col(DraftChange.number).desc())
        .limit(1)
    ).first()


def next_change(session: Session, draft: FrameworkDraft) -> DraftChange | None:
    """Give the change that would be made again next, if there is one."""
    return session.exec(
        select(DraftChange)
        .where(DraftChange.framework == draft.framework, col(DraftChange.undone))
        .order_by(col(DraftChange.number))
        .limit(1)
    ).first()


def changes(session: Session, draft: FrameworkDraft, *, most: int) -> Sequence[Any]:
    """List the last changes that stand, the newest first, without what they did to the rows."""
    return session.exec(
        select(DraftChange.number, DraftChange.by, DraftChange.at, DraftChange.words)
        .where(DraftChange.framework == draft.framework, col(DraftChange.undone).is_(False))
        .order_by(col(DraftChange.number).desc())
        .limit(most)
    ).all()
