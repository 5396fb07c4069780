"""Read a framework from the table that this library writes (see `skills.exporting.table`)."""

from __future__ import annotations

import json
import re
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json
from skills.case import Package, read_package
from skills.case.members import CLASSES, PACKAGE
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem
from skills.exporting.shapes import NUMBERS
from skills.exporting.table import CLASS, CLASS_OF, JSON_PREFIX, WITHIN
from skills.importing.json_text import MAX_BYTES, MAX_DEPTH, refusal
from skills.importing.tables import Row, Table, place, problems_of

_LIST_OF = {name: member for member, name in CLASS_OF.items()}
_DEFINED = ("CFConcept", "CFSubject", "CFLicense", "CFItemType", "CFAssociationGrouping")
_PARTS = {"CFRubricCriterion": "CFRubric", "CFRubricCriterionLevel": "CFRubricCriterion"}


def is_case_table(table: Table) -> bool:
    """Tell the table by its first column."""
    return bool(table.rows) and table.rows[0].cell(0) == CLASS


def read_case_table(table: Table) -> Package:
    """Read a framework that was written as a table; raises FrameworkError with the rows and columns."""
    heads = [_plain(cell) for cell in table.rows[0].cells]
    problems: list[Problem] = []
    if len(set(heads)) < len(heads):
        problems.append(Problem("row 1", "names a column twice"))
    whole = _Whole(heads, problems)
    for row in table.rows[1:]:
        whole.take(row)
    if "CFDocument" not in whole.package:
        problems.append(Problem("", "found no row of the class CFDocument, expected one"))
    if problems:
        raise problems_of(problems)
    try:
        check_json(whole.package, max_bytes=4 * MAX_BYTES, max_depth=MAX_DEPTH)
        return read_package(whole.package)
    except MalformedDocumentError as error:
        raise refusal(str(error)) from error
    except FrameworkError as error:
        raise problems_of([Problem(whole.place(one.place), one.reason) for one in error.problems]) from error


class _Whole:
    """Put the rows together as a package, remembering which row each thing came from."""

    def __init__(self, heads: list[str], problems: list[Problem]) -> None:
        self.heads = heads
        self.problems = problems
        self.package: JSON = {}
        self.owners: dict[str, tuple[JSON, str, str]] = {}  # by identifier: the thing, its class, its place
        self.rows: dict[str, int] = {}  # by place in CASE

    def take(self, row: Row) -> None:
        """Take in one row."""
        name = row.cell(0)
        if name not in CLASSES or name.startswith("Link"):
            expected = ", ".join(one for one in CLASSES if not one.startswith("Link"))
            self.problems.append(
                Problem(place(row.number, 0, CLASS), f"found {name!r:.40}, expected {expected}")
            )
            return
        thing, within = self._thing(row, name)
        if name == PACKAGE:
            self.package |= thing
        elif name in ("CFDocument", "CFDefinition"):
            member = "CFDefinitions" if name == "CFDefinition" else name
            if name == "CFDocument" and member in self.package:
                self.problems.append(Problem(f"row {row.number}", "is a second CFDocument, expected one"))
            self.package[member] = {**self.package.get(member, {}), **thing}
            self.rows[member] = row.number
        elif name in _PARTS:
            owner, kind, above = self.owners.get(within, ({}, "", ""))
            if kind != _PARTS[name]:
                at = place(row.number, self.heads.index(WITHIN) if WITHIN in self.heads else 0, WITHIN)
                reason = f"names {within!r:.60}, expected the identifier of a {_PARTS[name]} further up"
                self.problems.append(Problem(at, reason))
                return
            self._append(owner, name, thing, row.number, f"{above}.")
        elif name in _DEFINED:
            holder = self.package.setdefault("CFDefinitions", {})
            self._append(holder, name, thing, row.number, "CFDefinitions.")
        else:
            self._append(self.package, name, thing, row.number, "")

    def _append(self, holder: JSON, name: str, thing: JSON, row: int, above: str) -> None:
        fellows: list[Any] = holder.setdefault(_LIST_OF[name], [])
        path = f"{above}{_LIST_OF[name]}[{len(fellows)}]"
        fellows.append(thing)
        self.rows[path] = row
        if isinstance(thing.get("identifier"), str):
            self.owners[thing["identifier"]] = (thing, name, path)

    def _thing(self, row: Row, name: str) -> tuple[JSON, str]:
        thing: JSON = {}
        within = ""
        for column, (head, cell) in enumerate(zip(self.heads, row.cells, strict=False)):
            if not cell or head == CLASS:
                continue
            text = _plain(cell)
            if head == WITHIN:
                within = text
                continue
            try:
                _put(thing, name, head, text)
            except (ValueError, RecursionError) as error:
                at = place(row.number, column, head)
                self.problems.append(Problem(at, f"found {text!r:.60}, expected JSON: {error}"))
        if len(row.cells) > len(self.heads):
            self.problems.append(Problem(f"row {row.number}", f"has more than {len(self.heads)} cells"))
        return thing, within

    def place(self, at: str) -> str:
        """Say the row of a place in CASE."""
        parts = at.split(".")
        for length in range(len(parts), 0, -1):
            row = self.rows.get(".".join(parts[:length]))
            if row is not None:
                rest = ".".join(parts[length:])
                return f"row {row}" + (f", column {rest}" if rest else "")
        return at


def _put(thing: JSON, name: str, head: str, text: str) -> None:
    if head.startswith(JSON_PREFIX):
        thing[head.removeprefix(JSON_PREFIX)] = json.loads(text)
        return
    member, _, part = head.partition(".")
    kind = CLASSES[name].get(head, "").rstrip("!")
    if part and head not in CLASSES[name]:
        if not isinstance(thing.setdefault(member, {}), dict):
            raise ValueError(f"{member} has a text already")
        thing[member][part] = text
    elif kind in NUMBERS:
        thing[head] = json.loads(text) if re.fullmatch(r"-?[\d.eE+-]{1,40}", text, re.ASCII) else text
    else:
        thing[head] = text


def _plain(cell: str) -> str:
    """Take away the apostrophe that kept a cell harmless."""
    return cell.removeprefix("'")
