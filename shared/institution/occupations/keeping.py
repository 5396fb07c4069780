"""Keep the public tables of programmes and occupations, once brought in, and look occupations up in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, func, insert, select

from institution.occupations.records import LookupEntry
from skills.importing import Source, open_sources
from skills.occupations import CROSSWALK, KINDS, LookupRow, Programme, lookup_rows, programme
from webapp.errors import Refusal

AT_ONCE = 5000


def keep_tables(session: Session, sources: Sequence[Source], *, by: str, source: str, now: datetime) -> str:
    """Keep tables in place of older ones of their kind, and name the kinds; raises FrameworkError."""
    rows = [row for table in open_sources(sources).tables for row in lookup_rows(table)]
    if not rows:
        raise Refusal(
            "There is no table to look up in",
            "Expected the CIP to SOC crosswalk, or O*NET's occupations, tasks or technology skills.",
        )
    kinds = sorted({row.kind for row in rows}, key=KINDS.index)
    session.execute(delete(LookupEntry).where(col(LookupEntry.kind).in_(kinds)))
    values = [
        {
            "kind": row.kind,
            "position": position,
            "key": row.key,
            "record": row.record,
            "source": source,
            "brought_by": by,
            "brought_at": now,
        }
        for position, row in enumerate(rows)
    ]
    for start in range(0, len(values), AT_ONCE):
        session.execute(insert(LookupEntry), values[start : start + AT_ONCE])
    session.flush()
    return ",".join(kinds)


def counts(session: Session) -> dict[str, int]:
    """Count the rows of each kind of table that is here."""
    query = select(LookupEntry.kind, func.count()).group_by(LookupEntry.kind)
    return dict(session.exec(query).all())


def programme_with(session: Session, cip: str) -> Programme | None:
    """Give the programme of a CIP code with its occupations; None where the crosswalk does not know it."""
    links = _rows(session, [CROSSWALK], [cip])
    occupations = sorted({link.record["SOC2018Code"] for link in links})
    return programme(cip, links, _rows(session, [kind for kind in KINDS if kind != CROSSWALK], occupations))


def programmes_like(
    session: Session, words: str, *, code: str | None, most: int = 40
) -> list[tuple[str, str]]:
    """List programmes by the beginning of their code, or by words of their titles: code and title of each."""
    query = select(LookupEntry.key, LookupEntry.record).where(LookupEntry.kind == CROSSWALK)
    if code is not None:
        query = query.where(col(LookupEntry.key).startswith(code, autoescape=True))
    wanted = [] if code is not None else words.lower().split()
    found: dict[str, str] = {}
    for key, record in session.exec(query.order_by(col(LookupEntry.key), col(LookupEntry.position))):
        title = str(record["CIP2020Title"]).rstrip(".")
        if all(word in title.lower() for word in wanted):
            found[key] = title
    return list(found.items())[:most]


def _rows(session: Session, kinds: Sequence[str], keys: Sequence[str]) -> list[LookupRow]:
    query = (
        select(LookupEntry)
        .where(col(LookupEntry.kind).in_(kinds), col(LookupEntry.key).in_(keys))
        .order_by(col(LookupEntry.position))
    )
    return [LookupRow(row.kind, row.key, dict(row.record)) for row in session.exec(query)]
