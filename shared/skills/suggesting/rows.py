"""Read statements from rows of whatever make: plain lists, items of CASE, linked data, tables with a header.

What a member holds is told by its name, whatever stands before it (`ceasn:competencyText`, `Element ID`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from skills.case import FrameworkError, Notice, Problem
from skills.case.values import found
from skills.suggesting.statements import Statement, all_below, folded

# The names, bare and in small letters, of what is asked for; the first that is there counts.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "uri", "ctid", "code", "humancodingscheme", "codednotation", "notation"),
    "text": (
        *("text", "fullstatement", "statement", "competencytext", "description", "definition", "explanation"),
        *("title", "preferredlabel", "preflabel", "label", "name"),
    ),
    "title": (
        *("abbreviatedstatement", "competencylabel", "title"),
        *("preferredlabel", "preflabel", "label", "name"),
    ),
    "code": ("code", "humancodingscheme", "codednotation", "notation"),
    "uri": ("uri",),
    "parent": ("parent", "parentid", "parentcode", "parenturi", "ischildof", "broader", "ispartof", "partof"),
}
# Where no name is known, what it ends with: skill_id, conceptUri, Skill Description.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "uri", "code"),
    "text": ("text", "statement", "description", "definition", "title", "label", "name"),
    "title": ("title", "label", "name"),
}
OF_A_WHOLE = ("framework", "scheme", "document")  # types of what has statements and is none
SAID_ABOUT = ("levels", "alignments", "associations", "links", "relations", "resources", "examples")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """Hold the statements of a file, and what is wrong with it beyond them."""

    statements: tuple[Statement, ...]
    notices: tuple[Notice, ...] = ()


def read_rows(rows: Sequence[Any], at: str = "") -> Reading:
    """Read rows and those within them; raises FrameworkError with the places of what cannot be read.

    Where others have a text, rows without one are told and left out.
    """
    if not rows:
        raise FrameworkError([Problem(at, "found an empty list, expected statements")])
    problems: list[Problem] = []
    silent: list[Problem] = []
    read: dict[str, Statement] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for place, row, above in _unfolded(rows, at):
        if not isinstance(row, dict):
            problems.append(Problem(place, f'found {found(row)}, expected an object with "id" and "text"'))
            continue
        values = {role: value_of(row, role) for role in MEMBERS}
        if values["text"] is None or values["text"] == "":
            silent.append(Problem(f"{place}.text", "found None, expected a text"))
            continue
        problems += _not_texts(place, values)
        one = _statement({name: value if isinstance(value, str) else "" for name, value in values.items()})
        if one.id and read.get(one.id, one) != one:
            problems.append(Problem(f"{place}.id", f"repeats the id of another row: {one.id}"))
        read[one.id] = one
        for parent in {above, values["parent"]} - {"", None, one.id}:
            parts[str(parent)].append(one.id)
    if problems or not read:
        raise FrameworkError([*problems, *silent])
    told = tuple(Notice(one.place, "has no text and is left out") for one in silent)
    return Reading(with_parts(read.values(), parts), told)


def _not_texts(place: str, values: Row) -> list[Problem]:
    return [
        Problem(f"{place}.{name}", f"found {found(values[name])}, expected a text")
        for name in ("id", "text")
        if not isinstance(values[name], str)
    ]


def with_parts(read: Iterable[Statement], parts: Mapping[str, list[str]]) -> tuple[Statement, ...]:
    """Let each statement know all that stands below it."""
    return tuple(replace(one, below=tuple(sorted(all_below(one.id, parts)))) for one in read)


def longest_list(document: Any) -> list[Any]:
    """Find in a document the longest list of rows that have texts."""
    if isinstance(document, list):
        mine = [row for row in document if isinstance(row, dict) and not _is_whole(row)]
        if sum(bool(value_of(row, "text")) for row in mine) * 2 > len(mine):
            return mine
    within = document.values() if isinstance(document, dict) else document
    inner = [longest_list(one) for one in within if isinstance(one, dict | list)]
    return max(inner, key=len, default=[])


def value_of(row: Row, role: str) -> Any:
    """Give what a row holds in a role: by the names that are known, else by what names end with."""
    bare: dict[str, Any] = {}
    for name, value in row.items():
        if (text := _plain(value)) not in (None, ""):
            bare.setdefault(_bare(name), text)
    value = next((bare[name] for name in MEMBERS[role] if name in bare), None)
    if value is None:
        others = [n for n in bare if n not in MEMBERS["parent"]]
        ends = (n for end in ENDINGS.get(role, ()) for n in others if n.endswith(end))
        value = next((bare[name] for name in ends), None)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and role in ("id", "parent") else value


def _statement(texts: Mapping[str, str]) -> Statement:
    text = folded(texts["title"], texts["text"])
    return Statement(texts["id"], text, texts["code"], texts["uri"], texts["title"])


def _unfolded(rows: Sequence[Any], at: str, above: str = "") -> Iterator[tuple[str, Any, str]]:
    """Walk rows with their places, after each the rows within it, and whose they are."""
    for n, row in enumerate(rows):
        place = f"{at}[{n}]"
        yield place, row, above
        if isinstance(row, dict):
            for name, within in row.items():
                if _are_parts(name, within):
                    yield from _unfolded(within, f"{place}.{name}", str(value_of(row, "id") or ""))


def _are_parts(name: str, within: Any) -> bool:
    """Tell parts of a row, which are rows with texts and ids too, from what is only said about it."""
    rows = isinstance(within, list) and within and not _bare(name).endswith(SAID_ABOUT)
    return bool(rows and within == longest_list(within) and all(value_of(one, "id") for one in within))


def _plain(value: Any) -> Any:
    """Give the text of a value of linked data: the first of several, English where there are languages."""
    if isinstance(value, list):
        return next((text for one in value if (text := _plain(one)) not in (None, "")), None)
    if not isinstance(value, dict):
        return value
    named = next(
        (value[name] for name in ("@value", "@id", "uri", "identifier", "id") if name in value), None
    )
    english = [value[name] for name in value if name.casefold().startswith("en")]
    texts = [one for one in (*english, *value.values()) if isinstance(one, str | list)]
    languages = all(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", name) for name in value)
    return _plain(named) if named is not None else _plain(texts) if languages else None


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.split(r"[:/#]", name)[-1].casefold())


def _is_whole(row: Row) -> bool:
    kind = row.get("@type", row.get("type"))
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.casefold().endswith(OF_A_WHOLE) for one in kinds)
