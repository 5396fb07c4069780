"""Look what the partner's people decided: their document of decisions is read, and its last copy kept."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select

from institution.crosswalks.asking import fetch_published, list_published
from institution.crosswalks.beginning import named
from institution.crosswalks.countersigning import countersignature
from institution.crosswalks.publishing import DECISIONS, publish
from institution.crosswalks.records import Crosswalk, LinkDecision, TheirDecision
from institution.crosswalks.signing import Publisher
from institution.crosswalks.signing_off import take_theirs
from institution.crosswalks.standing import KINDS, NOT_RELATED, PART_OF, REJECTED
from institution.partners import fetch_needed, origin_of
from institution.records import Item
from skills.case import FrameworkError, Package, read_package
from webapp.errors import Refusal
from webapp.storage import Storage

JSON = dict[str, Any]
Items = Mapping[str, Mapping[str, JSON]]  # by side and URI
PAUSE = timedelta(seconds=4)
AFTER_FAILURE = timedelta(seconds=20)
KEPT_FOR = timedelta(days=1)
WHILE_SILENT = timedelta(minutes=1)
MOST_LINKS = 5_000
LONGEST = 500
BODY: Any = Item.body
TYPES = {kind: kind for kind in (*KINDS, *PART_OF)} | {NOT_RELATED: REJECTED}


def look(
    storage: Storage,
    identifier: str,
    *,
    http: httpx.Client,
    publisher: Publisher,
    now: datetime,
    pressed: bool = False,
) -> None:
    """Read the partner's decisions unless that was done just now; in a transaction of its own.

    With `pressed` a person asked for it, and waits for no pause.
    """
    fetch_needed(storage, http=http, base=publisher.origin, now=now)
    with storage.session() as session:
        crosswalk = session.get(Crosswalk, identifier)
        if crosswalk is None or not crosswalk.partner:
            return
        if not pressed and not _due(crosswalk, now):
            return
        crosswalk.tried_at = now
        session.commit()
        try:
            package = _read(crosswalk, http)
            items = _items(session, crosswalk)
        except Refusal as refusal:
            crosswalk.failure = f"{refusal.title}. {refusal.meaning}"[:LONGEST]
        else:
            crosswalk.failure, crosswalk.read_at = "", now
            if package is not None:
                before = crosswalk.changes
                crosswalk.partner_document = package.identifier.lower()
                _take(session, crosswalk, package, items)
                standing = publish(session, crosswalk, publisher=publisher, now=now)
                session.commit()
                if before != crosswalk.changes or _is_doubtful(crosswalk, now):
                    stated = package.document.get("extensions", {})
                    crosswalk.countersigned = countersignature(
                        crosswalk, standing, stated, http=http, resolve=publisher.resolve, now=now
                    )
        session.commit()


def _is_doubtful(crosswalk: Crosswalk, now: datetime) -> bool:
    """Tell whether the partner's signature is to be checked again."""
    last = crosswalk.countersigned
    if not last or last["version"] != crosswalk.version:
        return True
    pause = KEPT_FOR if last["state"] == "same" else WHILE_SILENT
    return datetime.fromisoformat(last["at"]) < now - pause


def look_at_all(storage: Storage, *, http: httpx.Client, publisher: Publisher, now: datetime) -> None:
    """Read what partners decided where that was never read, or a day ago; the silent get a minute."""
    with storage.session() as session:
        found = session.exec(select(Crosswalk).where(Crosswalk.partner != "")).all()
        old = [
            one.id
            for one in found
            if (one.read_at is None or one.read_at < now - KEPT_FOR)
            and (one.tried_at is None or one.tried_at < now - WHILE_SILENT)
        ]
    for identifier in old:
        look(storage, identifier, http=http, publisher=publisher, now=now)


def _due(crosswalk: Crosswalk, now: datetime) -> bool:
    pause = AFTER_FAILURE if crosswalk.failure else PAUSE
    return crosswalk.tried_at is None or crosswalk.tried_at < now - pause


def _read(crosswalk: Crosswalk, http: httpx.Client) -> Package | None:
    """Read the partner's document of decisions; None where there is none yet."""
    known = crosswalk.partner_document or _named(crosswalk, http)
    found = fetch_published(crosswalk.partner_origin, known, http=http) if known else None
    if found is None:
        return None
    try:
        package = read_package(found)
    except FrameworkError as error:
        raise _wrong(crosswalk, str(error)) from error
    _check(package, crosswalk)
    return package


def _named(crosswalk: Crosswalk, http: httpx.Client) -> str:
    """Find among a partner's documents the one of decisions about these two frameworks."""
    ends = {crosswalk.origin["uri"], crosswalk.destination["uri"]}
    listed = list_published(crosswalk.partner_origin, http=http)
    of_decisions = (one for one in listed if one.framework_type == DECISIONS)
    return next((one.identifier.lower() for one in of_decisions if _about(one.extensions) == ends), "")


def _about(extensions: object) -> set[object]:
    ends = extensions.get("crosswalk") if isinstance(extensions, dict) else None
    sides = [ends.get(side) for side in ("origin", "destination")] if isinstance(ends, dict) else []
    return {side.get("uri") for side in sides if isinstance(side, dict) and isinstance(side.get("uri"), str)}


