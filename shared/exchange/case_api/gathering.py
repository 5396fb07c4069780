"""Gather the items that a package leaves out, one by one, along the associations that name them."""

from collections import deque
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
    start = len(items)
    tree = _Tree(_listed(package, "CFAssociations"))
    waiting = deque(tree.joined(document))
    for identifier in items:
        waiting.extend(tree.joined(identifier))
    if not items and not tree.associations:
        waiting.append(document)
    asked = set(items)
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
        waiting.extend(tree.grown(around))
        if item is not None:
            waiting.extend(tree.joined(identifier))
    if len(items) == start:
        return package
    lacked = f"lacked {len(items) - start} items that the tree names; gathered one by one"
    visit.notices.tell("CFItems", lacked)
    return {**package, "CFItems": list(items.values()), "CFAssociations": list(tree.associations.values())}


class _Tree:
    """What is joined to what by isChildOf, and which of it is known to be of this framework."""

    def __init__(self, associations: list[JSON]) -> None:
        self.associations: dict[str, JSON] = {}
        self._beside: dict[str, list[str]] = {}
        self._inside: set[str] = set()
        self.grown(associations)

    def grown(self, associations: list[JSON]) -> list[str]:
        """Take in further associations, and name what they join to what is inside."""
        found = []
        for one in associations:
            if _name(one) in self.associations:
                continue
            self.associations[_name(one)] = one
            ends = [_name(one.get(end)) for end in ENDS]
            if one.get("associationType") == "isChildOf" and all(map(UUID.fullmatch, ends)):
                for near, far in (ends, ends[::-1]):
                    self._beside.setdefault(near, []).append(far)
                    if near in self._inside:
                        found.append(far)
        return found

    def joined(self, identifier: str) -> list[str]:
        """Take something as inside, and name what is joined to it."""
        self._inside.add(identifier)
        return [far for far in self._beside.get(identifier, ()) if far not in self._inside]


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


def _belongs(item: JSON, document: str) -> bool:
    link = item.get("CFDocumentURI")
    return not isinstance(link, dict) or str(link.get("identifier", document)).lower() == document


def _listed(body: JSON, name: str) -> list[JSON]:
    found = body.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _name(thing: Any) -> str:
    if not isinstance(thing, dict):
        return ""
    return str(thing.get("identifier") or thing.get("sourcedId") or "").lower()
