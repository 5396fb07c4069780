"""Read the statements of a file: a framework in any form that can be imported, or a plain list in JSON.

Only texts are compared, so a CASE package that breaks rules is read for its items all the same, and the rules
that it breaks are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from skills.case import FrameworkError, Notice, Package, Problem
from skills.case.values import found
from skills.importing import Context, Source, open_sources
from skills.importing.json_text import BOM, parse
from skills.suggesting.statements import PART_OF, Statement, all_below, folded, statements

MINTED_AT = "https://framework.example"  # addresses of what has none; nothing of them is kept
LISTS = ("statements", "items")
# The members in which a row of a plain list may have what is asked for, the first that is there counts.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "uri", "code", "humanCodingScheme"),
    "text": ("text", "fullStatement", "statement", "description", "title", "name"),
    "title": ("abbreviatedStatement", "title", "label", "name"),
    "code": ("code", "humanCodingScheme"),
    "uri": ("uri",),
}


@dataclass(frozen=True)
class Reading:
    """Hold the statements of a file, and what is wrong with it beyond them."""

    statements: tuple[Statement, ...]
    notices: tuple[Notice, ...] = ()


def read_statements(content: bytes, *, name: str, now: datetime) -> Reading:
    """Read statements; raises FrameworkError with every problem and its place.

    The ids are the identifiers of the CFItems. A source without CASE identifiers has its own codes for ids,
    where each item has one of its own, else the names of its items, and else the addresses they were given.
    """
    start = content.removeprefix(BOM).lstrip()
    if start[:1] == b"[":
        return Reading(_rows(parse(b'{"list":' + start + b"}")["list"]))
    document = parse(content) if start[:1] == b"{" else {}
    plain = next((document[name] for name in LISTS if isinstance(document.get(name), list)), None)
    if plain is not None and "CFDocument" not in document and "CFItems" not in document:
        return Reading(_rows(plain))
    try:
        return Reading(_of_framework(content, name, now))
    except FrameworkError as error:
        items = document.get("CFItems")
        if not isinstance(items, list):
            raise
        told = tuple(Notice(problem.place, problem.reason) for problem in error.problems)
        return Reading(_with_parts(_rows(items, at="CFItems"), document), told)


def _of_framework(content: bytes, name: str, now: datetime) -> tuple[Statement, ...]:
    opened = open_sources([Source(name, content)])
    package = opened.read(Context(MINTED_AT, now))
    if not package.items:
        raise FrameworkError([Problem("", "found a framework without items, expected statements")])
    return statements(package) if "CASE" in opened.form else _by_own_names(package)


def _by_own_names(package: Package) -> tuple[Statement, ...]:
    read = statements(package)
    kinds = ([one.code for one in read], [one.title or one.text for one in read])
    own = next(
        (some for some in kinds if all(some) and len(set(some)) == len(some)), [one.uri for one in read]
    )
    names = {one.id: name for one, name in zip(read, own, strict=True)}
    return tuple(
        replace(one, id=names[one.id], below=tuple(names[part] for part in one.below)) for one in read
    )


def _rows(rows: Sequence[Any], at: str = "") -> tuple[Statement, ...]:
    if not rows:
        raise FrameworkError([Problem(at, "found an empty list, expected statements")])
    problems: list[Problem] = []
    read: dict[str, Statement] = {}
    for n, row in enumerate(rows):
        place = f"{at}[{n}]"
        if not isinstance(row, dict):
            problems.append(Problem(place, f'found {found(row)}, expected an object with "id" and "text"'))
            continue
        values = {name: _value(row, members) for name, members in MEMBERS.items()}
        wrong = [name for name in ("id", "text") if not isinstance(values[name], str) or not values[name]]
        problems += [
            Problem(f"{place}.{name}", f"found {found(values[name])}, expected a text") for name in wrong
        ]
        texts = {name: value if isinstance(value, str) else "" for name, value in values.items()}
        if texts["id"] in read and not wrong:
            problems.append(Problem(f"{place}.id", f"repeats the id of another row: {texts['id']}"))
        text, title = folded(texts["title"], texts["text"]), texts["title"]
        read[texts["id"]] = Statement(texts["id"], text, texts["code"], texts["uri"], title)
    if problems:
        raise FrameworkError(problems)
    return tuple(read.values())


def _value(row: Mapping[str, Any], members: Sequence[str]) -> Any:
    value = next((row[member] for member in members if row.get(member) not in (None, "")), None)
    return (
        str(value) if isinstance(value, int) and not isinstance(value, bool) and members[0] == "id" else value
    )


def _with_parts(read: Sequence[Statement], document: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Find what stands below what, as far as a broken package says it."""
    ids = {one.id for one in read}
    by_uri = {one.uri: one.id for one in read if one.uri}
    parts: dict[str, list[str]] = defaultdict(list)
    listed = document.get("CFAssociations")
    for row in listed if isinstance(listed, list) else ():
        if isinstance(row, dict) and row.get("associationType") in PART_OF:
            ends = [_end(row.get(name), ids, by_uri) for name in ("originNodeURI", "destinationNodeURI")]
            if ends[0] and ends[1]:
                parts[ends[1]].append(ends[0])
    return tuple(replace(one, below=tuple(sorted(all_below(one.id, parts)))) for one in read)


def _end(link: Any, ids: set[str], by_uri: Mapping[str, str]) -> str:
    """Find the statement that a link names by its identifier or by its URI."""
    names = [link.get("identifier"), link.get("uri")] if isinstance(link, dict) else [link]
    texts = [name for name in names if isinstance(name, str)]
    return next((by_uri.get(name, name) for name in texts if name in ids or name in by_uri), "")
