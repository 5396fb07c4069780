"""Write a framework as one table that carries all of it: a row for each thing, a column for each member.

The first column names the class, `within` the thing that a part of a rubric belongs to. A link fills one
column for each of its members, such as `CFItemTypeURI.title`; a list, and whatever CASE 1.1 does not know,
stands as JSON in a column `json:member`. A cell that a spreadsheet could take for a formula begins with an
apostrophe; so does one that begins with an apostrophe itself, and an empty text is an apostrophe alone.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from skills.case import Package, package_json
from skills.case.members import CLASSES, DEFINITIONS, PACKAGE
from skills.case.package import JSON
from skills.exporting.shapes import LINKS, NUMBERS, fits, is_text, kind_of

CLASS, WITHIN = "CASE class", "within"
JSON_PREFIX = "json:"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # noqa: RUF001
CLASS_OF = {
    "CFItems": "CFItem",
    "CFAssociations": "CFAssociation",
    "CFRubrics": "CFRubric",
    "CFRubricCriteria": "CFRubricCriterion",
    "CFRubricCriterionLevels": "CFRubricCriterionLevel",
    **{name: name.removesuffix("s") for name in DEFINITIONS},
}
_FIRST = (
    "humanCodingScheme",
    "fullStatement",
    "title",
    "abbreviatedStatement",
    "CFItemType",
    "associationType",
)

Cells = dict[str, str]


def write_table(package: Package) -> str:
    """Write a framework as comma separated text."""
    rows = list(_rows(PACKAGE, package_json(package), ""))
    used = {column for row in rows for column in row}
    known = [CLASS, WITHIN, *_FIRST, *_columns()]
    columns = [column for column in dict.fromkeys(known) if column in used]
    columns += sorted(used - set(columns))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue()


def harmless(text: str) -> str:
    """Write a text so that no spreadsheet runs it, and so that reading gives it back."""
    return f"'{text}" if not text or text.startswith(FORMULA_STARTS) else text


def _columns() -> Iterator[str]:
    for members in CLASSES.values():
        for member, kind in members.items():
            kind = kind.rstrip("!")
            yield from (f"{member}.{part}" for part in CLASSES[kind]) if kind in LINKS else (member,)


def _rows(name: str, thing: JSON, within: str) -> Iterator[Cells]:
    """Yield the row of a thing, then the rows of what it holds."""
    own: Cells = {CLASS: name, **({WITHIN: harmless(within)} if within else {})}
    below: list[tuple[str, JSON]] = []
    for member, value in thing.items():
        kind = kind_of(name, member)
        if member in CLASS_OF and value and fits(kind, value):
            below += [(CLASS_OF[member], one) for one in value]
        elif member in ("CFDocument", "CFDefinitions") and fits(kind, value):
            below.append((member.removesuffix("s"), value))
        else:
            own |= _cells(member, kind, value)
    if name != PACKAGE or len(own) > 1:
        yield own
    owner = str(thing.get("identifier", "")) if name.startswith("CFRubric") else ""
    for part, one in below:
        yield from _rows(part, one, owner)


def _cells(member: str, kind: str, value: Any) -> Cells:
    if fits(kind, value):
        if is_text(kind):
            return {member: harmless(value)}
        if kind in NUMBERS:
            return {member: harmless(json.dumps(value))}
        if kind in LINKS and _is_plain_link(kind, value):
            return {f"{member}.{part}": harmless(text) for part, text in value.items()}
    return {f"{JSON_PREFIX}{member}": harmless(json.dumps(value, ensure_ascii=False))}


def _is_plain_link(kind: str, value: JSON) -> bool:
    return (
        bool(value)
        and value.keys() <= CLASSES[kind].keys()
        and all(isinstance(t, str) for t in value.values())
    )
