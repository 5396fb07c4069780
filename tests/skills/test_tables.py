"""Frameworks in tables: text and workbooks, columns of any order, and every way in which they go wrong."""

import pytest

from skills.case import FrameworkError, Package, levels, package_json, read_package
from skills.importing import Mapping, read_framework
from tests.skills.tables import BASE, NOW, opened, read, workbook

TREE = "code,statement,parent,type,notes\nA,Guard a network,,Area,\nA-1,Read an alert,A,Outcome,first\n"


def links_of(package: Package) -> list[tuple[str, str]]:
    words = {item["uri"]: item["fullStatement"] for item in package.items} | {package.uri: "document"}
    return [
        (words[a["originNodeURI"]["uri"]], words[a["destinationNodeURI"]["uri"]])
        for a in package.associations
    ]


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
