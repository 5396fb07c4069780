"""The kept contexts: pinned, complete, and without two words for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from credentials.errors import ContextError, UnknownContextError
from credentials.proofs import contexts
from credentials.standards.vc import as_list
from tests.official import OFFICIAL

FILES = sorted(path for path in Path(contexts.__file__).with_name("contexts").glob("*.json*"))


@pytest.mark.parametrize("url", sorted(contexts.KNOWN))
def test_a_kept_context_is_the_one_that_was_pinned(url: str) -> None:
    loaded = contexts.load(url)
    assert loaded["documentUrl"] == url
    assert "@context" in loaded["document"]


def test_every_kept_file_is_pinned_and_every_pin_has_its_file() -> None:
    assert len(FILES) == len(contexts.KNOWN)


@pytest.mark.skipif(OFFICIAL is None, reason="the published contexts are not on this machine")
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_kept_file_is_the_published_one_byte_for_byte(path: Path) -> None:
    assert OFFICIAL is not None
    published = (OFFICIAL / "contexts" / path.name).read_bytes()
    assert sha256(path.read_bytes()).digest() == sha256(published).digest()


@pytest.mark.parametrize(
    "url", ["https://example.org/c", "http://www.w3.org/ns/credentials/v2", "credentials-v2", ""]
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(UnknownContextError):
        contexts.load(url)


def test_a_file_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes() + b" ")
    monkeypatch.setattr(contexts, "_DIRECTORY", tmp_path)
    contexts.text_of.cache_clear()
    with pytest.raises(ContextError, match="sha256"):
        contexts.load("https://www.w3.org/ns/credentials/v2")


def scopes(definitions: Any, around: dict[str, str]) -> list[dict[str, str]]:
    """Give, for every scope of a context, the words that may be used in it and what they mean."""
    found: list[dict[str, str]] = []
    for one in definitions if isinstance(definitions, list) else [definitions]:
        if not isinstance(one, dict):
            continue
        meanings = {
            word: meaning if isinstance(meaning, str) else meaning.get("@id", word)
            for word, meaning in one.items()
            if word[:1].islower() and meaning
        }
        here = {**around, **meanings}
        found.append(here)
        for meaning in one.values():
            if isinstance(meaning, dict) and "@context" in meaning:
                found += scopes(meaning["@context"], here)
    return found


def test_no_two_member_words_of_the_badge_contexts_mean_the_same() -> None:
    """Rests the rule of `safe_mode` that a member is a word: it could be renamed to nothing else."""
    around: dict[str, str] = {}
    for url in (
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ):
        definitions = contexts.context(url)["@context"]
        for scope in scopes(definitions, around):
            words = defaultdict(set)
            for word, meaning in scope.items():
                words[meaning].add(word)
            assert {meaning: same for meaning, same in words.items() if len(same) > 1} == {}
        around |= scopes(definitions, around)[0]


def meanings(definitions: Any, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give every word of a context, in whatever scope, with the full address that it stands for."""
    for one in definitions if isinstance(definitions, list) else [definitions]:
        if not isinstance(one, dict):
            continue
        known = prefixes | {
            word: meaning
            for word, meaning in one.items()
            if isinstance(meaning, str) and meaning.endswith(("#", "/"))
        }
        for word, meaning in one.items():
            address = meaning.get("@id", word) if isinstance(meaning, dict) else meaning
            if isinstance(address, str) and word[:1].islower():
                prefix, _, rest = address.partition(":")
                yield word, known[prefix] + rest if prefix in known else address
            if isinstance(meaning, dict) and "@context" in meaning:
                yield from meanings(meaning["@context"], known)


def test_no_two_member_words_of_any_kept_contexts_mean_the_same() -> None:
    """So it does not matter which contexts a stranger puts side by side, nor in which order."""
    words = defaultdict(set)
    for url in contexts.KNOWN:
        for word, address in meanings(
            contexts.context(url)["@context"], {"sec": "https://w3id.org/security#"}
        ):
            words[address].add(word)
    assert len(words) > 150
    assert {address: same for address, same in words.items() if len(same) > 1} == {}


def types_of(definition: Any) -> Iterator[str]:
    for one in as_list(definition):
        for word, meaning in one.items() if isinstance(one, dict) else ():
            yield word
            yield from types_of(meaning.get("@context") if isinstance(meaning, dict) else None)


@pytest.mark.parametrize("url", sorted(contexts.KNOWN))
def test_no_address_that_stands_for_a_word_passes_for_another_type(url: str) -> None:
    """By PyLD: whatever a word expands to as a type could be written in its place."""
    options = {"base": "https://none.example/", "documentLoader": contexts.load}
    words = sorted({word for word in types_of(contexts.context(url)["@context"]) if word[0].isupper()})
    expanded = [jsonld.expand({"@context": [url], "@type": word}, options) for word in words]
    found = {node[0]["@type"][0] for node in expanded}
    defined = {kind for kind in found if not kind.startswith("https://none.example/")}
    assert defined <= contexts.meanings().keys()
