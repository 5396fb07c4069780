"""Refuse JSON-LD that could be read in another way than it was signed.

A signature of this kind covers the RDF that a document stands for, not its JSON. Other JSON can stand for
the same RDF: a member renamed to its full address, an alias made by an inline context, a null, an object
taken apart and put together elsewhere. These rules leave one way to write each thing, so that what is read is
what was signed.
https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

import re
from typing import Any

from credentials.errors import ContextError, UnknownContextError, UnsignedTermsError
from credentials.parsing import check_json
from credentials.proofs.contexts import KNOWN, prefixes
from credentials.standards.vc import CREDENTIALS_V1, CREDENTIALS_V2, JSON, VERIFIABLE_CREDENTIAL, types_of

MAX_CONTEXTS = 8
MAX_TYPES = 10
MAX_OBJECTS = 3_000

# Members are words that begin with a small letter; no two such words of the kept contexts mean the same.
_MEMBER = re.compile(r"[a-z][A-Za-z0-9]*")
_TYPE = re.compile(r"[A-Z0-9][A-Za-z0-9]*")
_PROFILE = "Profile"
# Credentials held in this member carry their own proof, which binds what they say to where they say it.
_HELD = "verifiableCredential"

_Path = tuple[str | int, ...]


def check_safe(document: JSON) -> None:
    """Refuse a document that says anything its signature would not cover, or covers in several spellings."""
    check_json(document)
    if "@context" not in document:
        raise ContextError("found no @context, expected one that begins with the credentials context")
    walk = _Walk()
    walk.node(document, (), ())
    for (scope, name), descriptions in walk.descriptions.items():
        if scope and name == document.get("id"):
            raise UnsignedTermsError(f"found {name!r:.200} described again at {_shown(descriptions[0][0])}")
        _check_descriptions(descriptions)


class _Walk:
    """Look at every object of a document once."""

    def __init__(self) -> None:
        self._objects = 0
        # By the credential around them and the id: what is said of each named thing, and where.
        self.descriptions: dict[tuple[_Path, str], list[tuple[_Path, JSON]]] = {}

    def node(self, node: JSON, path: _Path, scope: _Path) -> None:
        """Check one object; `scope` is the path of the credential around it."""
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            raise UnsignedTermsError(f"found more than {MAX_OBJECTS} objects in one document")
        if "@context" in node:
            if path and VERIFIABLE_CREDENTIAL not in types_of(node):
                raise ContextError(
                    f"found an @context at {_shown(path)}, expected one only on a whole credential"
                )
            _check_contexts(node["@context"])
            if not path or _HELD in path[-2:]:
                scope = path
        if isinstance(name := node.get("id"), str) and len(node) > 1 and not _is_endorsement(node):
            self.descriptions.setdefault((scope, name), []).append((path, node))
        for member, value in node.items():
            place = (*path, member)
            if member == "id":
                _check_id(value, place)
            elif member == "type":
                _check_types(value, place)
            elif member != "@context":
                if not _MEMBER.fullmatch(member):
                    raise UnsignedTermsError(
                        f"found the member {_shown(place)}, expected a word of the contexts"
                    )
                self._value(value, place, scope)

    def _value(self, value: Any, place: _Path, scope: _Path) -> None:
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, dict):
                self.node(one, (*place, number) if isinstance(value, list) else place, scope)
            elif one is None or isinstance(one, list):
                kind = "a list in a list" if one is not None else "null"
                raise UnsignedTermsError(f"found {kind} at {_shown(place)}, expected a value")
            elif isinstance(one, float) and float(f"{one:.15E}") != one:
                raise UnsignedTermsError(f"found {one!r} at {_shown(place)}, expected at most 16 digits")
            elif isinstance(one, str) and one.startswith(prefixes()):
                raise UnsignedTermsError(f"found {one!r:.200} at {_shown(place)}, expected the full address")


def _check_descriptions(descriptions: list[tuple[_Path, JSON]]) -> None:
    """Refuse different descriptions of one thing: as RDF they are one, so parts could change places.

    A profile may be repeated in part further inside, as achievements do with their creator.
    """
    (place, first), *others = sorted(descriptions, key=lambda description: len(description[0]))
    for path, other in others:
        inside = len(path) > len(place) and _PROFILE in types_of(first) and _PROFILE in types_of(other)
        repeated = {member: first.get(member) for member in other} if inside else first
        if repeated != other:
            raise UnsignedTermsError(f"found two descriptions of {first['id']!r:.200}, one at {_shown(path)}")


def _is_endorsement(node: JSON) -> bool:
    """Tell whether an object says nothing of its thing but that it is endorsed."""
    return types_of(node) == ["EndorsementSubject"] and set(node) <= {"id", "type", "endorsementComment"}


def _check_contexts(contexts: object) -> None:
    listed = contexts if isinstance(contexts, list) else [contexts]
    for url in listed:
        if not isinstance(url, str):
            raise ContextError("found an @context written inside the document, expected only known addresses")
        if url not in KNOWN:
            raise UnknownContextError(
                f"found the @context {url!r:.200}, expected one of {len(KNOWN)} kept here"
            )
    if not 1 <= len(listed) <= MAX_CONTEXTS or len(set(listed)) != len(listed):
        raise ContextError(
            f"found {len(listed)} entries in @context, expected 1 to {MAX_CONTEXTS}, each once"
        )
    if listed[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
        raise ContextError(f"found {listed[0]} as first @context, expected {CREDENTIALS_V2}")
    if {CREDENTIALS_V1, CREDENTIALS_V2} <= set(listed):
        raise ContextError("found the credentials contexts of both versions, expected one of them")


def _check_id(value: object, place: _Path) -> None:
    if not isinstance(value, str) or value.startswith("_:"):
        raise UnsignedTermsError(f"found {value!r:.200} as {_shown(place)}, expected an absolute address")
    if value.startswith(prefixes()):
        raise UnsignedTermsError(f"found {value!r:.200} as {_shown(place)}, expected the full address")


def _check_types(value: object, place: _Path) -> None:
    kinds = value if isinstance(value, list) else [value]
    if not 1 <= len(kinds) <= MAX_TYPES or len({str(kind) for kind in kinds}) != len(kinds):
        raise UnsignedTermsError(
            f"found {len(kinds)} entries as {_shown(place)}, expected 1 to {MAX_TYPES}, each once"
        )
    for kind in kinds:
        if not isinstance(kind, str) or not _TYPE.fullmatch(kind):
            raise UnsignedTermsError(
                f"found {kind!r:.200} as {_shown(place)}, expected a type word of the contexts"
            )


def _shown(path: _Path) -> str:
    return ".".join(str(step) for step in path)[:200]
