"""Read what employers and colleges publish for everybody: positions, frameworks, links, achievements.

Only addresses go out: nothing that a learner holds leaves the wallet for this.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from credentials.errors import CredentialError, UnresolvableError
from credentials.parsing import parse_json
from exchange.case_api import (
    BASE,
    DocumentSeen,
    Limits,
    Listing,
    UnreachableError,
    fetch_package,
    read_server,
)
from exchange.case_api.places import host_of
from exchange.errors import PeerError
from skills.case import FrameworkError, Package, read_package
from skills.positions import Position, read_position, read_positions
from webapp.errors import Refusal
from webapp.peers import Peers
from webapp.words import count

JSON = dict[str, Any]
T = TypeVar("T")
KEPT_SECONDS = 60.0
MOST_SECONDS = 20.0
LONG_WAIT = 2.0
MOST_KEPT = 60
MOST_BYTES = 4 * 1024 * 1024
MOST_PACKAGES = 12
MOST_POSITIONS = 1_000
LINKING = "Crosswalk"


@dataclass
class Reading:
    """Read publications for one page: within one budget of time, each address once, failures told."""

    peers: Peers
    kept: "Kept"
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)
    remarks: list[str] = field(default_factory=list)
    _silent: set[str] = field(default_factory=set)

    def position(self, address: str) -> Position:
        """Read an open position; raises Refusal."""
        try:
            return read_position(self._json(address))
        except FrameworkError as error:
            meaning = f"It should publish the job in the form of HR Open. Found: {error}"[:400]
            raise Refusal("This address has no job that can be compared", meaning) from error
        except CredentialError as error:
            raise Refusal("The job could not be read", f"{str(error)[:300]}", code="unreachable") from error

    def positions(self, origin: str) -> list[Position]:
        """Read the open positions that an employer lists; what cannot be compared is left out and told."""
        found: list[Position] = []
        listed = left_out = 0
        while listed < MOST_POSITIONS:
            try:
                page, passed_over = read_positions(self._json(f"{origin}/jobs?limit=100&offset={listed}"))
            except CredentialError:
                self._remark(origin)
                break
            if not page and not passed_over:
                break
            found += page
            listed += len(page) + passed_over
            left_out += passed_over
        if left_out:
            self.remarks.append(f"{count(left_out, 'job')} of {host_of(origin)} cannot be compared.")
        return found

    def packages(self, origin: str, wanted: Iterable[str] | None = None) -> list[Package]:
        """Read the frameworks of a site: those that link frameworks, and the wanted ones or all."""
        asked = None if wanted is None else set(wanted)
        listed = self._documents(f"{origin}{BASE}")
        linking = [one for one in listed if one.framework_type.startswith(LINKING)]
        others = [one for one in listed if one not in linking and (asked is None or one.uri in asked)]
        documents = [*linking, *others]
        if len(documents) > MOST_PACKAGES:
            self._remark(origin)
        found = [self._package(one.package_address) for one in documents[:MOST_PACKAGES]]
        return [package for package in found if package is not None]

    def achievements(self, origin: str) -> Sequence[JSON]:
        """Read what a site can award."""
        address = f"{origin}/achievements"
        try:
            found = self._json(address).get("achievements")
        except CredentialError:
            self._remark(address)
            return []
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def _documents(self, base: str) -> Sequence[DocumentSeen]:
        def read(limits: Limits) -> Listing:
            return read_server(base, http=self.peers.http, limits=limits)

        try:
            return self._asked(base, read).documents
        except (CredentialError, PeerError):
            self._remark(base)
            return []

    def _package(self, address: str) -> Package | None:
        def read(limits: Limits) -> Package:
            return read_package(fetch_package(address, http=self.peers.http, limits=limits).package)

        try:
            return self.kept.package(address, lambda: self._asked(address, read))
        except (CredentialError, PeerError, FrameworkError):
            self._remark(address)
            return None

    def _json(self, address: str) -> JSON:
        text = self._asked(address, lambda _: self.peers.fetch(address))
        return parse_json(text, max_bytes=MOST_BYTES)

    def _asked(self, address: str, ask: Callable[[Limits], T]) -> T:
        """Ask a site within the time that is left, unless it kept somebody waiting for nothing just now."""
        site, begun = host_of(address), time.monotonic()
        if not site:
            raise CredentialError(f"{address:.200} is no web address")
        if begun > self.until:
            raise CredentialError(f"there was no time left to read {address}")
        if site in self._silent:
            raise CredentialError(f"{site} did not answer a moment ago")
        try:
            return ask(Limits(answer=MOST_BYTES, seconds=self.until - begun))
        except (UnresolvableError, UnreachableError):
            if time.monotonic() - begun >= LONG_WAIT:
                self._silent.add(site)
            raise

    def _remark(self, address: str) -> None:
        host = host_of(address)
        said = f"Not all that {host} publishes could be read, so the picture may be incomplete."
        if said not in self.remarks:
            self.remarks.append(said)


class Kept:
    """Keep frameworks in memory for a minute, for they are large and many learners ask for the same."""

    def __init__(self) -> None:
        self._packages: dict[str, tuple[float, Package]] = {}

    def package(self, address: str, read: Any) -> Package:
        """Give the framework of an address, as it was at most a minute ago."""
        at, known = self._packages.get(address, (float("-inf"), None))
        if known is not None and time.monotonic() - at < KEPT_SECONDS:
            return known
        package: Package = read()
        if len(self._packages) >= MOST_KEPT:
            self._packages.clear()
        self._packages[address] = (time.monotonic(), package)
        return package
