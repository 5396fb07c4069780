"""Read a source that waits, and keep it when it is confirmed."""

import json
import zlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from institution.bringing.previewing import MOST_PROBLEMS, columns_of, preview
from institution.bringing.records import PendingImport
from institution.bringing.telling import Now, Teller
from institution.bringing.waiting import files_of
from institution.claiming import without_ours
from institution.frameworks import package_of
from institution.importing import checked
from institution.occupations import keep_tables
from institution.records import Framework
from institution.starting import start_draft
from institution.storing import store
from skills.case import FrameworkError, Notice, Package, package_json, read_package
from skills.importing import CROSSWALK, OWN_TABLE, Context, Mapping, Opened, Source, open_sources
from webapp.errors import Refusal
from webapp.site import Site

JSON = dict[str, Any]


def read(site: Site, identifier: str, *, now: Now) -> None:
    """Read what waits and describe it; what is wrong with it is kept as problems."""
    teller = Teller(site, identifier, now)
    with site.storage.session() as session:
        pending = session.get(PendingImport, identifier)
        if pending is None:
            return
        sources = files_of(session, identifier)
    with teller.ending("The site could not finish reading it."):
        _read(site, pending, sources, teller)


def _read(site: Site, pending: PendingImport, sources: list[Source], teller: Teller) -> None:
    shown: JSON = {}
    try:
        teller.tell("Opening the source", 0, 0)
        opened = open_sources(sources, tell=teller.tell)
        shown = {"form": opened.form, "lookup": _looks_up(opened)}
        mapping = _mapping(opened, pending)
        if mapping is not None:
            shown["mapping"] = columns_of(opened, mapping)
        if opened.form == CROSSWALK or CROSSWALK in opened.form:
            teller.write(state="read", step="", preview=shown)
            return
        creator = site.folder.profile["name"]
        context = Context(site.origin, pending.made_at, creator, mapping, teller.tell)
        package = checked(opened, context)
        notices = (Notice(place, reason) for place, reason in pending.preview.get("mended", ()))
        package = replace(package, notices=(*notices, *package.notices))
        _describe(site, pending, package, shown, teller)
    except FrameworkError as error:
        told = [[one.place, one.reason] for one in error.problems[:MOST_PROBLEMS]]
        wrong = {**shown, "problems": told, "more_problems": max(0, len(error.problems) - MOST_PROBLEMS)}
        teller.write(state="refused", step="", preview=wrong)
    except Refusal as refusal:
        teller.refuse(refusal, shown)


def _describe(
    site: Site,
    pending: PendingImport,
    package: Package,
    shown: JSON,
    teller: Teller,
) -> None:
    own = package.uri.startswith(site.origin + "/")
    teller.tell("Comparing with what is here", 0, 0)
    with site.storage.session() as session:
        if not own:
            package = without_ours(session, package, origin=site.origin)
        older = session.get(Framework, package.identifier.lower())
        if older is not None and older.own == own:
            package = _with_dates_of(package, package_of(session, older))
        shown |= preview(session, package, older, own=own)
    teller.tell("Trying whether all of it can come in", 0, 0)
    with site.storage.session() as session:
        try:
            store(session, package, own=own, source=pending.source, by=pending.by, now=pending.made_at)
        except Refusal as refusal:
            shown["refusal"] = [refusal.title, refusal.meaning]
        session.rollback()
    packed = zlib.compress(json.dumps(package_json(package)).encode(), 1)
    teller.write(state="read", step="", preview=shown, package=packed)


def _mapping(opened: Opened, pending: PendingImport) -> Mapping | None:
    if opened.form != OWN_TABLE or opened.guessed is None:
        return None
    return Mapping.from_json(pending.mapping) if pending.mapping else opened.guessed


def _looks_up(opened: Opened) -> bool:
    """Tell whether the source is of tables for looking up occupations."""
    return CROSSWALK in opened.form or opened.form.startswith("O*NET")


def _with_dates_of(package: Package, older: Package) -> Package:
    """Let every part that says the same as before keep the day of its last change."""

    def dated(parts: tuple[JSON, ...], before: tuple[JSON, ...]) -> tuple[JSON, ...]:
        known = {str(part["identifier"]).lower(): part for part in before}
        return tuple(_same(part, known.get(str(part["identifier"]).lower())) for part in parts)

    return replace(
        package,
        items=dated(package.items, older.items),
        associations=dated(package.associations, older.associations),
        document=_same(package.document, older.document),
    )


def _same(part: JSON, before: JSON | None) -> JSON:
    if before is not None and {**part, "lastChangeDateTime": before["lastChangeDateTime"]} == before:
        return before
    return part


def confirm(site: Site, identifier: str, *, purpose: str, now: Now) -> None:
    """Keep what was read: all of it, or nothing and the reason."""
    teller = Teller(site, identifier, now)
    with teller.ending("The site could not finish keeping it."):
        _keep(site, identifier, purpose, teller, now)


def _keep(site: Site, identifier: str, purpose: str, teller: Teller, now: Now) -> None:
    with site.storage.session() as session:
        pending = session.get(PendingImport, identifier)
        if pending is None:
            return
        shown = dict(pending.preview)
        try:
            if purpose == "lookup":
                teller.tell("Reading the tables", 0, 0)
                result = keep_tables(
                    session, files_of(session, identifier), by=pending.by, source=pending.source, now=now()
                )
            else:
                result = _store(session, pending, now(), draft=purpose == "draft")
            session.commit()
        except FrameworkError as error:
            session.rollback()
            shown["problems"] = [[one.place, one.reason] for one in error.problems[:MOST_PROBLEMS]]
        except Refusal as refusal:
            session.rollback()
            shown["refusal"] = [refusal.title, refusal.meaning]
        else:
            teller.write(state="kept", step="", result=result, preview={}, package=b"")
            return
    teller.write(state="read", step="", preview=shown)


def _store(session: Session, pending: PendingImport, now: datetime, *, draft: bool) -> str:
    package = read_package(json.loads(zlib.decompress(pending.package)))
    older = session.get(Framework, package.identifier.lower())
    seen = (pending.preview.get("older") or {}).get("at")
    if (older.brought_at.isoformat() if older else None) != seen:
        raise Refusal("Something changed here meanwhile", "Bring it in again to see what would change now.")
    if draft:
        return start_draft(session, package, by=pending.by, source=pending.source, now=now).framework
    own = bool(pending.preview["own"])
    return store(session, package, own=own, source=pending.source, by=pending.by, now=now).identifier
