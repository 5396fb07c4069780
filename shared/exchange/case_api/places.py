"""Addresses of a CASE server: which of its documents, packages or items an address names."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from exchange.errors import PeerError

CASE_PATH = re.compile(
    r"(?P<prefix>.*?)/ims/case(?:/(?P<version>v1p[01])(?:/(?P<kind>CF[A-Za-z]+)(?:/(?P<name>[^/]+))?)?)?"
)
UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
PERMANENT_PATH = re.compile(rf"(.*?)/uri/p?({UUID.pattern})(?:\.json)?")
VERSIONS = ("v1p1", "v1p0")
LONGEST = 2000


@dataclass(frozen=True)
class Place:
    """An address, taken apart: the server's root, the version of the API, and what is named there."""

    address: str
    root: str
    version: str = ""
    kind: str = ""
    identifier: str = ""
    is_case: bool = False

    @property
    def is_server(self) -> bool:
        """Tell whether the address names a server with its documents, not one thing there."""
        return self.is_case and not self.identifier and self.kind in ("", "CFDocuments")

    @property
    def bases(self) -> tuple[str, ...]:
        """List where the API may be, the newest first; the one that the address names, if it does."""
        versions = (self.version,) if self.version else VERSIONS
        return tuple(f"{self.root}/ims/case/{version}" for version in versions)

    def by_https(self) -> "Place | None":
        """Give the same place by https, for an address that names it by http."""
        return place_of(f"https{self.address[4:]}") if self.address.startswith("http://") else None


def place_of(address: str) -> Place:
    """Take an address apart; raises PeerError if it is no web address."""
    text = address.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
    except ValueError as error:
        raise PeerError(f"{address:.200} is no web address: {error}") from error
    if not known or len(text) > LONGEST:
        raise PeerError(f"found {address:.200}, expected the web address of a CASE server or document")
    origin, query = f"{parts.scheme}://{parts.netloc}", f"?{parts.query}" if parts.query else ""
    path = parts.path.rstrip("/")
    match = CASE_PATH.fullmatch(path.removesuffix(".json"))
    if match is None:
        permanent = PERMANENT_PATH.fullmatch(path)
        root, named = (origin + permanent[1], permanent[2]) if permanent else (origin + path, "")
        return Place(origin + parts.path + query, root, identifier=named, is_case=not path)
    version, kind, name = (match[group] or "" for group in ("version", "kind", "name"))
    return Place(origin + match[0] + query, origin + match["prefix"], version, kind, name, is_case=True)


def host_of(address: str) -> str:
    """Give the host and port of an address; nothing for one that has none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def beside(address: str, link: str) -> str:
    """Give a link as an address, read at the place where it was found; nothing if it is none.

    It is not less secure than that place, at the same server.
    """
    try:
        found = urljoin(address, link)
    except ValueError:
        return ""
    if address.startswith("https://") and found.startswith("http://") and host_of(found) == host_of(address):
        return "https" + found.removeprefix("http")
    return found
