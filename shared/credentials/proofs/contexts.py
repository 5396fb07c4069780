"""Serve the JSON-LD contexts that are kept beside this file, byte for byte, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from credentials.errors import ContextError, UnknownContextError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON

_DIRECTORY = Path(__file__).with_name("contexts")

_PINNED = {
    "https://www.w3.org/ns/credentials/v2": (
        "credentials-v2.jsonld",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    "https://www.w3.org/2018/credentials/v1": (
        "2018-credentials-v1.jsonld",
        "3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "ob-v3p0-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-v3p0-3.0.2.json",
        "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
    ),
    # These two fit documents of VC 1.1 only: with the contexts of VC 2.0 they contradict protected words.
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-v3p0-3.0.1.json",
        "cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
        "ob-v3p0.json",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "ob-v3p0-extensions.json",
        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "clr-v2p0-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "vc-bitstring-status-list-v1.jsonld",
        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
    ),
    "https://www.w3.org/ns/did/v1": (
        "did-v1.jsonld",
        "adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1.jsonld",
        "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-v1.jsonld",
        "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.jsonld",
        "0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "security-suites-ed25519-2020-v1.jsonld",
        "67646fbc0d6582ad7fbf08ccf0d3a4bedbb4177fd2d63385de52dc1b092ed6c5",
    ),
}

KNOWN = frozenset(_PINNED)


def load(url: str, options: object = None) -> dict[str, Any]:
    """Give a kept context in the form that PyLD asks of a document loader."""
    return {"contextUrl": None, "documentUrl": url, "document": context(url), "tag": "static"}


def check_contexts(document: JSON) -> None:
    """Refuse a document without an @context, or with one that is not kept, wherever it stands.

    For documents whose JSON is signed as it is; `safe_mode` asks more of those whose meaning is signed.
    """
    if "@context" not in document:
        raise ContextError("found no @context, expected one that begins with the credentials context")
    pending: list[Any] = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if "@context" in node:
                _check_kept(node["@context"])
            pending += [
                one for name, one in node.items() if isinstance(one, dict | list) and name != "@context"
            ]
        else:
            pending += [one for one in node if isinstance(one, dict | list)]


def _check_kept(contexts: object) -> None:
    for url in contexts if isinstance(contexts, list) else [contexts]:
        if not isinstance(url, str):
            raise ContextError("found an @context written inside the document, expected only known addresses")
        if url not in KNOWN:
            raise UnknownContextError(
                f"found the @context {url!r:.200}, expected one of {len(KNOWN)} kept here"
            )


def context(url: str) -> JSON:
    """Read a kept context, checking that it is the one that was pinned."""
    return parse_json(text_of(url))


@cache
def prefixes() -> tuple[str, ...]:
    """Give the beginnings, such as "cred:", by which some kept context lets addresses be written in short.

    https://www.w3.org/TR/json-ld11/#compact-iris
    """
    return tuple(sorted({f"{term}:" for url in KNOWN for term in _prefix_terms(context(url)["@context"])}))


def _prefix_terms(definitions: Any) -> Iterator[str]:
    for one in definitions if isinstance(definitions, list) else [definitions]:
        if not isinstance(one, dict):
            continue
        for term, definition in one.items():
            if isinstance(definition, str) and definition.endswith((":", "/", "?", "#", "[", "]", "@")):
                yield term
            elif isinstance(definition, dict):
                if definition.get("@prefix"):
                    yield term
                yield from _prefix_terms(definition.get("@context"))


@cache
def meanings() -> dict[str, str]:
    """Give each address that some word of the kept contexts stands for, with one such word."""
    found: dict[str, str] = {}
    for url in sorted(KNOWN):
        mappings = list(_mappings(context(url)["@context"]))
        beginnings = dict(mappings)
        for word, meaning in mappings:
            beginning, _, rest = meaning.partition(":")
            if beginning in beginnings and not rest.startswith("//"):
                meaning = beginnings[beginning] + rest
            found.setdefault(meaning, word)
    return found


def _mappings(definitions: Any) -> Iterator[tuple[str, str]]:
    """Give every word with what it stands for, at every level of a context."""
    for one in definitions if isinstance(definitions, list) else [definitions]:
        for word, definition in one.items() if isinstance(one, dict) else ():
            meaning = definition.get("@id") if isinstance(definition, dict) else definition
            if isinstance(meaning, str) and not word.startswith("@"):
                yield word, meaning
            if isinstance(definition, dict):
                yield from _mappings(definition.get("@context"))


@cache
def text_of(url: str) -> bytes:
    """Give a kept context as it is published, byte for byte."""
    if url not in _PINNED:
        raise UnknownContextError(
            f"found the @context {url!r:.200}, expected one of {len(_PINNED)} kept here"
        )
    name, expected = _PINNED[url]
    text = (_DIRECTORY / name).read_bytes()
    if (found := sha256(text).hexdigest()) != expected:
        raise ContextError(f"found the sha256 {found} for {name}, expected {expected}")
    return text
