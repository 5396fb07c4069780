"""Refuse JSON-LD that could be read in another way than it was signed.

A signature of this kind covers the RDF that a document stands for, not its JSON. Other JSON can stand for
the same RDF: a member renamed to its full address, an alias made by an inline context, a null, an object
taken apart and put together elsewhere. These rules leave one way to write each thing, so that what is read is
what was signed.
https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from credentials.errors import ContextError, UnknownContextError, UnsignedTermsError
from credentials.parsing import check_json
from credentials.proofs.contexts import KNOWN, context, meanings, prefixes
from credentials.proofs.rdf_terms import is_iri
from credentials.standards.vc import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    has_type,
    types_of,
)

MAX_CONTEXTS = 8
MAX_TYPES = 10
MAX_OBJECTS = 3_000

# Members are words that begin with a small letter; no two such words of the kept contexts mean the same.
_MEMBER = re.compile(r"[a-z][A-Za-z0-9]*")
_TYPE = re.compile(r"[A-Z0-9][A-Za-z0-9]*")
# The members whose texts may name their language and direction, and what such a text has.
_NAMING = ("name", "description")
_TEXT_MEMBERS = {"@value", "@language", "@direction"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_DIRECTIONS = ("ltr", "rtl")
_PROFILE = "Profile"
_ENDORSEMENT = {"id", "type", "endorsementComment"}
# Credentials held in this member carry their own proof, which binds what they say to where they say it.
_HELD = "verifiableCredential"
# A whole credential inside another document brings its contexts, and so does one in an envelope.
_WITH_CONTEXT = (VERIFIABLE_CREDENTIAL, "EnvelopedVerifiableCredential")

_Path = tuple[str | int, ...]


def _words(definitions: Any) -> Iterator[str]:
    """Give the words that a context defines, at every level of it."""
    for one in definitions if isinstance(definitions, list) else [definitions]:
        for word, definition in one.items() if isinstance(one, dict) else ():
            yield word
            yield from _words(definition.get("@context") if isinstance(definition, dict) else None)


@cache
def _kept(form: re.Pattern[str]) -> frozenset[str]:
    """Give the kept words of a form, so that a document's usual words need only be looked up."""
    words = {word for url in KNOWN for word in _words(context(url)["@context"])}
    return frozenset(word for word in words if form.fullmatch(word))


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
        self._prefixes, self._members, self._types = prefixes(), _kept(_MEMBER), _kept(_TYPE)
        # By the credential around them and the id: what is said of each named thing, and where.
        self.descriptions: dict[tuple[_Path, str], list[tuple[_Path, JSON]]] = {}

    def node(self, node: JSON, path: _Path, scope: _Path) -> None:
        """Check one object; `scope` is the path of the credential around it."""
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            raise UnsignedTermsError(f"found more than {MAX_OBJECTS} objects in one document")
        if "@context" in node:
            if path and not has_type(node, _WITH_CONTEXT):
                raise ContextError(
                    f"found an @context at {_shown(path)}, expected one only on a whole credential"
                )
            _check_contexts(node["@context"])
            if not path or _HELD in path[-2:]:
                scope = path
        if isinstance(name := node.get("id"), str) and len(node) > 1 and not _is_endorsement(node):
            self.descriptions.setdefault((scope, name), []).append((path, node))
        for member, value in node.items():
            if member == "id":
                self._id(value, path)
            elif member == "type":
                self._kinds(value, path)
            elif member in self._members or _MEMBER.fullmatch(member):
                if not isinstance(value, str) or value.startswith(self._prefixes):
                    self._value(value, (*path, member), scope)
            elif member != "@context":
                raise UnsignedTermsError(
                    f"found the member {_shown((*path, member))}, expected a word of the contexts"
                )

    def _value(self, value: Any, place: _Path, scope: _Path) -> None:
        for number, one in enumerate(value if isinstance(value, list) else (value,)):
            if isinstance(one, str):
                if one.startswith(self._prefixes):
                    raise UnsignedTermsError(
                        f"found {one!r:.200} at {_shown(place)}, expected the full address"
                    )
            elif isinstance(one, dict) and "@value" in one:
                _check_text(one, place)
            elif isinstance(one, dict):
                self.node(one, (*place, number) if isinstance(value, list) else place, scope)
            elif one is None or isinstance(one, list):
                kind = "a list in a list" if one is not None else "null"
                raise UnsignedTermsError(f"found {kind} at {_shown(place)}, expected a value")
            elif isinstance(one, float) and float(f"{one:.15E}") != one:
                raise UnsignedTermsError(f"found {one!r} at {_shown(place)}, expected at most 16 digits")

    def _kinds(self, value: object, path: _Path) -> None:
        kinds = value if isinstance(value, list) else [value]
        if not 1 <= len(kinds) <= MAX_TYPES or len({str(kind) for kind in kinds}) != len(kinds):
            raise UnsignedTermsError(
                f"found {len(kinds)} types at {_shown(path)}, expected 1 to {MAX_TYPES}, each once"
            )
        for kind in kinds:
            if not isinstance(kind, str) or not (kind in self._types or _TYPE.fullmatch(kind)):
                self._kind_by_address(kind, path)

    def _kind_by_address(self, kind: object, path: _Path) -> None:
        """Let a type be an address, unless the contexts have a word for it."""
        if not isinstance(kind, str) or kind.startswith(self._prefixes) or not is_iri(kind):
            expected = "a type word of the contexts or a full address"
        elif word := meanings().get(kind):
            expected = f"the word {word}"
        else:
            return
        raise UnsignedTermsError(f"found the type {kind!r:.200} at {_shown(path)}, expected {expected}")

    def _id(self, value: object, path: _Path) -> None:
        if not isinstance(value, str) or value.startswith("_:"):
            expected = "expected an absolute address"
        elif value.startswith(self._prefixes):
            expected = "expected the full address"
        else:
            return
        raise UnsignedTermsError(f"found {value!r:.200} as {_shown((*path, 'id'))}, {expected}")


