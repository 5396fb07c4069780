"""Small CASE packages for the tests of storing and reading."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

JSON = dict[str, Any]
CHANGED = "2026-08-17T09:00:00Z"


def link(name: str, base: str) -> JSON:
    """Give identifier and URI of something, the same at every call."""
    identifier = str(uuid5(NAMESPACE_URL, f"{base}/{name}"))
    return {"identifier": identifier, "uri": f"{base}/uri/{identifier}"}


def an_item(name: str, base: str, **more: Any) -> JSON:
    """Make an item."""
    return {
        **link(name, base),
        "fullStatement": f"Statement of {name}",
        "humanCodingScheme": name,
        "lastChangeDateTime": CHANGED,
        **more,
    }


def an_association(
    kind: str, origin: str, destination: str, base: str, *, far: str = "", **more: Any
) -> JSON:
    """Link two things; `far` is the base of a destination elsewhere."""
    return {
        **link(f"{kind} {origin} {destination}", base),
        "associationType": kind,
        "originNodeURI": {**link(origin, base), "title": origin},
        "destinationNodeURI": {**link(destination, far or base), "title": destination},
        "lastChangeDateTime": CHANGED,
        **more,
    }


def a_package(
    base: str,
    *,
    title: str = "Welding",
    items: list[JSON] | None = None,
    associations: list[JSON] | None = None,
) -> JSON:
    """Make a package of a programme with two outcomes, or of what is given."""
    named = [an_item(name, base) for name in ("P", "P-1", "P-2")]
    links = [
        an_association("isChildOf", "P-2", "P", base, sequenceNumber=2),
        an_association("isChildOf", "P-1", "P", base, sequenceNumber=1),
    ]
    return {
        "CFDocument": {
            **link(title, base),
            "creator": "A college",
            "title": title,
            "lastChangeDateTime": CHANGED,
        },
        "CFItems": named if items is None else items,
        "CFAssociations": links if associations is None else associations,
    }
