"""Say before publishing what is wrong with a draft, and where: every problem at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from institution.drafting.changing import last_change
from institution.drafting.reading import main_places
from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft
from institution.drafting.relying import Reliance, relying
from institution.drafting.succeeding import doubt_of
from institution.records import Framework

MOST_CIRCLES = 5


@dataclass(frozen=True)
class Finding:
    """Something wrong with a draft: it stops the publishing, or it is only to be thought about."""

    reason: str
    stops: bool
    name: str = ""
    item: str = ""
    place: str = ""


@dataclass(frozen=True)
class _Row:
    """What the checks look at of an item."""

    identifier: str
    code: str
    label: str
    statement: str
    ended: str

    @property
    def name(self) -> str:
        """Name it in few words."""
        return f"{self.code} {self.label}".strip() or "An item without words"


def findings(session: Session, draft: FrameworkDraft, *, others: Reliance | None = None) -> list[Finding]:
    """List what is wrong with a draft, what stops the publishing first, with links to the places.

    `others` names who else relies on an address, beside the achievements.
    """
    rows = {row.identifier: row for row in _rows(session, draft)}
    edges = [
        (item, str(parent))
        for item, parent in session.exec(
            select(DraftAssociation.item, DraftAssociation.parent).where(
                DraftAssociation.framework == draft.framework, col(DraftAssociation.parent).is_not(None)
            )
        )
    ]
    found = [
        *_of_the_whole(session, draft, rows),
        *_empty(rows.values()),
        *_circles(rows, edges),
        *_unplaced(rows, edges),
        *_doubles(rows.values()),
        *_below_the_ended(rows, edges),
        *_relied_on(session, draft, rows, others or {}),
        *_unchecked(session, draft, rows),
    ]
    main = main_places(session, draft, [one.item for one in found if one.item])
    placed = [Finding(**{**vars(one), "place": main.get(one.item, "")}) for one in found]
    return sorted(placed, key=lambda one: not one.stops)


def _rows(session: Session, draft: FrameworkDraft) -> Iterator[_Row]:
    columns = (
        DraftItem.identifier,
        DraftItem.code,
        DraftItem.label,
        DraftItem.statement,
        DraftItem.ended,
    )
    query = select(*columns).where(DraftItem.framework == draft.framework)  # type: ignore[call-overload]
    for row in session.execute(query.order_by(col(DraftItem.position))):
        yield _Row(*row)


def _of_the_whole(session: Session, draft: FrameworkDraft, rows: Mapping[str, _Row]) -> Iterator[Finding]:
    live = session.get(Framework, draft.framework)
    number = live.number if live is not None else 0
    if number != draft.based_on:
        by = f"{live.brought_by} published a newer one" if live else "It is no longer published"
        yield Finding(
            f"The draft began from version {draft.based_on}. {by} since. Discard it and begin anew.",
            True,
        )
    if not rows:
        yield Finding("There is no item yet. Add at least one.", True)
    elif draft.based_on and last_change(session, draft) is None:
        yield Finding("Nothing was changed since the published version.", True)


def _empty(rows: Iterable[_Row]) -> Iterator[Finding]:
    for row in rows:
        if not row.statement.strip():
            yield Finding("It has no statement. Write what somebody can do.", True, row.name, row.identifier)


def _unplaced(rows: Mapping[str, _Row], edges: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    placed = {item for item, _ in edges}
    for row in rows.values():
        if row.identifier not in placed:
            yield Finding("It stands nowhere in the tree.", True, row.name, row.identifier)


def _circles(rows: Mapping[str, _Row], edges: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Peel off what leads to the top; what is left goes round in circles."""
    above: dict[str, set[str]] = {}
    for item, parent in edges:
        if parent:
            above.setdefault(item, set()).add(parent)
    free = [item for item in rows if item not in above]
    below: dict[str, list[str]] = {}
    for item, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(item)
    while free:
        parent = free.pop()
        for item in below.get(parent, ()):
            above[item].discard(parent)
            if not above[item]:
                del above[item]
                free.append(item)
    for item in list(above)[:MOST_CIRCLES]:
        yield Finding("It stands below itself. Move it to another place.", True, rows[item].name, item)


def _doubles(rows: Iterable[_Row]) -> Iterator[Finding]:
    first: dict[str, _Row] = {}
    for row in rows:
        if row.code and not row.ended and row.code in first:
            other = first[row.code]
            yield Finding(f"Its code is that of “{other.label}” too.", False, row.name, row.identifier)
        elif not row.ended:
            first.setdefault(row.code, row)


def _below_the_ended(rows: Mapping[str, _Row], edges: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for item, parent in edges:
        if parent in rows and rows[parent].ended and not rows[item].ended:
            reason = f"It is in use, and stands below “{rows[parent].name}”, which is not."
            yield Finding(reason, False, rows[item].name, item)


def _unchecked(session: Session, draft: FrameworkDraft, rows: Mapping[str, _Row]) -> Iterator[Finding]:
    replacing = (DraftAssociation.framework == draft.framework, DraftAssociation.kind == "replacedBy")
    for item, body in session.exec(select(DraftAssociation.item, DraftAssociation.body).where(*replacing)):
        if item in rows and (doubt := doubt_of(body)):
            reason = f"What takes its place was not checked: {doubt}."
            yield Finding(reason, False, rows[item].name, item)


def _relied_on(
    session: Session, draft: FrameworkDraft, rows: Mapping[str, _Row], others: Reliance
) -> Iterator[Finding]:
    for item, what, who in relying(session, draft, others):
        reason = f"{what}, but is used by {who}."
        yield Finding(reason, False, rows[item].name, item)
