"""Turn somebody's table into a framework, by what its columns hold; every wrong row is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from skills.case import Notice, Package, Problem
from skills.case.package import JSON
from skills.errors import FrameworkError
from skills.importing.columns import Mapping, headers
from skills.importing.minting import Builder, Mint
from skills.importing.tables import Row, Table, Tell, place, problems_of, tell_nobody

TOLD_EVERY = 1000
MOST_DEPTH = 20


@dataclass
class _Entry:
    row: Row
    column: int
    item: JSON
    code: str
    parent: str = ""
    above: JSON | None = None


@dataclass
class _Reading:
    """Walk the rows, remembering what stands above."""

    table: Table
    mapping: Mapping
    builder: Builder
    problems: list[tuple[int, Problem]] = field(default_factory=list)  # with their rows
    repeats: list[Notice] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    codes: dict[str, _Entry] = field(default_factory=dict)
    stack: list[tuple[int, JSON]] = field(default_factory=list)  # depth and item of what stands above
    heads: tuple[str, ...] = ()

    def wrong(self, row: Row, column: int | None, reason: str) -> None:
        """Note a problem at a cell."""
        at = f"row {row.number}" if column is None else place(row.number, column, self.heads[column])
        self.problems.append((row.number, Problem(at, reason)))

    def value(self, row: Row, role: str) -> str:
        """Give the text of a role in a row."""
        column = self.mapping.column(role)
        return row.cell(column).strip() if column is not None else ""

    def read(self, row: Row) -> None:
        """Take in one row."""
        if len(row.cells) > len(self.mapping.roles):
            self.wrong(row, None, f"has {len(row.cells)} cells, expected {len(self.mapping.roles)} at most")
            return
        columns = [n for n in self.mapping.columns("statement") if row.cell(n).strip()]
        code, label = self.value(row, "code"), self.value(row, "label")
        if not columns:
            if code or label:
                self.wrong(row, self.mapping.column("statement"), "is empty, expected words")
            return
        for column in columns[:-1]:
            self._head(row, column)
        self._leaf(row, columns[-1], code, label)

    def _head(self, row: Row, column: int) -> None:
        """Let a cell left of the statement stand above it; the same words again mean the same item."""
        words = row.cell(column).strip()
        depth = self.mapping.columns("statement").index(column) + 1
        self._cut(depth)
        path = "/".join([*(str(item["fullStatement"]) for _, item in self.stack), words])
        kind = self.heads[column].capitalize() if self.mapping.header else ""
        known = self.builder.items.get(f"{kind}/{path}")
        if known is None:
            known = self.builder.item(kind, "", words, name=path)
            self.entries.append(_Entry(row, column, known, "", above=self._above()))
        self.stack.append((depth, known))

    def _leaf(self, row: Row, column: int, code: str, label: str) -> None:
        words = row.cell(column).strip()
        depth = self._depth(row, column)
        if depth is None:
            return
        self._cut(depth)
        above = self._above()
        if code and code in self.codes:
            self._repeat(row, code, words)
            return
        path = code or "/".join([*(str(item["fullStatement"]) for _, item in self.stack), words])
        kind = self.value(row, "type")
        if not code and f"{kind}/{path}" in self.builder.items:
            self.repeats.append(Notice(f"row {row.number}", f"repeats “{words:.60}”; left out"))
            return
        item = self.builder.item(
            kind,
            code,
            words,
            name=path,
            abbreviatedStatement=label if label != words else "",
            notes=self._notes(row),
            educationLevel=_parts(self.value(row, "education")),
            conceptKeywords=_parts(self.value(row, "keywords")),
        )
        self._levels(row, item)
        entry = _Entry(row, column, item, code, self.value(row, "parent"), above)
        self.entries.append(entry)
        if code:
            self.codes[code] = entry
        self.stack.append((depth, item))

    def _repeat(self, row: Row, code: str, words: str) -> None:
        first = self.codes[code]
        if first.item["fullStatement"] == words:
            self.repeats.append(
                Notice(f"row {row.number}", f"repeats {code} of row {first.row.number}; left out")
            )
        else:
            column = self.mapping.column("code")
            self.wrong(row, column, f"repeats the code {code} of row {first.row.number} with other words")

    def _depth(self, row: Row, column: int) -> int | None:
        stated = self.mapping.column("depth")
        statements = self.mapping.columns("statement")
        if stated is None:
            indent = row.cell(column)
            spaces = len(indent.expandtabs(4)) - len(indent.expandtabs(4).lstrip())
            return statements.index(column) + 1 if len(statements) > 1 or not spaces else 1 + spaces
        text = row.cell(stated).strip()
        if not re.fullmatch(r"\d{1,2}", text) or int(text) > MOST_DEPTH:
            self.wrong(row, stated, f"found {text!r:.40}, expected a whole number from 1 to {MOST_DEPTH}")
            return None
        deepest = self.stack[-1][0] if self.stack else int(text)
        if int(text) > deepest + 1:
            self.wrong(row, stated, f"found {text} right below {deepest}, expected {deepest + 1} at most")
            return None
        return int(text)

    def _cut(self, depth: int) -> None:
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()

    def _above(self) -> JSON | None:
        return self.stack[-1][1] if self.stack else None

    def _notes(self, row: Row) -> str:
        columns = [n for n in self.mapping.columns("notes") if row.cell(n).strip()]
        if len(self.mapping.columns("notes")) < 2:
            return "".join(row.cell(n).strip() for n in columns)
        return "\n".join(f"{self.heads[n]}: {row.cell(n).strip()}" for n in columns)

    def _levels(self, row: Row, item: JSON) -> None:
        columns = self.mapping.columns("level")
        told = [(self.heads[n], row.cell(n).strip(), at) for at, n in enumerate(columns, start=1)]
        self.builder.levels(item, [level for level in told if level[1]])

    def join(self) -> None:
        """Link every item with what it belongs to, once all are known."""
        parents = {}
        for number, entry in enumerate(self.entries, start=1):
            above = entry.above or self.builder.document
            if entry.parent:
                named = self.codes.get(entry.parent)
                if named is None:
                    column = self.mapping.column("parent")
                    self.wrong(
                        entry.row, column, f"names {entry.parent!r:.60}, which is no code of this table"
                    )
                    continue
                above = named.item
                parents[entry.code] = entry.parent
            self.builder.link(entry.item, "isChildOf", above, number)
        for code in _circles(parents):
            column = self.mapping.column("parent")
            self.wrong(self.codes[code].row, column, f"makes {code} belong to itself: a circle")


def _circles(parents: dict[str, str]) -> Iterator[str]:
    """Find the codes whose way upwards comes back to them; each circle is named once."""
    clear: set[str] = set()
    for start in parents:
        way: set[str] = set()
        code: str | None = start
        while code is not None and code not in clear and code not in way:
            way.add(code)
            code = parents.get(code)
        if code in way:
            yield code
        clear.update(way)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,|]", text) if part.strip()]


def read_mapped(
    table: Table, mapping: Mapping, *, base: str, creator: str, now: datetime, tell: Tell = tell_nobody
) -> Package:
    """Read a table as a framework; raises FrameworkError with every row and column that is wrong."""
    if not mapping.columns("statement"):
        raise FrameworkError([Problem("columns", "none holds the statements: choose one")])
    title = mapping.title.strip() or table.name
    builder = Builder.begin(
        Mint.of(f"{base.rstrip('/')}/tables/{title}", base=base, now=now), title=title, creator=creator
    )
    reading = _Reading(table, mapping, builder, heads=headers(table, mapping))
    for done, row in enumerate(table.rows):
        if row.number > mapping.header:
            reading.read(row)
        if done % TOLD_EVERY == 0:
            tell("Reading rows", done, len(table.rows))
    reading.join()
    if not builder.items and not reading.problems:
        reading.problems.append((0, Problem("", "found no row with a statement below the header")))
    if reading.problems:
        raise problems_of([problem for _, problem in sorted(reading.problems, key=lambda one: one[0])])
    return builder.package([*table.notices, *reading.repeats])
