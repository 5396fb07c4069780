"""Read a table as it comes in, and make a workbook."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl

from skills.case import Package
from skills.importing import Context, Mapping, Opened, Source, open_sources

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BASE = "https://college.test"


def read(text: str | bytes, name: str = "welding.csv", mapping: Mapping | None = None) -> Package:
    content = text.encode() if isinstance(text, str) else text
    source = open_sources([Source(name, content)])
    return source.read(Context(BASE, NOW, "A college", mapping or source.guessed))


def opened(text: str | bytes, name: str = "welding.csv") -> Opened:
    return open_sources([Source(name, text.encode() if isinstance(text, str) else text)])


def workbook(*rows: tuple[Any, ...], merge: str = "", sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet: Any = book.active if number == 0 else book.create_sheet(f"More {number}")
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
