"""Packages as values: what was read comes back the same, in its order, at its addresses."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.case import levels, package_json, read_package, rebase
from tests.official import OFFICIAL
from tests.skills.packages import JSON, a_package, link, named

INSTITUTIONS = Path(__file__).resolve().parents[3] / "scenarios" / "institutions"
FRAMEWORKS = sorted(INSTITUTIONS.glob("*/frameworks/*.json"))


def test_children_come_in_the_order_of_the_framework() -> None:
    package = read_package(a_package())
    assert [item["humanCodingScheme"] for item in package.children[named(1)["uri"]]] == ["C3", "C2"]
    assert package.by_identifier[named(102)["identifier"]]["associationType"] == "isChildOf"


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_case_1_1_comes_back_the_same(file: Path) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    package = read_package(document)
    assert package.notices == ()
    assert package.version == "1.1"
    assert package_json(package) == document


@pytest.mark.parametrize("absent", ["CFItems", "CFAssociations", "CFDefinitions"])
def test_what_a_package_leaves_out_is_not_added(absent: str) -> None:
    document = a_package()
    document["CFAssociations"] = []
    del document[absent]
    assert package_json(read_package(document)) == document


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)
OPEN = st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), st.lists(TEXTS)), max_size=3)


@given(statement=TEXTS, notes=TEXTS, keywords=st.lists(TEXTS), extensions=OPEN)
def test_any_words_come_back_the_same(
    statement: str, notes: str, keywords: list[str], extensions: JSON
) -> None:
    document = a_package()
    document["CFItems"][0] |= {"fullStatement": statement, "notes": notes, "conceptKeywords": keywords}
    document["CFItems"][0]["extensions"] = extensions
    document["extensions"] = extensions
    assert package_json(read_package(document)) == document


def test_rebasing_moves_addresses_and_keeps_identifiers_and_words() -> None:
    document = a_package()
    document["CFItems"][0]["notes"] = "see https://a.example.org and https://a.example"
    moved = rebase(read_package(document), {"https://a.example": "http://localhost:8001"})
    assert moved.uri == f"http://localhost:8001/uri/{moved.identifier}"
    assert moved.associations[0]["originNodeURI"]["uri"] == moved.items[0]["uri"]
    assert moved.items[0]["notes"] == document["CFItems"][0]["notes"]
    assert package_json(rebase(moved, {"http://localhost:8001": "https://a.example"})) == document


def test_levels_have_the_rank_of_their_position() -> None:
    file = next(file for file in FRAMEWORKS if file.stem == "security-operations-analyst")
    package = read_package(json.loads(file.read_text(encoding="utf-8")))
    found = levels([package])
    by_item: dict[str, list[tuple[int, str]]] = {}
    for level in found.values():
        by_item.setdefault(level.item, []).append((level.rank, level.name))
    assert len(by_item) == 37
    expected = [(1, "Awareness"), (2, "Working"), (3, "Practitioner"), (4, "Expert")]
    assert all(sorted(scale) == expected for scale in by_item.values())


def test_levels_without_a_position_rank_in_the_order_they_stand() -> None:
    document = a_package()
    steps = [{**named(60 + n), "quality": name} for n, name in enumerate(["Low", "High"])]
    criterion = {**named(71), "CFItemURI": link(1), "CFRubricCriterionLevels": steps}
    document["CFRubrics"] = [{**named(70), "CFRubricCriteria": [criterion]}]
    found = levels([read_package(document)])
    assert [(level.rank, level.name, level.item) for level in found.values()] == [
        (1, "Low", named(1)["uri"]),
        (2, "High", named(1)["uri"]),
    ]


SAMPLES = sorted((OFFICIAL / "schemas" / "case" / "samples").glob("*.json")) if OFFICIAL else []


@pytest.mark.skipif(not SAMPLES, reason="the samples of CASE 1.0 are not beside the repository")
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_case_1_0_is_written_as_valid_case_1_1(file: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert OFFICIAL is not None
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    package = read_package(json.loads(file.read_text(encoding="utf-8")))
    written = package_json(package)
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    assert [error.message for error in validator.iter_errors(written)] == []
    assert (package.version, written["CFDocument"]["caseVersion"]) == ("1.0", "1.1")
    assert read_package(written).version == "1.1"
