"""Read what partners publish: their frameworks and the crosswalk, over HTTP, kept as copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from sqlmodel import Session, col, func, select

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from institution.importing import Found, bring_in_sources, find_published, read_address
from institution.records import Association, Framework, Item, PartnerPackage
from webapp.errors import Refusal
from webapp.storage import Storage

JSON = dict[str, Any]
KEPT_FOR = timedelta(days=1)
PAUSE = timedelta(minutes=1)
LONGEST_FAILURE = 500
LONGEST_KIND = 20


@dataclass(frozen=True)
class PartnerCopy:
    """A package of a partner as it is kept here, with what is in it."""

    package: PartnerPackage
    framework: Framework | None
    items: int
    links: int

    @property
    def title(self) -> str:
        """Give the framework's title, or the address where nothing was read yet."""
        return self.framework.title if self.framework else self.package.url


def store_partners(session: Session, partners: Sequence[JSON]) -> None:
    """Store where partners publish what they publish."""
    addresses = [(partner["name"], url) for partner in partners for url in partner["packages"]]
    for position, (name, url) in enumerate(addresses):
        session.add(PartnerPackage(url=url, partner=name, position=position))
    session.flush()


def copies(session: Session) -> list[PartnerCopy]:
    """List what partners publish, with the copies that are kept here."""
    items = _counts(session, Item)
    links = _counts(session, Association)
    found = []
    for package in session.exec(select(PartnerPackage).order_by(col(PartnerPackage.position))):
        framework = session.get(Framework, package.framework) if package.framework else None
        key = package.framework or ""
        found.append(PartnerCopy(package, framework, items.get(key, 0), links.get(key, 0)))
    return found


def _counts(session: Session, table: type[Item] | type[Association]) -> Mapping[str, int]:
    counted = session.exec(select(table.framework, func.count()).group_by(table.framework))
    return dict(counted.all())


def needed(session: Session, *, now: datetime) -> list[str]:
    """List what was never read or was read long ago; what just failed is left alone for a minute."""
    packages = session.exec(select(PartnerPackage).order_by(col(PartnerPackage.position))).all()
    return [
        package.url
        for package in packages
        if (package.read_at is None or package.read_at < now - KEPT_FOR)
        and (package.tried_at is None or package.tried_at < now - PAUSE)
    ]


def fetch_needed(storage: Storage, *, http: httpx.Client, base: str, now: datetime) -> None:
    """Fetch what is needed, one after another."""
    with storage.session() as session:
        urls = needed(session, now=now)
    for url in urls:
        fetch(storage, url, http=http, base=base, now=now)


def fetch(storage: Storage, url: str, *, http: httpx.Client, base: str, now: datetime) -> None:
    """Fetch one package into a copy of ours, in a transaction of its own; a failure is noted and kept."""
    try:
        found = find_published(url, http=http, origin=base)
        kind = _kind_of(storage, url, http=http)
        with storage.session() as session:
            framework = _keep(session, found, url=url, base=base, now=now)
            package = session.get_one(PartnerPackage, url)
            package.framework, package.failure, package.kind = framework.identifier, "", kind
            package.read_at = package.tried_at = now
            session.commit()
    except Refusal as refusal:
        with storage.session() as session:
            package = session.get_one(PartnerPackage, url)
            package.failure = f"{refusal.title}. {refusal.meaning}"[:LONGEST_FAILURE]
            package.tried_at = now
            session.commit()


def _kind_of(storage: Storage, url: str, *, http: httpx.Client) -> str:
    """Ask a partner's site, once, whether it is a college's or an employer's; others do not say."""
    with storage.session() as session:
        known = session.get_one(PartnerPackage, url).kind
    try:
        said = {} if known else parse_json(read_address(f"{origin_of(url)}/health", http=http))
    except (Refusal, CredentialError):
        return ""
    return known or str(said.get("site", ""))[:LONGEST_KIND]


def _keep(session: Session, found: Found, *, url: str, base: str, now: datetime) -> Framework:
    partner = session.get_one(PartnerPackage, url).partner
    framework = bring_in_sources(
        session, found, source=url, base=base, by=partner, now=now, own=lambda _: False
    ).framework
    if origin_of(framework.uri) != origin_of(url):
        raise Refusal(
            "This framework belongs to somebody else",
            f"It names {framework.uri}, expected an address at {origin_of(url)}.",
        )
    return framework


def origin_of(url: str) -> str:
    """Give the origin of an address; nothing for what is none, which others may have written."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def remarks(session: Session, *, named: bool = True) -> list[str]:
    """Say what could not be read, and what is used in its place; the partner may stay unnamed."""
    said = []
    for copy in copies(session):
        package = copy.package
        if not package.failure and package.read_at is not None:
            continue
        partner = package.partner if named else "a partner"
        if not package.failure:
            said.append(f"What {partner} publishes is being read. Only direct matches count till then.")
        elif package.read_at is None:
            said.append(f"What {partner} publishes could not be read. Only direct matches count.")
        else:
            day = f"{package.read_at.day} {package.read_at:%B %Y}, {package.read_at:%H:%M} UTC"
            said.append(f"{partner[:1].upper()}{partner[1:]} did not answer. The copy of {day} is used.")
    return list(dict.fromkeys(said))
