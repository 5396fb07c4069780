"""Read the statements of a file: a framework in any form that can be imported, or a plain list in JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from skills.case import FrameworkError, Package, Problem
from skills.case.values import found
from skills.importing import Context, Source, open_sources
from skills.importing.json_text import BOM, parse
from skills.suggesting.statements import Statement, folded, statements

MINTED_AT = "https://framework.example"  # addresses of what has none; nothing of them is kept
OPTIONAL = ("title", "code", "uri")


def read_statements(content: bytes, *, name: str, now: datetime) -> tuple[Statement, ...]:
    """Read statements; raises FrameworkError with every problem and its place.

    The ids are the identifiers of the CFItems. A source without CASE identifiers has its own codes for ids,
    where each item has one of its own, and else the addresses of its items.
    """
    if content.removeprefix(BOM).lstrip()[:1] == b"[":
        return _plain(parse(b'{"list":' + content.removeprefix(BOM) + b"}")["list"])
    opened = open_sources([Source(name, content)])
    package = opened.read(Context(MINTED_AT, now))
    if not package.items:
        raise FrameworkError([Problem("", "found a framework without items, expected statements")])
    return statements(package) if "CASE" in opened.form else _by_code(package)


def _by_code(package: Package) -> tuple[Statement, ...]:
    read = statements(package)
    codes = Counter(one.code for one in read)
    by_code = "" not in codes and len(codes) == len(read)
    names = {one.id: one.code if by_code else one.uri for one in read}
    return tuple(
        replace(one, id=names[one.id], below=tuple(names[part] for part in one.below)) for one in read
    )


def _plain(rows: Sequence[object]) -> tuple[Statement, ...]:
    problems: list[Problem] = []
    read: list[Statement] = []
    known: dict[str, int] = {}
    for n, row in enumerate(rows):
        if not isinstance(row, dict):
            problems.append(Problem(f"[{n}]", f'found {found(row)}, expected an object {{"id", "text"}}'))
            continue
        texts = {name: row.get(name, "") for name in ("id", "text", *OPTIONAL)}
        if isinstance(texts["id"], int) and not isinstance(texts["id"], bool):
            texts["id"] = str(texts["id"])
        wrong = [name for name, text in texts.items() if not isinstance(text, str)]
        wrong += [name for name in ("id", "text") if texts[name] == ""]
        problems += [
            Problem(f"[{n}].{name}", f"found {found(row.get(name))}, expected a text") for name in wrong
        ]
        if not wrong and known.setdefault(texts["id"], n) != n:
            problems.append(Problem(f"[{n}].id", f"repeats the id of [{known[texts['id']]}]: {texts['id']}"))
        if not wrong:
            title = texts["title"]
            text = folded(title, texts["text"])
            read.append(Statement(texts["id"], text, texts["code"], texts["uri"], title))
    if not rows:
        problems.append(Problem("", "found an empty list, expected statements"))
    if problems:
        raise FrameworkError(problems)
    return tuple(read)
