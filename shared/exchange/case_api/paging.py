"""List the documents of a server, page by page, however it pages."""

from dataclasses import dataclass, field
from typing import Any

from credentials.standards.vc import JSON
from exchange.case_api.fetching import Answer, NotThereError, Visit
from exchange.case_api.notices import Notices
from exchange.case_api.places import UUID, beside, host_of
from exchange.errors import PeerError

PAGE = 100


@dataclass(frozen=True)
class DocumentSeen:
    """A document as a server lists it, and where its package is."""

    identifier: str
    title: str
    package_address: str
    uri: str = ""
    creator: str = ""
    version: str = ""
    adoption_status: str = ""
    framework_type: str = ""
    language: str = ""
    changed: str = ""
    extensions: JSON = field(default_factory=dict)


def all_documents(base: str, visit: Visit) -> tuple[DocumentSeen, ...]:
    """Read every page of the documents below a base address; raises PeerError."""
    address = f"{base}/CFDocuments"
    found: dict[str, DocumentSeen] = {}
    asked = f"{address}?limit={PAGE}&offset=0"
    read = 0
    while asked:
        answer = _page(asked, visit, first=read == 0)
        if answer is None:
            break
        entries = _entries(answer)
        before = len(found)
        for n, entry in enumerate(entries):
            _add(found, entry, n, answer.address, base, visit.notices)
        read += len(entries)
        if read > visit.limits.documents:
            raise PeerError(
                f"{address} lists more than {visit.limits.documents:,} documents, which is too much"
            )
        if not entries:
            break
        if len(found) == before and read > len(entries):
            visit.notices.tell(
                "CFDocuments", "gives the same documents again on further pages; stopped there"
            )
            break
        asked = _next(answer, address, read, len(entries), visit.notices)
    return tuple(found.values())


def _page(address: str, visit: Visit, *, first: bool) -> Answer | None:
    """Ask for one page; a page beyond the last may be missing."""
    try:
        return visit.ask(address)
    except NotThereError:
        if first:
            raise
        return None


def _entries(answer: Answer) -> list[Any]:
    body = answer.body
    inner = body.get("CFDocumentSet")
    found = inner.get("CFDocuments") if isinstance(inner, dict) else body.get("CFDocuments")
    if not isinstance(found, list):
        names = ", ".join(list(body)[:8]) or "none"
        raise PeerError(f"{answer.address} has no list of CFDocuments, found the members {names}")
    return found


def _add(
    found: dict[str, DocumentSeen], entry: Any, n: int, address: str, base: str, notices: Notices
) -> None:
    place = f"CFDocuments[{n}]"
    identifier = entry.get("identifier", entry.get("sourcedId")) if isinstance(entry, dict) else None
    if not isinstance(identifier, str) or not UUID.fullmatch(identifier):
        notices.tell(place, "has no identifier that is a UUID; left out")
        return
    if identifier.lower() not in found:
        found[identifier.lower()] = document_seen(entry, address, base, notices, place=place)


def document_seen(
    document: JSON, address: str, base: str, notices: Notices, *, place: str = "CFDocument"
) -> DocumentSeen:
    """Say what a server tells of a document, and where its package is."""

    def text(name: str) -> str:
        value = document.get(name)
        return value if isinstance(value, str) else ""

    identifier = text("identifier") or text("sourcedId")
    extensions = document.get("extensions")
    return DocumentSeen(
        identifier=identifier,
        title=text("title") or identifier,
        package_address=_package_address(
            document.get("CFPackageURI"), identifier, address, base, notices, place
        ),
        uri=text("uri"),
        creator=text("creator"),
        version=text("version"),
        adoption_status=text("adoptionStatus"),
        framework_type=text("frameworkType"),
        language=text("language"),
        changed=text("lastChangeDateTime"),
        extensions=extensions if isinstance(extensions, dict) else {},
    )


def _package_address(
    link: Any, identifier: str, address: str, base: str, notices: Notices, place: str
) -> str:
    """Read where the package is; the usual address at this server, where the link cannot be used."""
    usual = f"{base}/CFPackages/{identifier}"
    if isinstance(link, str):
        notices.tell(f"{place}.CFPackageURI", "found a bare address, expected a link; read")
    uri = link.get("uri") if isinstance(link, dict) else link
    if not isinstance(uri, str) or not uri:
        notices.tell(f"{place}.CFPackageURI", "is missing; the usual address was taken")
        return usual
    found = beside(address, uri)
    if host_of(found) != host_of(address) or not found.startswith(("https://", "http://")):
        notices.tell(
            f"{place}.CFPackageURI", f"is at {host_of(found) or 'no server'}; the usual address was taken"
        )
        return usual
    return found


def _next(answer: Answer, address: str, read: int, count: int, notices: Notices) -> str:
    """Give the address of the next page: as the server says, or as its numbers tell."""
    if answer.next_page:
        found = beside(answer.address, answer.next_page)
        if host_of(found) == host_of(address):
            return found
        notices.tell("CFDocuments", "has its next page at another server; counted on instead")
    more = answer.total is not None and read < answer.total
    return f"{address}?limit={PAGE}&offset={read}" if more or count == PAGE else ""
