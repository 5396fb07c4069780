"""Read the sheets of an .xlsx file of somebody else, within limits of size and without surprises."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from skills.errors import FrameworkError, Problem
from skills.importing.json_text import refusal
from skills.importing.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    Tell,
    checked,
    letter,
    stripped,
    tell_nobody,
)

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1000
MOST_SHEETS = 50
TOLD_EVERY = 2000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]{2,20})\"")
_WRONG = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
)


def is_workbook(content: bytes) -> bool:
    """Tell a spreadsheet file by its first bytes; an old .xls is recognised to be refused with a reason."""
    return content[:4] in (b"PK\x03\x04", _OLD_EXCEL, b"PK\x05\x06")


def read_workbook(content: bytes, name: str, *, tell: Tell = tell_nobody) -> tuple[Table, ...]:
    """Read every sheet that has rows; raises FrameworkError with the sheet and the cell."""
    if content.startswith(_OLD_EXCEL):
        raise refusal("is an old or locked Excel file: save it as .xlsx without a password, or as CSV UTF-8")
    try:
        _check_parts(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            try:
                found = tuple(_sheets(book, name, content, tell))
            finally:
                book.close()
    except _WRONG as error:
        raise refusal(f"is not a whole .xlsx file ({type(error).__name__}): was it cut off?") from error
    if not found:
        raise refusal("no sheet of the workbook has any rows")
    return found


def _check_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            limit = f"expected {MOST_UNPACKED // 1024**2} MB in {MOST_PARTS} parts at most"
            raise refusal(f"unpacks to {unpacked / 1024**2:,.0f} MB in {len(parts)} parts, {limit}")
        if "xl/workbook.xml" not in {part.filename.lower() for part in parts}:
            raise refusal(
                "is a packed file, but not an Excel workbook (.xlsx): save the table as .xlsx or CSV"
            )
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                text = archive.read(part)
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    raise refusal("holds an XML document type, which no spreadsheet writes", part.filename)


def _sheets(book: Any, name: str, content: bytes, tell: Tell) -> Iterator[Table]:
    if len(book.worksheets) > MOST_SHEETS:
        raise refusal(f"has {len(book.worksheets)} sheets, expected {MOST_SHEETS} at most")
    several = len(book.worksheets) > 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            merged = _MERGED.search(archive.read(sheet._worksheet_path.lstrip("/")))
            problems: list[Problem] = []
            rows = tuple(_rows(sheet, name, problems, tell))
            where = f"sheet {sheet.title}, " if several else ""
            if merged and rows:
                reason = (
                    "are merged into one, expected one cell for each row and column: unmerge and fill them"
                )
                problems.insert(0, Problem(f"cells {merged[1].decode()}", reason))
            if problems:
                raise FrameworkError([Problem(where + one.place, one.reason) for one in problems])
            if rows:
                yield checked(f"{name}: {sheet.title}" if several else name, rows)


def _rows(sheet: Any, name: str, problems: list[Problem], tell: Tell) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise refusal(f"has more than {MOST_ROWS:,} rows", f"sheet {sheet.title}")
        if len(cells) > MOST_COLUMNS:
            raise refusal(f"has {len(cells)} columns, expected {MOST_COLUMNS} at most", f"row {number}")
        if number % TOLD_EVERY == 0:
            tell(f"Reading {name}", number, 0)
        values = stripped(
            [_text(cell, f"row {number}, column {letter(n)}", problems) for n, cell in enumerate(cells)]
        )
        if values:
            yield Row(number, values)


def _text(cell: Any, at: str, problems: list[Problem]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        problems.append(
            Problem(at, "holds a formula, expected its value: copy the sheet and paste values only")
        )
    elif cell.data_type == "e":
        problems.append(Problem(at, f"holds the error {value}"))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
