"""Read what somebody else's CASE server publishes: its documents, or one framework whole.

Nothing a server says is believed without a look: it must answer with what it was asked for, within
`Limits`; what leaves the specification is mended where it can be, and told as a `Notice`.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import httpx

from credentials.standards.vc import JSON
from exchange.case_api.fetching import Answer, Limits, NotThereError, SilentError, UnreachableError, Visit
from exchange.case_api.gathering import gathered
from exchange.case_api.mending import Mender, unwrapped
from exchange.case_api.notices import Notice
from exchange.case_api.paging import DocumentSeen, all_documents, document_seen
from exchange.case_api.places import UUID, Place, host_of, place_of
from exchange.errors import PeerError

T = TypeVar("T")
MOST_STEPS = 3
LIMITS = Limits()
LISTING_LIMITS = Limits(seconds=20.0)


@dataclass(frozen=True)
class Listing:
    """The documents of a server, and what was odd about the list."""

    base: str
    documents: tuple[DocumentSeen, ...]
    notices: tuple[Notice, ...]

    def __iter__(self) -> Iterator[DocumentSeen]:
        return iter(self.documents)


class Fetched(NamedTuple):
    """A package as its own reader takes it, and what had to be mended."""

    package: JSON
    notices: tuple[Notice, ...]


def names_server(address: str) -> bool:
    """Tell whether an address names a whole server, to be listed, or one framework, to be fetched."""
    return place_of(address).is_server


def read_server(
    address: str,
    *,
    http: httpx.Client,
    limits: Limits = LISTING_LIMITS,
    elapsed: Callable[[], float] = time.monotonic,
) -> Listing:
    """List the documents of the server at an address, CASE 1.1 before CASE 1.0; raises PeerError."""
    visit = Visit(http, limits=limits, elapsed=elapsed)
    base, documents = _rather_by_https(place_of(address), visit, _documents)
    return Listing(base, documents, visit.notices.all())


def fetch_package(
    address: str,
    *,
    http: httpx.Client,
    limits: Limits = LIMITS,
    elapsed: Callable[[], float] = time.monotonic,
) -> Fetched:
    """Fetch the framework that an address names: of its package, its document, an item or a file.

    An answer that is not CASE at all is given back as it came: the caller may know what it is.
    Raises PeerError with the address and the reason, NotThereError where there is nothing.
    """
    visit = Visit(http, limits=limits, elapsed=elapsed)
    package = _rather_by_https(place_of(address), visit, _fetched)
    return Fetched(package, visit.notices.all())


def _rather_by_https(place: Place, visit: Visit, read: Callable[[Place, Visit], T]) -> T:
    """Read a place; by https what cannot be reached by http, unless there is somebody who is silent."""
    try:
        return read(place, visit)
    except SilentError:
        raise
    except UnreachableError as unreachable:
        safer = place.by_https()
        if safer is None:
            raise
        try:
            found = read(safer, visit)
        except UnreachableError:
            raise unreachable from None
        visit.notices.tell(host_of(place.address), "could not be asked by http; asked by https instead")
        return found


def _fetched(place: Place, visit: Visit) -> JSON:
    if place.is_server:
        return _the_only_one(place, visit)
    asked = place.identifier if UUID.fullmatch(place.identifier) else ""
    return _package(_first_answer(place, asked, visit), asked, place, visit)


def _first_answer(place: Place, asked: str, visit: Visit) -> Answer:
    """Ask at the address itself; for a package that is missing, at that of its document."""
    try:
        return visit.ask(place.address)
    except NotThereError as missing:
        if place.kind != "CFPackages" or not asked:
            raise
        try:
            answer = visit.ask(f"{place.bases[0]}/CFDocuments/{asked}")
        except NotThereError:
            raise missing from None
        visit.notices.tell("CFPackages", "is not there; read through its document")
        return answer


def _documents(place: Place, visit: Visit) -> tuple[str, tuple[DocumentSeen, ...]]:
    missing: list[NotThereError] = []
    for base in place.bases:
        try:
            documents = all_documents(base, visit)
        except NotThereError as error:
            missing.append(error)
            continue
        if missing:
            visit.notices.tell(host_of(base), "has no documents of CASE 1.1; read as CASE 1.0")
        return base, documents
    raise NotThereError(f"no documents of CASE were found: {missing[0].description}")


def _the_only_one(place: Place, visit: Visit) -> JSON:
    base, documents = _documents(place, visit)
    if len(documents) != 1:
        raise PeerError(f"{base} has {len(documents)} documents, expected the address of one of them")
    return _package(visit.ask(documents[0].package_address), documents[0].identifier, place, visit)


def _package(answer: Answer, asked: str, place: Place, visit: Visit) -> JSON:
    """Walk from whatever was answered to its package."""
    for _ in range(MOST_STEPS):
        body = unwrapped(answer.body, visit.notices)
        here = place_of(answer.address)
        if isinstance(body.get("CFDocument"), dict):
            _check_answer(body["CFDocument"], asked, answer.address)
            base = (here if here.is_case else place).bases[0]
            whole = gathered(body, base=base, visit=visit)
            return Mender(whole, address=answer.address, base=base, notices=visit.notices).mended()
        pair = body.get("CFItem")
        item: JSON = pair if isinstance(pair, dict) else body
        if _is_document(body):
            _check_answer(body, asked, answer.address)
            seen = document_seen(body, answer.address, here.bases[0], visit.notices)
            answer, asked = _package_of(seen, body, here, visit), seen.identifier
        elif item.get("CFDocumentURI"):
            _check_answer(item, asked, answer.address)
            answer, asked = _document_of(item["CFDocumentURI"], here, visit)
        elif "fullStatement" in item:
            raise PeerError(f"{answer.address} is an item that names no document, expected a framework")
        else:
            return answer.body
    raise PeerError(f"{place.address} leads from one thing to the next, expected a CFPackage in the end")


def _is_document(body: JSON) -> bool:
    return "fullStatement" not in body and ("CFPackageURI" in body or {"creator", "title"} <= body.keys())


def _package_of(seen: DocumentSeen, document: JSON, here: Place, visit: Visit) -> Answer:
    """Ask for the package of a document; where a server has none, its document stands as the beginning."""
    try:
        return visit.ask(seen.package_address)
    except NotThereError as error:
        head = {name: value for name, value in document.items() if name != "CFPackageURI"}
        whole = gathered({"CFDocument": head}, base=here.bases[0], visit=visit)
        if "CFItems" not in whole:
            raise PeerError(f"the document is there, its package is not: {error.description}") from error
        return Answer(seen.package_address, whole)


def _document_of(link: object, here: Place, visit: Visit) -> tuple[Answer, str]:
    """Ask for the document that an item or a link belongs to, at the server that was asked."""
    named = link.get("identifier") or link.get("uri") if isinstance(link, dict) else link
    found = UUID.search(str(named))
    if found is None:
        raise PeerError(f"{here.address} names its document as {named!r:.80}, expected a UUID")
    visit.notices.tell(here.address, "is a part of a framework; the whole framework was read")
    missing: NotThereError | None = None
    for base in here.bases:
        try:
            return visit.ask(f"{base}/CFPackages/{found[0]}"), found[0]
        except NotThereError as error:
            missing = missing or error
    raise PeerError(f"the framework of {here.address} is not there") from missing


def _check_answer(thing: JSON, asked: str, address: str) -> None:
    identifier = thing.get("identifier", thing.get("sourcedId"))
    if asked and str(identifier).lower() != asked.lower():
        title = str(thing.get("title") or thing.get("fullStatement") or "")[:80]
        raise PeerError(f"{address} was asked for {asked} and answered {identifier!s:.60} ({title})")
