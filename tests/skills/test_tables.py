"""Frameworks in tables: text and workbooks, columns of any order, and every way in which they go wrong."""

import io
import json
import zipfile
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import jsonschema
import openpyxl
import pytest

from skills.case import FrameworkError, Package, levels, package_json, read_package
from skills.importing import Context, Mapping, Opened, Source, open_sources, read_framework
from tests.official import OFFICIAL

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BASE = "https://college.test"
TREE = "code,statement,parent,type,notes\nA,Guard a network,,Area,\nA-1,Read an alert,A,Outcome,first\n"


def read(text: str | bytes, name: str = "welding.csv", mapping: Mapping | None = None) -> Package:
    content = text.encode() if isinstance(text, str) else text
    source = open_sources([Source(name, content)])
    return source.read(Context(BASE, NOW, "A college", mapping or source.guessed))


def opened(text: str | bytes, name: str = "welding.csv") -> Opened:
    return open_sources([Source(name, text.encode() if isinstance(text, str) else text)])


def links_of(package: Package) -> list[tuple[str, str]]:
    words = {item["uri"]: item["fullStatement"] for item in package.items} | {package.uri: "document"}
    return [
        (words[a["originNodeURI"]["uri"]], words[a["destinationNodeURI"]["uri"]])
        for a in package.associations
    ]


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


def test_a_table_becomes_a_tree_with_types_and_notes() -> None:
    package = read(TREE)
    assert links_of(package) == [("Guard a network", "document"), ("Read an alert", "Guard a network")]
    assert (package.title, package.document["creator"]) == ("Welding", "A college")
    assert package.items[1]["notes"] == "first"
    assert [one["title"] for one in package.definitions["CFItemTypes"]] == ["Area", "Outcome"]
    assert read_package(package_json(package)).notices == ()


def test_the_same_table_is_the_same_framework_and_another_site_mints_its_own() -> None:
    here, later = read(TREE), read(TREE.replace("first", "second"))
    assert [item["identifier"] for item in here.items] == [item["identifier"] for item in later.items]
    there = read_framework(TREE.encode(), base="https://other.test", now=NOW, name="welding.csv")
    assert there.identifier != here.identifier


