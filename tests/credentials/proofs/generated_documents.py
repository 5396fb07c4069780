"""Generate documents from the kept contexts themselves: every word, at the places where it may stand.

Most are taken; some hold what must be refused. A seed makes the same documents on every machine.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from credentials.proofs.contexts import context
from credentials.standards.vc import JSON, as_list

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_302 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
MULTIKEY = "https://w3id.org/security/multikey/v1"
OB_300 = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
OB_301 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
STATUS = "https://www.w3.org/ns/credentials/status/v1"

CONTEXTS = (
    [V2],
    [V2, OB],
    [V2, OB, EXTENSIONS],
    [V2, OB_302],
    [V2, CLR, OB, EXTENSIONS],
    [V2, CLR, OB],
    [V2, INTEGRITY],
    [V2, OB, INTEGRITY],
    [V2, MULTIKEY],
    [V2, ED25519_2020],
    [V1],
    [V1, ED25519_2020],
    [V1, "https://w3id.org/security/data-integrity/v1"],
    [V1, OB_300, EXTENSIONS],
    [V1, OB_301, EXTENSIONS, ED25519_2020],
    [V1, STATUS],
)
TEXTS = (
    "", "a", "Triage", "Zweite Schicht", 'a "quoted" \\ text\n\tand more\r', "漢字", "😀\ue000", "\u202eabc",
    "a:b", "  ", "<b>", "true", "1", "Achievement", "name",
)  # fmt: skip
ADDRESSES = (
    "urn:x",
    "did:key:z6Mk",
    "https://a.example/b?c=d#e",
    "https://ä.example/漢",
    "mailto:a@b.example",
)
TYPES = ("urn:x:Type", "https://example.org/#Type", "https://ä.example/Type", "did:example:type")
LANGUAGE_TEXTS: tuple[dict[str, str], ...] = (
    {"@value": "Triage", "@language": "en"},
    {"@value": 'a "quoted"\ntext', "@language": "de-CH-1996"},
    {"@value": "漢字", "@language": "zh-Hant"},
    {"@value": "فرز", "@language": "ar", "@direction": "rtl"},
    {"@value": "", "@direction": "ltr"},
)
NUMBERS = (0, 1, -1, 4, 2**53 - 1, 3.5, 0.1, -2.25, 1e-7, 1e16, 100.0, -0.0, 123456789.125, 1e300)
# What a document may not hold, or not everywhere.
OFFENCES: tuple[Any, ...] = (
    None,
    [],
    {},
    [[]],
    "_:b",
    "relative",
    "urn:a b",
    "cred:x",
    {"@value": "x"},
    {"@value": "x", "@language": "en us"},
    {"@value": "x", "@language": "en", "@type": "urn:x"},
    {"@value": "x", "@direction": "up"},
    True,
    7,
    0.12345678901234566,
)

Words = dict[str, Any]


def generated(seed: int) -> JSON:
    """Make one document of a seed."""
    return _Generator(Random(seed)).document()


class _Generator:
    """Choose, and count what must stand once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._ids = 0
        self._size = 0
        # Three of four documents are meant to be taken.
        self._offends = random.random() < 0.25

    def document(self) -> JSON:
        """Make a whole credential, presentation or other document."""
        urls = self._random.choice(CONTEXTS)
        document = self._object(_merged(urls), 0, first=["VerifiableCredential"])
        return {"@context": list(urls), **document}

    def _object(self, words: Words, depth: int, first: list[str] | None = None) -> JSON:
        self._size += 1
        types = self._types(words, first or [])
        local = dict(words)
        for kind in types:
            local |= _definitions(words.get(kind))
        members = [word for word in local if word[0].islower() and word not in ("id", "type")]
        chosen = self._random.sample(members, min(len(members), self._random.choice((0, 1, 1, 2, 3, 5))))
        made: JSON = {}
        if self._random.random() < 0.5:
            made["id"] = self._id()
        if types:
            made["type"] = types[0] if len(types) == 1 and self._random.random() < 0.5 else types
        for member in chosen:
            made[member] = self._member(local[member], words, depth)
            if member in ("name", "description") and self._random.random() < 0.2:
                made[member] = self._language_texts()
        if self._offends and self._random.random() < 0.15:
            made[self._random.choice(("grade", "targetUrl", "@id", "Name", "cred:name", "proof"))] = "x"
        return made

    def _types(self, words: Words, first: list[str]) -> list[str]:
        kinds = [word for word in words if word[0].isupper() or word[0].isdigit()]
        count = self._random.choice((0, 1, 1, 1, 2, 3))
        chosen = [*first, *self._random.sample(kinds, min(count, len(kinds)))]
        if self._random.random() < 0.1:
            chosen.insert(self._random.randint(0, len(chosen)), self._random.choice(TYPES))
        return list(dict.fromkeys(chosen))

    def _language_texts(self) -> Any:
        texts = copy.deepcopy(self._random.sample(LANGUAGE_TEXTS, self._random.choice((1, 2, 3))))
        return texts[0] if len(texts) == 1 and self._random.random() < 0.7 else texts

    def _member(self, definition: Any, words: Words, depth: int) -> Any:
        if self._offends and self._random.random() < 0.1:
            return copy.deepcopy(self._random.choice(OFFENCES))
        count = self._random.choice((1, 1, 1, 2, 3, 0))
        values = [self._value(definition, words, depth) for _ in range(count)]
        if values and self._random.random() < 0.1:
            values.append(copy.deepcopy(values[0]))
        return values[0] if len(values) == 1 and self._random.random() < 0.7 else values

    def _value(self, definition: Any, words: Words, depth: int) -> Any:
        kind = definition.get("@type") if isinstance(definition, dict) else None
        container = definition.get("@container") if isinstance(definition, dict) else None
        deep = depth < 4 and self._size < 25
        if container == "@graph" or (deep and self._random.random() < (0.7 if kind == "@id" else 0.3)):
            return self._nested(words, depth) if depth < 6 else {"type": "Profile"}
        if kind == "@id":
            return self._random.choice(ADDRESSES)
        if kind == "@vocab":
            return self._random.choice(("assertionMethod", "authentication", *ADDRESSES))
        name = (kind or "").rpartition("#")[2].rpartition(":")[2]
        if name in ("float", "integer", "nonNegativeInteger"):
            return self._random.choice(NUMBERS)
        if name == "boolean":
            return self._random.choice((True, False))
        return self._random.choice(TEXTS if kind else (*TEXTS, *NUMBERS, True, False))

    def _nested(self, words: Words, depth: int) -> JSON:
        if self._random.random() < 0.15:
            urls = self._random.choice(CONTEXTS)
            nested = self._object(_merged(urls), depth + 1, first=["VerifiableCredential"])
            return {"@context": list(urls), **nested}
        return self._object(words, depth + 1)

    def _id(self) -> str:
        if self._offends and self._random.random() < 0.1:
            return self._random.choice(("urn:id:1", "ana", "_:b0", "sec:x"))
        self._ids += 1
        return f"urn:id:{self._ids}"


