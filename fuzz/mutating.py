"""Change JSON documents as an attacker would: by their structure, and now and then by their bytes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

from fuzz import seeds
from fuzz.words import VALUES, WORDS

Place = tuple[Any, Any]


def mutate(text: str, random: Random) -> str | None:
    """Change one JSON text in one to four places, or give None if it is not JSON."""
    try:
        document = _changed(json.loads(text), random)
        return json.dumps(document, ensure_ascii=random.random() < 0.5)
    except (ValueError, RecursionError):
        return None


def _changed(document: Any, random: Random) -> Any:
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        places = _places(document)
        if not places:
            return _value(random)
        random.choice(_CHANGES)(random.choice(places), places, random)
        if random.random() < 0.05 and isinstance(document, dict):
            document = _around(document, random)
    return document


def _places(document: Any) -> list[Place]:
    """List every member and item with what holds it, up to a number that keeps this quick."""
    found: list[Place] = []
    pending = [document]
    while pending and len(found) < 2_000:
        node = pending.pop()
        entries = (
            node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        )
        for key, value in entries:
            found.append((node, key))
            if isinstance(value, dict | list):
                pending.append(value)
    return found


def _value(random: Random) -> Any:
    return copy.deepcopy(random.choice(VALUES))


def _replace(place: Place, places: list[Place], random: Random) -> None:
    place[0][place[1]] = _value(random)


def _remove(place: Place, places: list[Place], random: Random) -> None:
    del place[0][place[1]]


def _wrap(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    kept = node[key]
    wrapped = (
        [kept],
        {random.choice(WORDS): kept},
        {"@value": kept},
        [kept, kept],
        {"id": "urn:x", "x": kept},
    )
    node[key] = random.choice(wrapped)


def _unwrap(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    if isinstance(node[key], list) and node[key]:
        node[key] = node[key][0]


def _rename(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    if isinstance(node, dict):
        node[random.choice(WORDS)] = node.pop(key)


def _copy(place: Place, places: list[Place], random: Random) -> None:
    node, key = random.choice(places)
    place[0][place[1]] = copy.deepcopy(node[key])


def _swap(place: Place, places: list[Place], random: Random) -> None:
    node, key = random.choice(places)
    here, there = copy.deepcopy(place[0][place[1]]), copy.deepcopy(node[key])
    node[key], place[0][place[1]] = here, there


def _add(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    taken = random.choice(places)
    value = random.choice((_value(random), copy.deepcopy(taken[0][taken[1]])))
    if isinstance(node, dict):
        node[random.choice(WORDS)] = value
    else:
        node.insert(key, value)


def _repeat(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    value, times = node[key], random.choice((2, 9, 60))
    if len(repr(value)) * times < 20_000:
        node[key] = [copy.deepcopy(value) for _ in range(times)]


def _nest(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    for _ in range(random.choice((3, 31, 200))):
        node[key] = [node[key]] if random.random() < 0.5 else {random.choice(WORDS): node[key]}


def _edit(place: Place, places: list[Place], random: Random) -> None:
    node, key = place
    if isinstance(text := node[key], str):
        at = random.randrange(len(text) + 1)
        piece = random.choice(("", "a", ":", "#", "%", "/", "\n", "\u200b", "=", "~", "Z", "0", text[:at]))
        node[key] = text[:at] + piece + text[at + random.randrange(3) :]


_CHANGES: tuple[Callable[[Place, list[Place], Random], None], ...] = (
    *(_replace, _replace, _remove, _wrap, _unwrap, _rename, _copy, _copy, _swap, _add, _add, _edit, _edit),
    *(_repeat, _nest),
)


def _around(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """Put a document into another one, as held, presented or endorsing."""
    outer = copy.deepcopy(random.choice(seeds.SIGNED))
    if random.random() < 0.5:
        outer["verifiableCredential"] = [document]
    elif isinstance(subject := outer.get("credentialSubject"), dict):
        subject[random.choice(("verifiableCredential", "endorsement", "achievement"))] = [document]
    return outer
