"""Frameworks written for others and read again: nothing is lost in any form."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from skills.case import FrameworkError, Package, package_json, read_package
from skills.case.members import ASSOCIATION_TYPES
from skills.exporting import harmless, write_json_ld, write_table, write_turtle
from skills.importing import read_framework
from skills.importing.turtle import package_in
from tests.official import OFFICIAL
from tests.skills.packages import WHEN, a_package, an_association, an_item, link, named

JSON = dict[str, Any]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FORMS: dict[str, Callable[[Package], str]] = {
    "CASE": lambda package: json.dumps(package_json(package)),
    "table": write_table,
    "Turtle": write_turtle,
    "JSON-LD": lambda package: json.dumps(write_json_ld(package)),
}
SAMPLES = sorted(
    (Path(__file__).resolve().parents[2] / "scenarios" / "institutions").glob("*/frameworks/*.json")
)


def again(form: str, package: Package) -> JSON:
    written = FORMS[form](package)
    return package_json(read_framework(written.encode(), base="https://elsewhere.test", now=NOW))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_framework_comes_back_the_same(sample: Path, form: str) -> None:
    package = read_package(json.loads(sample.read_text()))
    assert again(form, package) == package_json(package)


@pytest.mark.parametrize("form", ["table", "JSON-LD", "Turtle"])
def test_nice_comes_back_the_same(form: str) -> None:
    if OFFICIAL is None:
        pytest.skip("NIST's publication is not beside the repository")
    text = (OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes()
    package = read_framework(text, base="https://college.test", now=NOW)
    assert again(form, package) == package_json(package)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_turtle_and_json_ld_say_the_same(sample: Path) -> None:
    package = read_package(json.loads(sample.read_text()))
    turtle = Graph().parse(data=write_turtle(package), format="turtle")
    linked = Graph().parse(data=json.dumps(write_json_ld(package)), format="json-ld")
    assert len(turtle) == len(linked) > 100
    assert package_json(package_in(linked)) == package_json(package_in(turtle)) == package_json(package)


TEXT = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[chr(n) for n in range(32) if n not in (9, 10, 13)] + ["\x7f"],
    ),
    max_size=12,
) | st.sampled_from(
    ["", "'", "=1+1", "-", "@SUM(A1)", "\tx", 'a"b', "a\\b", "^^x", "[]", "a,b;c", "\r\n", "€ ∑ 𝄞"]
)
OPEN = st.dictionaries(TEXT, TEXT | st.integers(-5, 5) | st.none() | st.lists(TEXT, max_size=2), max_size=2)
WORDS = TEXT.filter(lambda text: bool(text.strip()))
NUMBER = st.integers(-9, 9) | st.floats(-1e6, 1e6).filter(lambda n: n != 0)


def maybe(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[JSON]:
    return st.fixed_dictionaries({}, optional=members)


UNKNOWN = st.dictionaries(st.sampled_from(["x-note", "CFKey", "=odd name", "@own"]), OPEN | TEXT, max_size=1)
ITEM = maybe(
    fullStatement=WORDS,
    humanCodingScheme=TEXT,
    notes=TEXT,
    subject=st.lists(TEXT, max_size=2),
    subjectURI=st.lists(st.just(link(7)), max_size=2),
    CFItemTypeURI=st.just({**link(8), "title": "=T"}),
    educationLevel=st.lists(TEXT, max_size=2),
    statusEndDate=st.just("2026-01-31"),
    extensions=OPEN,
)
LEVEL = maybe(quality=TEXT, score=NUMBER, position=st.integers(-3, 3), extensions=st.lists(OPEN, max_size=2))


@st.composite
def packages(draw: st.DrawFn) -> JSON:
    package = a_package()
    package["CFItems"] = [{**an_item(n), **draw(ITEM), **draw(UNKNOWN)} for n in (1, 2, 3)]
    for association in package["CFAssociations"]:
        association |= draw(maybe(notes=TEXT, sequenceNumber=st.integers(-3, 99), extensions=OPEN))
    kind = draw(st.sampled_from([*ASSOCIATION_TYPES[5:], "ext:own"]))
    package["CFAssociations"].append({**an_association(104, 2, kind, 3), **draw(UNKNOWN)})
    levels = [{**named(220 + n), **draw(LEVEL)} for n in range(draw(st.integers(0, 2)))]
    criterion = {**named(210), **draw(maybe(CFItemURI=st.just(link(1)), weight=NUMBER, category=TEXT))}
    if draw(st.booleans()):
        criterion["CFRubricCriterionLevels"] = levels
    rubric = {**named(200), **draw(maybe(title=TEXT, extensions=OPEN, CFRubricCriteria=st.just([criterion])))}
    package |= draw(maybe(CFRubrics=st.sampled_from([[], [rubric]]), extensions=OPEN))
    package["CFDefinitions"] |= draw(
        maybe(
            CFConcepts=st.just([{**named(300), "title": "-", "hierarchyCode": "1", "keywords": "a"}]),
            CFLicenses=st.just([]),
            extensions=OPEN,
        )
    )
    if draw(st.booleans()):
        del package["CFDefinitions"]
    package["CFDocument"] |= draw(maybe(description=TEXT, version=TEXT, extensions=OPEN)) | draw(UNKNOWN)
    return package


@settings(max_examples=80)
@given(packages())
def test_any_framework_comes_back_the_same_in_every_form(document: JSON) -> None:
    package = read_package(document)
    for form in FORMS:
        assert again(form, package) == package_json(package), form


@given(TEXT)
def test_no_cell_of_an_exported_table_can_run_as_a_formula(text: str) -> None:
    item = {**an_item(1), "notes": text, "fullStatement": f"={text}"}
    table = write_table(read_package({**a_package(), "CFItems": [item], "CFAssociations": []}))
    for row in csv.reader(io.StringIO(table, newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "'a", ""])
def test_a_harmless_cell_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


BAD_TURTLE = {
    "cut off": (lambda text: text[:-10], "ends in the middle of a statement: was it cut off?"),
    "no Turtle": (lambda text: text + "!", "is not Turtle"),
    "two packages": (lambda text: text + "[] a case:CFPackage .", "found 2 things of the type"),
    "no package": (lambda text: text.replace("a case:CFPackage", "a case:Other"), "found 0 things"),
    "a datatype that computes": (
        lambda text: text + '<urn:a:b> case:x "1e99999999"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        "found the datatype",
    ),
    "XML inside": (lambda text: text + '<urn:a:b> case:x "<a/>"^^rdf:XMLLiteral .', "found the datatype"),
    "far too deep": (lambda text: text + "<urn:a:b> case:x " + "[ case:y " * 5000, "deep"),
    "a member twice": (
        lambda text: text.replace("a case:CFDocument", 'a case:CFDocument ; case:title "B"'),
        "title: is stated twice",
    ),
    "a list in a circle": (
        lambda text: (
            text.replace("case:CFItems (", "case:CFItems _:l ; case:x (")
            + "_:l rdf:first <urn:a:b> ; rdf:rest _:l ."
        ),
        "does not end",
    ),
    "a broken extension": (
        lambda text: text.replace("a case:CFDocument", 'a case:CFDocument ; case:extensions "{"^^rdf:JSON'),
        "expected JSON",
    ),
    "a framework that is wrong": (lambda text: text.replace("isChildOf", "belongsTo"), "CFAssociations[0]"),
}


@pytest.mark.parametrize(("change", "reason"), BAD_TURTLE.values(), ids=BAD_TURTLE)
def test_turtle_is_refused_with(change: Callable[[str], str], reason: str) -> None:
    text = change(write_turtle(read_package(a_package())))
    with pytest.raises(FrameworkError) as caught:
        read_framework(text.encode(), base="https://a.test", now=NOW)
    assert reason in str(caught.value)


def test_json_ld_with_another_context_is_not_looked_up() -> None:
    document = {**write_json_ld(read_package(a_package())), "@context": "https://evil.test/context"}
    with pytest.raises(FrameworkError, match="another context"):
        read_framework(json.dumps(document).encode(), base="https://a.test", now=NOW)


BAD_CELLS: dict[str, tuple[str, str, str]] = {
    "a wrong class": ("CFItem,", "CFThing,", "column A (CASE class): found 'CFThing'"),
    "a broken address": (
        "https://a.example/uri/00000000-0000-4000-8000-000000000002",
        "nowhere",
        "column uri",
    ),
    "an unknown association": ("isChildOf", "belongsTo", "column associationType"),
    "JSON that is none": ("creator", "json:creator", "(json:creator): found 'A', expected JSON"),
    "no document": ("CFDocument,", "CFItem,", "found no row of the class CFDocument"),
}


@pytest.mark.parametrize(("old", "new", "reason"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_table_is_refused_with_row_and_column(old: str, new: str, reason: str) -> None:
    table = write_table(read_package(a_package())).replace(old, new)
    with pytest.raises(FrameworkError) as caught:
        read_framework(table.encode(), base="https://a.test", now=NOW)
    assert any(reason in str(problem) for problem in caught.value.problems), caught.value.problems
    assert WHEN in table
