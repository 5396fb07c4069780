"""Keep a source between the steps of bringing it in, for its person only and not for long."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from institution.bringing.records import PendingFile, PendingImport
from skills.importing import Mapping, Source
from webapp.errors import NotFoundRefusal

WAITS = timedelta(hours=2)
MOST_WAITING = 5  # of one person; the oldest makes place
LONGEST_NAME = 200


def begin(
    session: Session, sources: Sequence[Source], *, address: str = "", person: str, by: str, now: datetime
) -> PendingImport:
    """Put a source aside until it is confirmed; an address is read later."""
    _sweep(session, person, now)
    names = ", ".join(_clean(source.name) for source in sources) or address
    pending = PendingImport(
        id=secrets.token_urlsafe(24),
        person=person,
        by=by,
        source=names[:300],
        address=address,
        state="reading",
        step="Waiting for its turn",
        beat_at=now,
        made_at=now,
        expires=now + WAITS,
        mapping={},
        preview={},
    )
    session.add(pending)
    session.flush()
    keep_files(session, pending.id, sources)
    return pending


def keep_files(session: Session, identifier: str, sources: Sequence[Source]) -> None:
    """Keep the files of a source."""
    for position, source in enumerate(sources):
        name = _clean(source.name)[:LONGEST_NAME]
        session.add(PendingFile(pending=identifier, position=position, name=name, content=source.content))
    session.flush()


def pending_of(session: Session, identifier: str, *, person: str, now: datetime) -> PendingImport:
    """Give what waits to its own person; raises NotFoundRefusal."""
    found = session.get(PendingImport, identifier)
    if found is None or found.person != person or found.expires <= now:
        raise NotFoundRefusal("framework waiting to be brought in")
    return found


def files_of(session: Session, identifier: str) -> list[Source]:
    """List the files of a source that waits."""
    query = select(PendingFile).where(PendingFile.pending == identifier).order_by(col(PendingFile.position))
    return [Source(file.name, file.content) for file in session.exec(query)]


def map_columns(session: Session, pending: PendingImport, mapping: Mapping, *, now: datetime) -> None:
    """Set what the columns hold; the source is to be read anew."""
    pending.mapping = mapping.to_json()
    pending.state, pending.step, pending.beat_at = "reading", "Waiting for its turn", now
    session.add(pending)
    session.flush()


def claim(session: Session, pending: PendingImport, *, purpose: str, now: datetime) -> bool:
    """Take what was read to keep it: true for exactly one of several who confirm at once."""
    taken = (
        update(PendingImport)
        .where(col(PendingImport.id) == pending.id, col(PendingImport.state) == "read")
        .values(state="keeping", step="Keeping all of it", purpose=purpose, beat_at=now)
        .returning(col(PendingImport.id))
    )
    found = session.execute(taken).scalar_one_or_none()
    session.expire_all()
    return found is not None


def discard(session: Session, identifier: str) -> None:
    """Forget a source that waits."""
    session.execute(delete(PendingFile).where(col(PendingFile.pending) == identifier))
    session.execute(delete(PendingImport).where(col(PendingImport.id) == identifier))
    session.flush()
    session.expire_all()


def _clean(name: str) -> str:
    """Take out of a file's name what no database keeps and no page shows."""
    return "".join(letter for letter in name if letter.isprintable())


def _sweep(session: Session, person: str, now: datetime) -> None:
    expired = select(PendingImport.id).where(col(PendingImport.expires) <= now)
    own = select(PendingImport.id).where(PendingImport.person == person)
    newest = own.order_by(col(PendingImport.made_at).desc()).offset(MOST_WAITING - 1)
    for identifier in [*session.exec(expired), *session.exec(newest)]:
        discard(session, identifier)
