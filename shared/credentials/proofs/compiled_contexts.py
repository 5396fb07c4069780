"""Compile JSON-LD contexts: what a word means at a place is found out once and looked up afterwards.

PyLD reads the contexts, so their rules are as it has them. Only plain words are compiled; at any other the
whole document is left to PyLD, which `NotCompiledError` asks for.
https://www.w3.org/TR/json-ld11-api/#context-processing-algorithms
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal, TypeVar

from cachetools import LRUCache
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credentials.errors import ContextError, UnsignedTermsError
from credentials.proofs.contexts import load
from credentials.proofs.rdf_terms import expected_kind, iri, literal, quoted, suffix

# What a member gives: its node's name or types, values, one list in order, or graphs of their own.
Role = Literal["id", "type", "values", "list", "graphs"]
# One word, or several as a document gives them: types, or addresses of contexts.
Words = str | tuple[str, ...]

# Beyond so much, everything is forgotten and compiled anew; a context weighs more than a word.
MAX_KEPT = 10_000
_CONTEXT_WEIGHT = 10

_PLAIN_CONTAINERS = frozenset({"@list", "@set", "@graph"})
_PLAIN_CONTEXT = frozenset({"mappings", "previousContext", "processingMode", "@version", "_uuid"})
_PLAIN_MAPPING = frozenset({"@id", "@type", "@container", "@context"})
_NO_MAPPING: Mapping[str, Any] = {}

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class NotCompiledError(Exception):
    """Raised at a word whose rules are not compiled here; it says nothing against the document."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """What a member means: `write` gives the RDF term of a text, `inside` is in force in its objects."""

    role: Role
    predicate: str
    datatype: str | None
    write: Callable[[str], str]
    inside: ActiveContext


@dataclass(frozen=True, slots=True, eq=False)
class Typing:
    """What the types of an object give: their addresses, and the context in force for its members."""

    iris: tuple[str, ...]
    context: ActiveContext


class ActiveContext:
    """Hold one state of the contexts in force, and everything that was asked of it before.

    The dictionaries are looked into first; what they lack is compiled into them.
    """

    __slots__ = ("_compiler", "cost", "local", "raw", "terms", "typings")

    def __init__(self, compiler: _Compiler, raw: Mapping[str, Any], cost: int) -> None:
        self._compiler = compiler
        self.raw = raw
        # How many contexts were read to get here from the context around.
        self.cost = cost
        self.terms: dict[str, Term] = {}
        self.typings: dict[Words, Typing] = {}
        self.local: dict[Words, ActiveContext] = {}

    def compile_term(self, word: str) -> Term:
        """Find out what a member means, or refuse one that means nothing."""
        return self._compiler.keep(self.terms, word, lambda: self._compiler.term(self, word))

    def compile_typing(self, kinds: Words) -> Typing:
        """Find out what types mean, or refuse one that means nothing."""
        return self._compiler.keep(self.typings, kinds, lambda: self._compiler.typing(self, kinds))

    def compile_local(self, urls: Words) -> ActiveContext:
        """Find out what further contexts make of this one."""
        return self._compiler.keep(self.local, urls, lambda: self._compiler.local(self, urls))


class _Compiler:
    """Ask PyLD, whose processor and caches are not made for several threads, and keep its answers."""

    def __init__(self) -> None:
        self.kept = 0
        self._lock = Lock()
        self._contexts: dict[int, ActiveContext] = {}
        self._pyld = jsonld.JsonLdProcessor()
        self._options = {
            "base": None,
            "contextResolver": ContextResolver(LRUCache(maxsize=1_000), load),
            "documentLoader": load,
            "processingMode": "json-ld-1.1",
        }
        self.initial = self._context(self._pyld._get_initial_context(self._options))

    def keep(self, kept: dict[_Key, _Value], key: _Key, make: Callable[[], _Value]) -> _Value:
        """Make what is not kept yet."""
        with self._lock:
            if key not in kept:
                kept[key] = make()
                self.kept += 1
            return kept[key]

    def term(self, context: ActiveContext, word: str) -> Term:
        """Read what a member means, by the rules of expansion for its name and its values."""
        mapping = context.raw["mappings"].get(word) or _NO_MAPPING
        name = mapping.get("@id")
        if name is None:
            raise UnsignedTermsError(f"found the member {word!r:.200}, which no @context of it defines")
        role = _role(word, mapping)
        # A context that comes with the member is in force for its values, and once more inside its objects.
        around = self._scoped(context.raw, mapping)
        within = around["mappings"].get(word) or _NO_MAPPING
        inside = self._context(self._scoped(around.get("previousContext", around), within))
        if role in ("id", "type"):
            return Term(role, "", None, iri, inside)
        coercion = within.get("@type")
        datatype = None if coercion in ("@id", "@vocab", "@none") else coercion
        return Term(role, iri(name), datatype, _writing(coercion, around), inside)

    def typing(self, context: ActiveContext, kinds: Words) -> Typing:
        """Read what types mean; each may bring words, in the order of their names.

        https://www.w3.org/TR/json-ld11-api/#expansion-algorithm (steps 11 and 13.4.4)
        """
        listed = (kinds,) if isinstance(kinds, str) else kinds
        mappings = [context.raw["mappings"].get(kind) or _NO_MAPPING for kind in listed]
        iris = tuple(iri(mapping.get("@id", kind)) for kind, mapping in zip(listed, mappings, strict=True))
        raw, cost = context.raw, 0
        for kind in sorted(listed):
            if scope := context.raw["mappings"][kind].get("@context"):
                raw, cost = self._process(raw, scope, propagate=False), cost + 1
        return Typing(iris, self._context(raw, cost) if cost else context)

    def local(self, context: ActiveContext, urls: Words) -> ActiveContext:
        """Read further contexts."""
        listed = [urls] if isinstance(urls, str) else list(urls)
        return self._context(self._process(context.raw, listed), _CONTEXT_WEIGHT * len(listed))

    def _scoped(self, raw: Mapping[str, Any], mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        scope = mapping.get("@context")
        # False is how PyLD keeps null: a context that forgets all others.
        return raw if scope is None else self._process(raw, scope, override_protected=True)

    def _process(self, raw: Mapping[str, Any], local: Any, **rules: bool) -> Mapping[str, Any]:
        """Read contexts by a method of PyLD that is not public: the public one knows no rules for scopes."""
        try:
            processed: Mapping[str, Any] = self._pyld._process_context(raw, local, self._options, **rules)
        except jsonld.JsonLdError as error:
            raise ContextError(f"found contexts that do not fit together or the document: {error}") from error
        return processed

    def _context(self, raw: Mapping[str, Any], cost: int = 0) -> ActiveContext:
        """Give the one context that stands for a state, which PyLD never changes."""
        if not _PLAIN_CONTEXT.issuperset(raw):
            raise NotCompiledError
        if id(raw) not in self._contexts:
            self._contexts[id(raw)] = ActiveContext(self, raw, cost)
            self.kept += _CONTEXT_WEIGHT
        return self._contexts[id(raw)]


def _role(word: str, mapping: Mapping[str, Any]) -> Role:
    unusual = {key for key in mapping if key.startswith("@")} - _PLAIN_MAPPING
    containers = set(mapping.get("@container", ()))
    if unusual or mapping.get("reverse") or not containers <= _PLAIN_CONTAINERS:
        raise NotCompiledError
    name: str = mapping["@id"]
    if name.startswith("@"):
        if name == "@id" and word == "id":
            return "id"
        if name == "@type" and word == "type":
            return "type"
        raise NotCompiledError
    return "list" if "@list" in containers else "graphs" if "@graph" in containers else "values"


def _writing(coercion: str | None, around: Mapping[str, Any]) -> Callable[[str], str]:
    """Choose how the texts of a member are written.

    https://www.w3.org/TR/json-ld11-api/#value-expansion
    """
    if coercion == "@json":
        raise NotCompiledError
    if coercion == "@id":
        return iri
    if coercion == "@vocab":
        mappings: Mapping[str, Any] = around["mappings"]
        return lambda text: iri((mappings.get(text) or _NO_MAPPING).get("@id", text))
    if coercion is None or coercion == "@none":
        return quoted
    return _text_of(coercion)


def _text_of(datatype: str) -> Callable[[str], str]:
    ending = suffix(datatype)
    if not ending:
        return quoted
    if expected_kind(datatype) == "text":
        return lambda text: quoted(text) + ending
    return lambda text: literal(text, datatype)


class _Kept:
    compiler = _Compiler()


def initial_context() -> ActiveContext:
    """Give the context before any is read; what is compiled is forgotten when it has become too much."""
    if _Kept.compiler.kept > MAX_KEPT:
        _Kept.compiler = _Compiler()
    return _Kept.compiler.initial
