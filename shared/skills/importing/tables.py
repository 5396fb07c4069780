"""Tables of text: rows of cells with the numbers under which a spreadsheet shows them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from skills.case.values import Log
from skills.errors import FrameworkError, Notice, Problem
from skills.importing.json_text import BOM, refusal

MOST_ROWS = 100_000
MOST_COLUMNS = 300
MOST_PROBLEMS = 200
DELIMITERS = ("\t", ";", ",", "|")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?|[-+=]+|[-\u2013] .*", re.S)

Tell = Callable[[str, int, int], None]


def tell_nobody(_what: str, _done: int, _of: int) -> None:
    """Ignore how far a long reading is."""


@dataclass(frozen=True)
class Row:
    """Hold one row and its number, counted from 1 as spreadsheets do."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Give a cell; rows may be shorter than the table is wide."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """Hold one table: a text file, or a sheet of a workbook."""

    name: str
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def width(self) -> int:
        """Count the columns."""
        return max((len(row.cells) for row in self.rows), default=0)


def letter(column: int) -> str:
    """Name a column as spreadsheets do: A to Z, AA and on."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(row: int, column: int, header: str = "") -> str:
    """Name a cell's place for people."""
    return f"row {row}, column {letter(column)}" + (f" ({header:.40})" if header else "")


def decode(content: bytes) -> str:
    """Decode a text file: UTF-8, or UTF-16 as spreadsheets write "Unicode text"; raises FrameworkError."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        encoding, content = "utf-8", content.removeprefix(BOM)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        byte = f"byte 0x{content[error.start]:02x}" if error.start < len(content) else "the end"
        hint = "save it as “CSV UTF-8” and try again"
        raise refusal(
            f"is not {encoding.upper()} text ({byte}): {hint}", f"line {line}, byte {column}"
        ) from error


def read_text_table(content: bytes, name: str) -> Table:
    """Read comma, semicolon or tab separated text; raises FrameworkError with the row."""
    text = decode(content)
    if not text.strip():
        raise refusal("the table is empty, expected rows of cells")
    rows = tuple(_records(text, _delimiter(text)))
    return checked(name, rows)


def checked(name: str, rows: Iterable[Row], notices: Iterable[Notice] = ()) -> Table:
    """Refuse what no cell may hold, and note what begins like a formula."""
    log, kept = Log(), []
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell and (bad := _CONTROL.search(cell)):
                log.problem(place(row.number, column), f"holds the control character U+{ord(bad[0]):04X}")
            elif cell.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
                at = f"row [{row.number}], column {letter(column)}"
                log.notice(at, "begins like a formula; kept as plain text")
        kept.append(row)
        if len(log.problems) >= MOST_PROBLEMS:
            break
    if log.problems:
        raise FrameworkError(log.problems)
    told = (Notice(note.place.replace("[", "").replace("]", ""), note.reason) for note in log.notices)
    return Table(name, tuple(kept), (*notices, *told))


def _records(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise refusal(f"found more than {MOST_ROWS:,} rows", f"row {number:,}")
            kept = stripped(cells)
            if len(kept) > MOST_COLUMNS:
                raise refusal(f"found {len(kept)} cells, expected {MOST_COLUMNS} at most", f"row {number}")
            if kept:
                yield Row(number, kept)
    except csv.Error as error:
        at = f"row {number + 1}, line {reader.line_num}"
        open_end = "the text ends inside a quoted cell: was it cut off, or is a quote missing?"
        found = str(error)
        if "field larger" in found:
            raise refusal("a cell is longer than 131,072 characters: is a quote missing?", at) from error
        reason = open_end if found == "unexpected end of data" else f"is no row of a table: {found}"
        raise refusal(reason, at) from error


def stripped(cells: Sequence[str]) -> tuple[str, ...]:
    """Drop the empty cells at a row's end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


def _delimiter(text: str) -> str:
    """Find the delimiter that cuts the first rows into the most columns."""
    start = text[:20_000]
    best, most = ",", 1.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = [len(row) for row in rows[:40]]
        typical = max(set(widths), key=widths.count) if widths else 1
        score = typical * widths.count(typical) / len(widths) if widths else 0
        if typical > 1 and score > most:
            best, most = delimiter, score
    return best


def problems_of(problems: Sequence[Problem]) -> FrameworkError:
    """Make one error of many problems."""
    return FrameworkError(problems)
