"""Mend what known CASE servers get wrong in a package, and tell what was found and made of it.

What a package's own reader can judge by itself (nulls, times without a zone, members of the wrong
place) is left to it; here stands what it could not repair without knowing the server.
"""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from credentials.standards.vc import JSON
from exchange.case_api.notices import Notices
from exchange.case_api.places import UUID, beside, host_of

ENDS = ("originNodeURI", "destinationNodeURI")
LINKS = (
    *ENDS,
    *("CFItemTypeURI", "licenseURI", "conceptKeywordsURI", "CFAssociationGroupingURI", "CFItemURI"),
    *("CFDocumentURI", "CFPackageURI", "subjectURI"),
)
LISTS = ("CFItems", "CFAssociations", "CFRubrics")
DEFINED = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")
OPTIONAL = ("officialSourceURL", "statusStartDate", "statusEndDate", "licenseURI", "CFItemTypeURI")
# What CASE requires of a definition and servers leave out: what stands in for it.
STAND_INS = {
    "CFConcepts": ("hierarchyCode", "identifier"),
    "CFSubjects": ("hierarchyCode", "identifier"),
    "CFItemTypes": ("hierarchyCode", "identifier"),
    "CFLicenses": ("licenseText", "title"),
}
PARTS = ("CFRubricCriteria", "CFRubricCriterionLevels")


def unwrapped(body: JSON, notices: Notices) -> JSON:
    """Take a package out of the containers that some servers put around it or its lists."""
    inner = body.get("CFPackage")
    if isinstance(inner, dict) and "CFDocument" in inner:
        notices.tell("CFPackage", "found the package inside a member CFPackage; taken out")
        body = inner
    found = dict(body)
    for name in LISTS:
        container = f"{name[:-1]}Set"
        held = found.get(container)
        if name not in found and isinstance(held, dict) and isinstance(held.get(name), list):
            notices.tell(container, f"found {name} inside a container; taken out")
            found[name] = held[name]
            del found[container]
    return found


