"""Read the statements of a file: a framework in any form that can be imported, or rows of whatever make.

Only texts are compared, so a CASE package that breaks rules is read for its items all the same, and the rules
that it breaks are told.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from skills.case import FrameworkError, Notice, Package, Problem
from skills.importing import Context, Opened, Source, open_sources
from skills.importing.json_text import BOM, parse
from skills.importing.reading import OWN_TABLE
from skills.suggesting.rows import Reading, longest_list, read_rows, value_of, with_parts
from skills.suggesting.statements import PART_OF, Statement, statements

MINTED_AT = "https://framework.example"  # addresses of what has none; nothing of them is kept
LISTS = ("statements", "items")
LOOKED_AT = 10  # rows of a table among which the header is looked for


def read_statements(content: bytes, *, name: str, now: datetime) -> Reading:
    """Read statements; raises FrameworkError with every problem and its place.

    The ids are the identifiers of the CFItems. In a source without CASE identifiers each item is
    called by its code or id, else by its name, and else by the address that it was given.
    """
    start = content.removeprefix(BOM).lstrip()
    if start[:1] == b"[":
        return read_rows(parse(b'{"list":' + start + b"}")["list"])
    if start[:1] != b"{":
        return _of_table(content, name, now)
    lines = [line for line in start.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.strip()[:1] == b"{" and line.strip()[-1:] == b"}" for line in lines):
        return read_rows(parse(b'{"list":[' + b",".join(lines) + b"]}")["list"])
    document = parse(content)
    if isinstance(document.get("CFPackage"), dict):
        document = document["CFPackage"]
        content = json.dumps(document).encode()
    plain = next((document[name] for name in LISTS if isinstance(document.get(name), list)), None)
    if plain is not None and "CFDocument" not in document and "CFItems" not in document:
        return read_rows(plain)
    return _of_document(document, content, name, now)


def _of_document(document: Mapping[str, Any], content: bytes, name: str, now: datetime) -> Reading:
    try:
        return _of_framework(open_sources([Source(name, content)]), now)
    except FrameworkError as error:
        problems = error.problems
        items = document.get("CFItems")
        if not isinstance(items, list):
            rows = longest_list(document)
            if not rows:
                raise
            return read_rows(rows)
        read = read_rows(items, at="CFItems")
        if "CFDocument" not in document:
            problems = (Problem("CFDocument", "is missing"),)
        told = (Notice(problem.place, problem.reason) for problem in problems)
        return Reading(_linked(read.statements, document), (*told, *read.notices))


def _of_table(content: bytes, name: str, now: datetime) -> Reading:
    opened = open_sources([Source(name, content)])
    guessed = opened.guessed
    if opened.form == OWN_TABLE and not (guessed and guessed.header and guessed.column("code") is not None):
        rows = opened.tables[0].rows
        for place, head in enumerate(rows[:LOOKED_AT]):
            named = dict(zip(head.cells, head.cells, strict=False))
            if value_of(named, "id") and value_of(named, "text"):
                listed = [dict(zip(head.cells, row.cells, strict=False)) for row in rows[place + 1 :]]
                ids = [value_of(row, "id") for row in listed]
                if all(ids) and len(set(ids)) == len(ids):
                    return read_rows(listed, at="row ")
    return _of_framework(opened, now)


def _of_framework(opened: Opened, now: datetime) -> Reading:
    package = opened.read(Context(MINTED_AT, now))
    if not package.items:
        raise FrameworkError([Problem("", "found a framework without items, expected statements")])
    return Reading(statements(package) if "CASE" in opened.form else _by_own_names(package))


def _by_own_names(package: Package) -> tuple[Statement, ...]:
    """Call each item by its code, else by its name, else by its address: by the first that it alone has."""
    read = statements(package)
    kinds = [(one.code, one.title or one.text, one.uri) for one in read]
    borne = Counter(name for some in kinds for name in set(some))
    own = [next(name for name in some if name and (borne[name] == 1 or name == some[-1])) for some in kinds]
    names = {one.id: name for one, name in zip(read, own, strict=True)}
    return tuple(
        replace(one, id=names[one.id], below=tuple(sorted(names[part] for part in one.below))) for one in read
    )


def _linked(read: Sequence[Statement], document: Mapping[str, Any]) -> tuple[Statement, ...]:
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
    return with_parts(read, parts)


def _end(link: Any, ids: set[str], by_uri: Mapping[str, str]) -> str:
    """Find the statement that a link names by its identifier or by its URI."""
    names = [link.get("identifier"), link.get("uri")] if isinstance(link, dict) else [link]
    texts = [name for name in names if isinstance(name, str)]
    return next((by_uri.get(name, name) for name in texts if name in ids or name in by_uri), "")
