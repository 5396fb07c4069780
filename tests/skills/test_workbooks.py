"""Frameworks in workbooks: as people see them, and what is refused before anything is unpacked."""

import io
import zipfile

import pytest

from skills.case import FrameworkError
from skills.importing import Mapping
from tests.skills.tables import opened, read, workbook


def packed(**parts: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/") + ".xml", content)
    return archive.getvalue()


BOMBS: dict[str, tuple[bytes, str]] = {
    "a zip bomb": (packed(xl__workbook=b"", xl__bomb=b"\0" * (100 * 1024 * 1024)), "unpacks to 100 MB"),
    "a million parts": (packed(**{f"xl__p{n}": b"" for n in range(1100)}), "1100 parts"),
    "another zip": (packed(word__document=b"<a/>"), "not an Excel workbook"),
    "entities": (packed(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "an XML document type"),
    "a workbook of nothing": (packed(xl__workbook=b"<a/>"), "is not a whole .xlsx file"),
}


@pytest.mark.parametrize(("content", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_workbook_is_refused_as(content: bytes, reason: str) -> None:
    with pytest.raises(FrameworkError, match=reason):
        read(content)


def test_a_workbook_is_read_as_people_see_it() -> None:
    package = read(
        workbook(("code", "statement", "notes"), (1, "Guard", None), (2.0, "Watch", True)), "w.xlsx"
    )
    assert [(item["humanCodingScheme"], item.get("notes")) for item in package.items] == [
        ("1", None),
        ("2", "TRUE"),
    ]


def test_another_sheet_can_be_chosen() -> None:
    content = workbook(("code", "statement"), ("A", "Guard"), sheets=2)
    assert [table.name for table in opened(content, "w.xlsx").tables] == ["W: Sheet", "W: More 1"]
    assert len(read(content, mapping=Mapping(("code", "statement"), 1, "W", sheet=1)).items) == 1