def _check(package: Package, crosswalk: Crosswalk) -> None:
    """Refuse what is not this partner's own word about these two frameworks."""
    if origin_of(package.uri) != crosswalk.partner_origin:
        raise _wrong(crosswalk, f"it names {package.uri}, expected an address at {crosswalk.partner_origin}")
    if package.document.get("frameworkType") != DECISIONS:
        raise _wrong(crosswalk, f"its type is {package.document.get('frameworkType')!r:.60}")
    if _about(package.document.get("extensions")) != {crosswalk.origin["uri"], crosswalk.destination["uri"]}:
        raise _wrong(crosswalk, "it is about other frameworks")
    if len(package.associations) > MOST_LINKS:
        raise _wrong(
            crosswalk, f"it holds {len(package.associations):,} links, expected {MOST_LINKS:,} at most"
        )
    for association in package.associations:
        if origin_of(association["uri"]) != crosswalk.partner_origin:
            raise _wrong(crosswalk, f"it holds a link of somebody else: {association['uri'][:200]}")


def _wrong(crosswalk: Crosswalk, reason: str) -> Refusal:
    return Refusal(f"What {crosswalk.partner} publishes about this crosswalk cannot be used", reason)


def _take(session: Session, crosswalk: Crosswalk, package: Package, items: Items) -> None:
    """Put what the partner says now in place of what it said before, and note what is new."""
    read = [_row(crosswalk, association, items) for association in package.associations]
    rows = {(row.origin_uri, row.destination_uri): row for row in read if row is not None}
    query = select(TheirDecision).where(TheirDecision.crosswalk == crosswalk.id)
    before = {(row.origin_uri, row.destination_uri): row for row in session.exec(query)}
    changed = {
        ends for ends, row in rows.items() if ends not in before or _words(before[ends]) != _words(row)
    }
    gone = set(before) - set(rows)
    signed = take_theirs(session, crosswalk, package.document.get("extensions", {}).get("signOff"))
    if signed:
        crosswalk.news = f"{crosswalk.partner} signed the integrated view just now."
        crosswalk.changes += 1
    if not changed and not gone:
        return
    mine = session.exec(
        select(LinkDecision).where(
            LinkDecision.crosswalk == crosswalk.id, col(LinkDecision.ended_at).is_(None)
        )
    )
    kinds = {(one.origin_uri, one.destination_uri): one.kind for one in mine}
    crosswalk.news = _news(crosswalk.partner, {ends: rows[ends].kind for ends in changed}, gone, kinds)
    crosswalk.changes += 1
    doomed = [before[ends].id for ends in gone | (changed & set(before))]
    session.execute(delete(TheirDecision).where(col(TheirDecision.id).in_(doomed)))
    session.add_all(rows[ends] for ends in sorted(changed))
    session.flush()


def _items(session: Session, crosswalk: Crosswalk) -> Items:
    """Name the items of both frameworks by their URI, so that a partner cannot name them otherwise."""
    found: dict[str, dict[str, JSON]] = {}
    for side in ("origin", "destination"):
        framework = getattr(crosswalk, side)["identifier"]
        columns = select(Item).where(Item.framework == framework).options(defer(BODY))
        found[side] = {item.uri: named(item) for item in session.exec(columns)}
        if not found[side]:
            title = getattr(crosswalk, side)["title"]
            raise Refusal("One of the frameworks is not here", f"There is no copy of “{title}” yet.")
    return found


def _row(crosswalk: Crosswalk, association: JSON, items: Items) -> TheirDecision | None:
    """Read one decision; None for a kind or an item that says nothing here, or without a name and a day."""
    kind = TYPES.get(association["associationType"])
    people = association.get("extensions", {}).get("confirmedBy")
    person = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    texts = {key: _text(person.get(key)) for key in ("name", "role", "institution", "date")}
    ends = [items[side].get(association[f"{side}NodeURI"]["uri"]) for side in ("origin", "destination")]
    day = _date(texts["date"])
    if kind is None or not texts["name"] or not day or ends[0] is None or ends[1] is None:
        return None
    return TheirDecision(
        crosswalk=crosswalk.id,
        origin_uri=ends[0]["uri"],
        destination_uri=ends[1]["uri"],
        origin=ends[0],
        destination=ends[1],
        kind=kind,
        note=_text(association.get("notes")),
        decided_by=texts["name"],
        role=texts["role"],
        institution=crosswalk.partner,
        date=day,
    )


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _words(row: TheirDecision) -> tuple[str, ...]:
    return (row.kind, row.note, row.decided_by, row.role, row.date)


Ends = tuple[str, str]


def _news(partner: str, changed: Mapping[Ends, str], gone: set[Ends], ours: Mapping[Ends, str]) -> str:
    """Say in one sentence what the partner did."""
    deeds = {"confirmed": 0, "proposed": 0, "refused": 0, "took back": len(gone)}
    for ends, kind in changed.items():
        deed = "refused" if kind == REJECTED else "confirmed" if ours.get(ends) == kind else "proposed"
        deeds[deed] += 1
    said = [f"{deed} {n} {'link' if n == 1 else 'links'}" for deed, n in deeds.items() if n]
    return f"{partner} {', '.join(said)} just now."