class Mender:
    """Mend one package as it came from an address."""

    def __init__(self, package: JSON, *, address: str, base: str, notices: Notices) -> None:
        self._package = package
        self._address = address
        self._base = base
        self._notices = notices
        document = package["CFDocument"]
        self._changed = document.get("lastChangeDateTime")
        self._by_identifier: dict[str, JSON] = {}
        self._by_uri: dict[str, JSON] = {}

    def mended(self) -> JSON:
        """Return the package with its deviations mended; what it was read from is not changed."""
        package = self._with_identifiers()
        for place, kind, thing in _things(package):
            self._name(place, kind, thing)
            self._complete(place, kind, thing)
            if isinstance(identifier := thing.get("identifier"), str):
                self._by_identifier.setdefault(identifier.lower(), thing)
            if isinstance(uri := thing.get("uri"), str):
                self._by_uri.setdefault(uri, thing)
        for place, _, thing in _things(package):
            self._link(place, thing)
        self._tell_hosts(package)
        self._tell_strangers(package)
        return package

    def _with_identifiers(self) -> JSON:
        """Copy the package, with `identifier` where a server writes `sourcedId`."""

        def copied(value: Any, place: str) -> Any:
            if isinstance(value, list):
                return [copied(part, f"{place}[{n}]") for n, part in enumerate(value)]
            if not isinstance(value, dict):
                return value
            found = {name: copied(part, f"{place}.{name}" if place else name) for name, part in value.items()}
            if "identifier" not in found and isinstance(found.get("sourcedId"), str):
                self._notices.tell(place, "is named by sourcedId; read as its identifier")
                found["identifier"] = found.pop("sourcedId")
            return found

        package: JSON = copied(self._package, "")
        return package

    def _name(self, place: str, kind: str, thing: JSON) -> None:
        """Give a thing its address and the time of its last change, where a server leaves them out."""
        uri, identifier = thing.get("uri"), thing.get("identifier")
        if not uri and isinstance(identifier, str):
            thing["uri"] = f"{self._base}/{kind}/{identifier}"
            self._notices.tell(f"{place}.uri", "is missing; the address at the server stands in")
        elif isinstance(uri, str) and uri.startswith("/"):
            thing["uri"] = beside(self._address, uri) or uri
            self._notices.tell(f"{place}.uri", "is no whole address; completed with the server's")
        if not thing.get("lastChangeDateTime") and self._changed:
            thing["lastChangeDateTime"] = self._changed
            self._notices.tell(f"{place}.lastChangeDateTime", "is missing; that of the document stands in")
        changed = thing.get("lastChangeDateTime")
        if isinstance(changed, str) and changed[10:11] == " ":
            thing["lastChangeDateTime"] = f"{changed[:10]}T{changed[11:]}"
            self._notices.tell(f"{place}.lastChangeDateTime", "has a space between date and time; read as T")

    def _complete(self, place: str, kind: str, thing: JSON) -> None:
        """Take out what is written and empty, and fill in what a definition must have."""
        for name in OPTIONAL:
            if thing.get(name) in ("", [], {}):
                del thing[name]
                self._notices.tell(f"{place}.{name}", "is written and empty; left out")
        source = thing.get("officialSourceURL")
        if isinstance(source, str) and not source.startswith(("https://", "http://")):
            del thing["officialSourceURL"]
            self._notices.tell(f"{place}.officialSourceURL", "is no web address; left out")
        name, stand_in = STAND_INS.get(kind, ("", ""))
        if name and not thing.get(name) and thing.get(stand_in):
            thing[name] = thing[stand_in]
            self._notices.tell(f"{place}.{name}", f"is missing; the {stand_in} stands in")

    def _link(self, place: str, thing: JSON) -> None:
        for name in LINKS:
            value = thing.get(name)
            if isinstance(value, list):
                thing[name] = [self._linked(part, f"{place}.{name}[{n}]") for n, part in enumerate(value)]
            elif value:
                thing[name] = self._linked(value, f"{place}.{name}")

    def _linked(self, value: Any, place: str) -> Any:
        """Make a whole link of what a server wrote: a bare address, or a link without all its members."""
        if isinstance(value, str):
            self._notices.tell(place, "found a bare address, expected a link; made one of it")
            value = {"uri": value}
        if not isinstance(value, dict):
            return value
        link = {name: part for name, part in value.items() if part is not None}
        uri = link.get("uri")
        if isinstance(uri, str) and uri.startswith("/"):
            self._notices.tell(f"{place}.uri", "is no whole address; completed with the server's")
            uri = link["uri"] = beside(self._address, uri) or uri
        same = self._by_identifier.get(str(link.get("identifier")).lower())
        known = self._by_uri.get(str(uri)) or same
        if uri and same is not None and known is same and same.get("uri") not in (None, uri):
            self._notices.tell(
                f"{place}.uri", "is another address than the thing itself has; its own was taken"
            )
            link["uri"] = same["uri"]
        for name, guess in (("uri", _nothing), ("identifier", _identifier_in), ("title", _title_of)):
            if not link.get(name):
                found = _title_of(known) if known and name == "title" else (known or {}).get(name)
                found = found or guess(link)
                if found:
                    self._notices.tell(f"{place}.{name}", "is missing in the link; filled in")
                    link[name] = found
        return link

    def _tell_hosts(self, package: JSON) -> None:
        """Tell things whose addresses are at another server: they may be theirs, nobody proved it."""
        here = host_of(self._address)
        for name, things in (("CFDocument", [package["CFDocument"]]), ("CFItems", package.get("CFItems"))):
            elsewhere: dict[str, int] = {}
            for thing in things if isinstance(things, list) else ():
                host = host_of(str(thing.get("uri"))) if isinstance(thing, dict) else here
                if host and host != here:
                    elsewhere[host] = elsewhere.get(host, 0) + 1
            for host, count in elsewhere.items():
                reason = f"has {count} of its addresses at {host}, though {here} answered; kept as they are"
                self._notices.tell(name, reason)

    def _tell_strangers(self, package: JSON) -> None:
        own = str(package["CFDocument"].get("identifier")).lower()
        items = package.get("CFItems")
        for place, item in enumerate(items if isinstance(items, list) else ()):
            link = item.get("CFDocumentURI") if isinstance(item, dict) else None
            if isinstance(link, dict) and str(link.get("identifier", own)).lower() != own:
                self._notices.tell(f"CFItems[{place}]", "says that it belongs to another document; kept")


def _things(package: JSON) -> Iterator[tuple[str, str, JSON]]:
    """Walk everything that should have an identifier, with its place and the kind of its endpoint."""
    yield "CFDocument", "CFDocuments", package["CFDocument"]
    definitions = package.get("CFDefinitions")
    lists = [(name, name, package.get(name)) for name in LISTS]
    if isinstance(definitions, dict):
        lists += [(f"CFDefinitions.{name}", name, definitions.get(name)) for name in DEFINED]
    for place, kind, things in lists:
        yield from _walk(place, kind, things)


def _walk(place: str, kind: str, things: Any) -> Iterator[tuple[str, str, JSON]]:
    for n, thing in enumerate(things if isinstance(things, list) else ()):
        if isinstance(thing, dict):
            yield f"{place}[{n}]", kind, thing
            for part in PARTS:
                yield from _walk(f"{place}[{n}].{part}", part, thing.get(part))


def _nothing(_link: JSON) -> str:
    return ""


def _identifier_in(link: JSON) -> str:
    """Read the identifier from an address that ends in one, or make one that is always the same."""
    uri = str(link.get("uri") or "")
    found = UUID.search(uri.rstrip("/").rpartition("/")[2])
    return found[0] if found else str(uuid5(NAMESPACE_URL, uri)) if uri else ""


def _title_of(thing: JSON) -> str:
    for name in ("humanCodingScheme", "abbreviatedStatement", "title", "fullStatement", "uri"):
        if isinstance(thing.get(name), str) and thing[name]:
            return str(thing[name])
    return ""