def mutated(document: JSON, seed: int) -> JSON:
    """Change one place of a document, in one of the ways a forger or a slip would."""
    random = Random(seed)
    changed = copy.deepcopy(document)
    container, key = random.choice(list(_places(changed)))
    value = container[key]
    other = random.choice(list(_places(changed)))
    deeds = (
        lambda: container.__setitem__(key, random.choice((*TEXTS, *ADDRESSES, *NUMBERS, True))),
        lambda: container.__setitem__(key, copy.deepcopy(random.choice(OFFENCES))),
        lambda: container.__delitem__(key),
        lambda: container.__setitem__(key, [value]),
        lambda: container.__setitem__(key, [value, copy.deepcopy(value)]),
        lambda: container.__setitem__(key, copy.deepcopy(other[0][other[1]])),
        lambda: container.__setitem__(
            key, value[0] if isinstance(value, list) and value else {"name": value}
        ),
        lambda: container.__setitem__(
            key, {**value, "name": "x"} if isinstance(value, dict) else f"{value}x"
        ),
    )
    random.choice(deeds)()
    if isinstance(container, dict) and key in container and random.random() < 0.2:
        container[random.choice(_WORDS)] = container.pop(key)
    return changed


_WORDS = (
    "name",
    "id",
    "type",
    "description",
    "proof",
    "evidence",
    "credentialSubject",
    "verifiableCredential",
    "Nope",
)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place below a node, as its container and key."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _places(node[key])


def _merged(urls: list[str]) -> Words:
    merged: Words = {}
    for url in urls:
        merged |= _definitions(context(url))
    return merged


def _definitions(definition: Any) -> Words:
    scopes = as_list(definition.get("@context") if isinstance(definition, dict) else None)
    return {word: meaning for scope in scopes for word, meaning in scope.items() if not word.startswith("@")}
