"""Find the credentials and endorsements that stand in a credential, each with its place.

Each is a document of its own with its own proof: nothing that stands outside vouches for what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from credentials.standards.vc import JSON, as_list, has_type, id_of

_HELD = "verifiableCredential"
_ENDORSEMENTS = ("endorsement", "endorsementJwt")
# What stands in these is no part of the document around it.
_APART = frozenset({_HELD, "proof", *_ENDORSEMENTS})
_CONTAINERS = (dict, list)
# What an endorsement of a whole credential may also be about.
_ENDORSABLE = ("Achievement", "Profile")


@dataclass(frozen=True)
class Within:
    """Hold a document that stands in another with its place, and for an endorsement what it may endorse."""

    document: Any
    place: str
    endorsable: frozenset[str] = frozenset()


def held_in(document: JSON) -> list[Within]:
    """Give the credentials that a record holds."""
    return [
        Within(held, place)
        for subject, place in _numbered(document.get("credentialSubject"), "credentialSubject")
        if isinstance(subject, dict)
        for held, place in _numbered(subject.get(_HELD), f"{place}.{_HELD}")
    ]


def endorsements_in(document: JSON) -> list[Within]:
    """Give the endorsements that stand in a credential, but not those within credentials that it holds."""
    everywhere = list(_objects(document, ""))
    found = []
    for node, place in everywhere:
        for member in [member for member in _ENDORSEMENTS if member in node]:
            about = everywhere if node is document else []
            named = [node, *(one for one, _ in about if has_type(one, _ENDORSABLE))]
            endorsable = frozenset(name for one in named if (name := id_of(one)))
            where = f"{place}.{member}" if place else member
            found += [Within(one, at, endorsable) for one, at in _numbered(node[member], where)]
    return found


def _objects(node: JSON, place: str) -> Iterator[tuple[JSON, str]]:
    """Give every object of a document in its order, leaving out documents within and proofs."""
    pending = [(node, place)]
    while pending:
        node, place = pending.pop()
        yield node, place
        within = [
            found
            for member, value in node.items()
            if isinstance(value, _CONTAINERS) and member not in _APART
            for found in _numbered(value, f"{place}.{member}" if place else member)
        ]
        pending += [(one, at) for one, at in reversed(within) if isinstance(one, dict)]


def _numbered(value: Any, place: str) -> list[tuple[Any, str]]:
    """Give the values of a member with the place of each."""
    if isinstance(value, list):
        return [(one, f"{place}[{number}]") for number, one in enumerate(value)]
    return [(one, place) for one in as_list(value)]