def _check_text(text: JSON, place: _Path) -> None:
    """Let a name or description say its language and direction, in the one way to write it.

    https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction
    """
    if place[-1] not in _NAMING:
        raise UnsignedTermsError(f"found a text with @value at {_shown(place)}, expected a plain text")
    value, language, direction = (text.get(member) for member in ("@value", "@language", "@direction"))
    if not text.keys() <= _TEXT_MEMBERS or len(text) == 1 or not isinstance(value, str):
        expected = "@value as a text, with @language, @direction or both"
        raise UnsignedTermsError(f"found {sorted(text)} at {_shown(place)}, expected {expected}")
    if "@language" in text and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        raise UnsignedTermsError(
            f"found the language {language!r:.60} at {_shown(place)}, expected a tag as en"
        )
    if "@direction" in text and direction not in _DIRECTIONS:
        raise UnsignedTermsError(
            f"found the direction {direction!r:.60} at {_shown(place)}, expected ltr or rtl"
        )


def _check_descriptions(descriptions: list[tuple[_Path, JSON]]) -> None:
    """Refuse different descriptions of one thing: as RDF they are one, so parts could change places.

    A profile may be repeated in part further inside, as achievements do with their creator.
    """
    if len(descriptions) == 1:
        return
    (place, first), *others = sorted(descriptions, key=lambda description: len(description[0]))
    for path, other in others:
        inside = len(path) > len(place) and _PROFILE in types_of(first) and _PROFILE in types_of(other)
        repeated = {member: first.get(member) for member in other} if inside else first
        if repeated != other:
            raise UnsignedTermsError(f"found two descriptions of {first['id']!r:.200}, one at {_shown(path)}")


def _is_endorsement(node: JSON) -> bool:
    """Tell whether an object says nothing of its thing but that it is endorsed."""
    return node.keys() <= _ENDORSEMENT and types_of(node) == ["EndorsementSubject"]


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


def _shown(path: _Path) -> str:
    return ".".join(str(step) for step in path)[:200]