SHAPES: dict[str, str] = {
    "semicolons": TREE.replace(",", ";"),
    "tabs, as pasted from a spreadsheet": TREE.replace(",", "\t"),
    "bytes before the text and Windows line ends": "\ufeff" + TREE.replace("\n", "\r\n"),
    "headers in other words": TREE.replace(
        "code,statement,parent", "Human Coding Scheme,Full Statement,Parent Code"
    ),
    "a title above the header": "Our outcomes\n\n" + TREE,
    "columns in another order": "parent,notes,statement,code\n,,Guard a network,A\nA,,Read an alert,A-1\n",
    "depths": "depth,code,statement\n1,A,Guard a network\n2,A-1,Read an alert\n",
    "indentation": "statement\nGuard a network\n    Read an alert\n",
    "an outline in columns without a header": "Guard a network\n,Read an alert\n",
    "a group in a column of its own": "area,code,outcome\nGuard a network,A-1,Read an alert\n",
    "a group that is told once": "area,code,outcome\nGuard a network,,\n,A-1,Read an alert\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_a_tree_is_found_in(text: str) -> None:
    assert links_of(read(text)) == [("Guard a network", "document"), ("Read an alert", "Guard a network")]


def test_unicode_text_of_a_spreadsheet_is_read() -> None:
    assert len(read(TREE.replace(",", "\t").encode("utf-16")).items) == 2


def test_level_columns_become_a_rubric() -> None:
    package = read("code,statement,Developing,Proficient\nA,Guard,With help,Alone\nB,Watch,,Alone\n")
    found = levels([package]).values()
    assert [(level.name, level.rank, level.description) for level in found] == [
        ("Developing", 1, "With help"),
        ("Proficient", 2, "Alone"),
        ("Proficient", 1, "Alone"),
    ]
    assert read_package(package_json(package)).notices == ()


def test_the_guess_is_shown_and_can_be_changed() -> None:
    text = "ref,wording,remark\nA,Guard a network,see B\n"
    guessed = opened(text).guessed
    assert guessed is not None
    assert (guessed.roles, guessed.header) == (("code", "statement", ""), 0)
    package = read(text, mapping=Mapping(("code", "statement", "notes"), 1, "Guarding"))
    assert [(item["humanCodingScheme"], item["notes"]) for item in package.items] == [("A", "see B")]
    assert package.title == "Guarding"


def test_a_formula_stays_plain_text_and_is_told() -> None:
    package = read("code,statement,notes\nA,Guard,=1+1\nB,Watch,-5\nC,Wait,- a point\nD,Act,@SUM(A1)\n")
    assert package.items[0]["notes"] == "=1+1"
    assert [str(notice) for notice in package.notices] == [
        "row 2, column C: begins like a formula; kept as plain text (and 1 more like it)"
    ]


def test_a_repeated_row_is_left_out_and_told() -> None:
    package = read("code,statement\nA,Guard\nA,Guard\n")
    assert len(package.items) == 1
    assert [str(notice) for notice in package.notices] == ["row 3: repeats A of row 2; left out"]


BAD_TABLES: dict[str, tuple[str | bytes, str]] = {
    "prose": ("# Sources\n\nReal files of the standards bodies.\n", "found no row that names columns"),
    "nothing below the header": ("code,statement\n", "found no row with a statement"),
    "a code without words": ("code,statement\nA,\n", "row 2, column B (statement): is empty, expected words"),
    "a code twice": (
        "code,statement\nA,Guard\nA,Watch\n",
        "row 3, column A (code): repeats the code A of row 2",
    ),
    "a parent that is not there": (
        "code,statement,parent\nA,Guard,Z\n",
        "row 2, column C (parent): names 'Z', which is no code of this table",
    ),
    "a circle of parents": (
        "code,statement,parent\nA,Guard,B\nB,Watch,A\n",
        "row 2, column C (parent): makes A belong to itself",
    ),
    "a parent of its own": ("code,statement,parent\nA,Guard,A\n", "makes A belong to itself"),
    "a depth in words": ("depth,statement\none,Guard\n", "row 2, column A (depth): found 'one'"),
    "a depth that jumps": (
        "depth,statement\n1,Guard\n3,Watch\n",
        "found 3 right below 1, expected 2 at most",
    ),
    "a quote that never ends": ('code,statement\nA,"Guard\nB,Watch\n', "ends inside a quoted cell"),
    "a quote in the middle": ('code,statement\nA,"Guard" well\n', "row 2, line 2: is no row of a table"),
    "a control character": (
        "code,statement\nA,Gu\x08ard\n",
        "row 2, column B: holds the control character U+0008",
    ),
    "Windows text": (
        "code,statement\nA,caf\u00e9\n".encode("cp1252"),
        "line 2, byte 6: is not UTF-8 text (byte 0xe9)",
    ),
    "more cells than columns": ("code,statement\nA,Guard" + ",x" * 400 + "\n", "expected 300 at most"),
    "a huge cell": ('code,statement\nA,"' + "x" * 140_000 + '"\n', "longer than 131,072 characters"),
    "a truncated workbook": (workbook(("code", "statement"))[:-300], "is not a whole .xlsx file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old or locked Excel file"),
    "merged cells": (
        workbook(("code", "statement"), ("A", "x"), ("B", "y"), merge="A2:A3"),
        "cells A2:A3: are merged",
    ),
    "a formula in a workbook": (
        workbook(("code", "statement"), ("A", "=1+1")),
        "row 2, column B: holds a formula",
    ),
    "an error in a workbook": (
        workbook(("code", "statement"), ("A", "#REF!")),
        "row 2, column B: holds the error",
    ),
    "an empty workbook": (workbook(), "no sheet of the workbook has any rows"),
    "a wide workbook": (workbook(("x",) * 400), "has 400 columns, expected 300 at most"),
}


@pytest.mark.parametrize(("text", "reason"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_table_is_refused_with(text: str | bytes, reason: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        read_framework(text.encode() if isinstance(text, str) else text, base=BASE, now=NOW)
    assert any(reason in str(problem) for problem in caught.value.problems), caught.value.problems


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


ONET_TASKS = "O*NET-SOC Code\tTitle\tTask ID\tTask\tTask Type\n15-1212.00\tAnalysts\t1\tWatch.\tCore\n"
ONET_TOOLS = (
    "O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\n15-1212.00\tAnalysts\tGo\t43\tTools\n"
)


def test_several_onet_tables_are_one_framework() -> None:
    package = open_sources([Source("a.txt", ONET_TASKS.encode()), Source("b.txt", ONET_TOOLS.encode())]).read(
        Context(BASE, NOW)
    )
    assert Counter(item["CFItemType"] for item in package.items) == {
        "Occupation": 1,
        "Task": 1,
        "Technology skill": 1,
    }
    assert read_package(package_json(package)).notices == ()


BAD_ONET = {
    "a task twice": (ONET_TASKS + ONET_TASKS.splitlines()[1], "row 3: repeats task 1"),
    "a task without words": (ONET_TASKS.replace("Watch.", ""), "row 2, column D (Task): is empty"),
    "a header alone": (ONET_TASKS.splitlines()[0], "has a header, but no rows"),
}


@pytest.mark.parametrize(("text", "reason"), BAD_ONET.values(), ids=BAD_ONET)
def test_onet_is_refused_with(text: str, reason: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        read(text, "tasks.txt")
    assert reason in str(caught.value)


def official(*names: str) -> Package:
    if OFFICIAL is None:
        pytest.skip("the publications are not beside the repository")
    sources = [Source(name, (OFFICIAL / name).read_bytes()) for name in names]
    return open_sources(sources).read(Context(BASE, NOW))


def kinds(package: Package) -> dict[str, int]:
    return dict(Counter(item["CFItemType"] for item in package.items))


def test_digcomp_3_gives_every_outcome_with_its_level() -> None:
    package = official("frameworks/digcomp3_data_supplement_2025-11-24.jsonld")
    assert kinds(package) == {
        "Competence area": 5,
        "Competence": 21,
        "Competence statement": 362,
        "Learning outcome": 523,
        "Proficiency level": 4,
    }
    assert Counter(a["associationType"] for a in package.associations)["hasSkillLevel"] == 362 + 523
    assert read_package(package_json(package)).notices == ()


def test_the_skills_a_to_z_have_four_levels_and_the_roles_that_ask_them() -> None:
    package = official("frameworks/uk_ddat_skills_az.csv")
    assert kinds(package)["Skill"] == 189
    names = Counter(level.name for level in levels([package]).values())
    assert set(names) == {"Awareness", "Working", "Practitioner", "Expert"}
    assert read_package(package_json(package)).notices == ()


@pytest.mark.parametrize(
    "name",
    [
        "frameworks/digcomp3_data_supplement_2025-11-24.jsonld",
        "frameworks/uk_ddat_skills_az.csv",
        "occupations/onet_DWA_Reference.xlsx",
    ],
)
def test_what_is_made_is_valid_by_the_official_case_1_1_schema(name: str) -> None:
    made = package_json(official(name))
    assert OFFICIAL is not None
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    assert [error.message for error in validator.iter_errors(made)] == []


def test_onet_gives_every_occupation_and_task() -> None:
    package = official("occupations/onet_Occupation_Data.xlsx", "occupations/onet_Task_Statements.xlsx")
    assert kinds(package) == {"Occupation": 1016, "Task": 18796}
