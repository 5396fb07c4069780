"""Gather the items that a package leaves out, one by one, along the associations that name them."""

from collections import deque
from collections.abc import Mapping
from typing import Any

from credentials.standards.vc import JSON
from exchange.case_api.fetching import NotThereError, Visit
from exchange.case_api.places import UUID
from exchange.errors import PeerError

ENDS = ("originNodeURI", "destinationNodeURI")


def gathered(package: JSON, *, base: str, visit: Visit) -> JSON:
    """Return a package with the items that its tree names and its list lacks; none lacking, the same one."""
    document = _name(package["CFDocument"])
    items = {_name(item): item for item in _listed(package, "CFItems")}
    associations = {_name(one): one for one in _listed(package, "CFAssociations")}
    start = len(items)
    asked: set[str] = set()
    waiting = deque(_named(associations, {document, *items}))
    if not waiting and not items and not associations:
        waiting.append(document)
    while waiting:
        identifier = waiting.popleft()
        if identifier in asked:
            continue
        asked.add(identifier)
        item, around = _asked(identifier, base=base, visit=visit)
        if item is not None and identifier != document:
            if not _belongs(item, document):
                continue
            items[identifier] = item
        new = {_name(one): one for one in around}
        associations = new | associations
        waiting.extend(_named(new, {document, *items}))
    if len(items) == start:
        return package
    lacked = f"lacked {len(items) - start} items that the tree names; gathered one by one"
    visit.notices.tell("CFItems", lacked)
    return {**package, "CFItems": list(items.values()), "CFAssociations": list(associations.values())}


def _asked(identifier: str, *, base: str, visit: Visit) -> tuple[JSON | None, list[JSON]]:
    """Ask for an item with its associations; the item alone where a server has no such pairs."""
    address = f"{base}/CFItemAssociations/{identifier}"
    try:
        body = visit.ask(address).body
        item, around = body.get("CFItem"), _listed(body, "CFAssociations")
    except NotThereError:
        address, around = f"{base}/CFItems/{identifier}", []
        try:
            item = visit.ask(address).body
        except NotThereError:
            return None, []
    if not isinstance(item, dict):
        raise PeerError(f"{address} has no CFItem, expected one")
    if _name(item) != identifier:
        raise PeerError(f"{address} was asked for {identifier} and answered {_name(item):.60}")
    return item, around


def _named(associations: Mapping[str, JSON], tree: set[str]) -> list[str]:
    """List what is above or below something of the tree and is not there itself."""
    found: dict[str, None] = {}
    for one in associations.values():
        if one.get("associationType") == "isChildOf":
            ends = [_name(one.get(end)) for end in ENDS]
            lost = [end for end in ends if end not in tree and UUID.fullmatch(end)]
            if len(lost) == 1:
                found[lost[0]] = None
    return list(found)


def _belongs(item: JSON, document: str) -> bool:
    link = item.get("CFDocumentURI")
    return not isinstance(link, dict) or str(link.get("identifier", document)).lower() == document


def _listed(body: JSON, name: str) -> list[JSON]:
    found = body.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _name(thing: Any) -> str:
    return str(thing.get("identifier", "")).lower() if isinstance(thing, dict) else ""
