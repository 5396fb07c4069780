"""Files of others: CASE packages, NIST's NICE Framework, and everything that is neither."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from skills.case import FrameworkError, Package, package_json
from skills.importing import MAX_BYTES, MAX_CASE_BYTES, read_framework
from tests.official import OFFICIAL

JSON = dict[str, Any]
INSTITUTIONS = Path(__file__).resolve().parents[2] / "scenarios" / "institutions"
CYBER_DEFENSE = INSTITUTIONS / "riverbend-community-college" / "frameworks" / "cyber-defense.json"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BASE = "https://college.test"


def read(text: bytes) -> Package:
    return read_framework(text, base=BASE, now=NOW)


def refusal(text: bytes) -> str:
    with pytest.raises(FrameworkError) as caught:
        read(text)
    return str(caught.value)


def test_a_case_package_keeps_its_own_addresses() -> None:
    text = CYBER_DEFENSE.read_bytes()
    assert package_json(read(text)) == json.loads(text)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert len(read(b"\xef\xbb\xbf" + CYBER_DEFENSE.read_bytes()).items) == 73


CASE = CYBER_DEFENSE.read_bytes()
REFUSED = {
    "an empty file": (b" \n", "the file is empty"),
    "a file cut off between members": (CASE[:100_000].rpartition(b",")[0], "ends in the middle of the JSON"),
    "a file cut off inside a word": (CASE[: CASE.index(b"fullStatement") + 4], "was it cut off?"),
    "a saved web page": (b"<!doctype html><title>CASE</title>", "was the address of a web page saved"),
    "UTF-16": ('{"CFDocument": {}}'.encode("utf-16"), "found UTF-16 text, expected UTF-8"),
    "UTF-16 without a mark": ('{"CFDocument": {}}'.encode("utf-16-le"), "found UTF-16 text"),
    "Latin-1": ('{"title": "café"}'.encode("latin-1"), "the file is not UTF-8 (byte 14 is 0xe9)"),
    "a comma too many": (b'{"CFDocument": {},}', "line 1, column 19 is not JSON"),
    "a member twice": (b'{"CFDocument": 1, "CFDocument": 2}', "'CFDocument' twice"),
    "a number that is none": (b'{"CFDocument": NaN}', "found NaN"),
    "a list": (b"[]", "found a JSON list, expected an object"),
    "too deep": (b'{"a":' * 30 + b"1" + b"}" * 30, "nested deeper than 24"),
    "far too deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested far deeper"),
    "too large": (b" " * (MAX_CASE_BYTES + 1), f"expected at most {MAX_CASE_BYTES:,}"),
    "too large for what is no CASE": (
        b'{"a": "' + b"x" * MAX_BYTES + b'"}',
        f"expected at most {MAX_BYTES:,}; only a CASE",
    ),
    "another JSON": (
        b'{"name": 1, "list": []}',
        "neither a CASE package nor NIST's NICE JSON nor DigComp: found the members name, list",
    ),
    "an empty object": (b"{}", "found the members none"),
    "a document without its package": (
        b'{"identifier": 1, "creator": 2, "title": 3}',
        "looks like a CFDocument alone, expected its CFPackage",
    ),
    "a list of documents": (b'{"CFDocuments": []}', "expected the CFPackage of one of them"),
    "another CPRT publication": (
        b'{"response": {"elements": {"documents": [{"doc_identifier": "CSF", "name": "n", "version": "2"}],'
        b' "elements": [], "relationships": []}}}',
        "a CPRT publication other than NICE",
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_says_what_is_wrong_with(sentence: str) -> None:
    text, reason = REFUSED[sentence]
    assert reason in refusal(text)


def an_element(kind: str, identifier: str, *, title: str = "", text: str = "") -> JSON:
    names = ("element_type", "element_identifier", "title", "text", "doc_identifier")
    return dict(zip(names, (kind, identifier, title, text, "SP_800_181_9"), strict=True))


def a_relationship(source: str, target: str) -> JSON:
    return {
        "source_element_identifier": source,
        "dest_element_identifier": target,
        "relationship_identifier": "projection",
    }


def a_small_nice() -> JSON:
    elements = [
        an_element("category", "PD", title="PROTECTION and DEFENSE", text="Protects."),
        an_element("work_role", "PD-WRL-002", title="Second", text="Responsible for the second."),
        an_element("work_role", "PD-WRL-001", title="First", text="Responsible for the first."),
        an_element("task", "T0001", text="Do a thing"),
        an_element("skill", "S0001", text="Skill in things"),
        an_element("knowledge", "K0001", text="Knowledge of a thing in no role"),
        an_element("competency_area", "NF-COM-001", title="Access Controls", text="Describes access."),
        an_element("opm_code", "511"),
        an_element("sort", "S-PD-WRL-001", title="00001.00001"),
        an_element("sort", "S-PD-WRL-002", title="00001.00002"),
    ]
    pairs = [("PD", "PD-WRL-001"), ("PD", "PD-WRL-002"), ("PD-WRL-001", "T0001"), ("PD-WRL-001", "S0001")]
    pairs += [("PD-WRL-002", "T0001"), ("PD-WRL-001", "511"), ("PD-WRL-001", "S-PD-WRL-001")]
    pairs += [("PD-WRL-002", "S-PD-WRL-002")]
    document = {
        "doc_identifier": "SP_800_181_9",
        "name": "NICE",
        "version": "9",
        "website": "https://nist.example",
    }
    inner = {
        "documents": [document],
        "relationship_types": [],
        "elements": elements,
        "relationships": [a_relationship(*pair) for pair in pairs],
    }
    return {"response": {"requestType": 4, "elements": inner}}


def links_of(package: Package) -> set[tuple[str, str, str]]:
    codes = {item["uri"]: item["humanCodingScheme"] for item in package.items} | {package.uri: "document"}
    return {
        (codes[a["originNodeURI"]["uri"]], a["associationType"], codes[a["destinationNodeURI"]["uri"]])
        for a in package.associations
    }


def test_nice_becomes_a_tree_of_categories_and_roles_made_of_statements() -> None:
    package = read(json.dumps(a_small_nice()).encode())
    assert links_of(package) == {
        ("PD", "isChildOf", "document"),
        ("PD-WRL-001", "isChildOf", "PD"),
        ("PD-WRL-002", "isChildOf", "PD"),
        ("T0001", "isPartOf", "PD-WRL-001"),
        ("T0001", "isPartOf", "PD-WRL-002"),
        ("S0001", "isPartOf", "PD-WRL-001"),
        ("K0001", "isChildOf", "document"),
        ("NF-COM-001", "isChildOf", "document"),
    }
    items = {item["humanCodingScheme"]: item for item in package.items}
    role = items["PD-WRL-001"]
    assert (role["CFItemType"], role["abbreviatedStatement"], role["notes"]) == (
        "Work role",
        "First",
        "OPM code 511",
    )
    assert items["T0001"]["fullStatement"] == "Do a thing"
    assert "abbreviatedStatement" not in items["T0001"]
    children = package.children[items["PD"]["uri"]]
    assert [item["humanCodingScheme"] for item in children] == ["PD-WRL-001", "PD-WRL-002"]
    assert all(item["uri"] == f"{BASE}/uri/{item['identifier']}" for item in package.items)


def test_nice_gets_the_same_identifiers_at_every_site_and_every_time() -> None:
    text = json.dumps(a_small_nice()).encode()
    here = read(text)
    there = read_framework(text, base="http://localhost:8003/", now=datetime(2027, 1, 1, tzinfo=UTC))
    assert [i["identifier"] for i in here.items] == [i["identifier"] for i in there.items]
    assert [a["identifier"] for a in here.associations] == [a["identifier"] for a in there.associations]
    assert there.items[0]["uri"] == f"http://localhost:8003/uri/{there.items[0]['identifier']}"
    assert (here.document["lastChangeDateTime"], there.document["lastChangeDateTime"]) == (
        "2026-11-24T12:00:00Z",
        "2027-01-01T00:00:00Z",
    )


def test_nice_of_another_release_gets_other_identifiers() -> None:
    later = json.loads(json.dumps(a_small_nice()).replace("SP_800_181_9", "SP_800_181_10"))
    mine = {item["identifier"] for item in read(json.dumps(a_small_nice()).encode()).items}
    assert mine.isdisjoint(item["identifier"] for item in read(json.dumps(later).encode()).items)


def test_nice_with_a_new_kind_of_element_is_read_without_it_and_says_so() -> None:
    document = a_small_nice()
    document["response"]["elements"]["elements"].append(an_element("tks_group", "G1", text="A group"))
    package = read(json.dumps(document).encode())
    assert len(package.items) == 7
    assert [str(n) for n in package.notices] == [
        "response.elements.elements: left out 1 of the unknown type 'tks_group'"
    ]


BROKEN_NICE: dict[str, tuple[Callable[[JSON], Any], str]] = {
    "a relationship to nobody": (
        lambda inner: inner["relationships"].append(a_relationship("PD", "T9999")),
        "response.elements.relationships[8].dest_element_identifier: names 'T9999'",
    ),
    "an element twice": (
        lambda inner: inner["elements"].append(copy.deepcopy(inner["elements"][3])),
        "response.elements.elements[10].element_identifier: repeats T0001 of elements[3]",
    ),
    "a statement without words": (
        lambda inner: inner["elements"][3].update(text=" "),
        "response.elements.elements[3].text: is empty",
    ),
    "a text that is a number": (
        lambda inner: inner["elements"][3].update(text=5),
        "response.elements.elements[3].text: found a number, expected a text",
    ),
    "an element that is a text": (
        lambda inner: inner["elements"].append("T1"),
        "response.elements.elements[10]: found 'T1', expected an object",
    ),
    "two publications": (
        lambda inner: inner["documents"].append(inner["documents"][0]),
        "response.elements.documents: found 2, expected one",
    ),
    "elements that are an object": (
        lambda inner: inner.update(elements={}),
        "response.elements.elements: found an object, expected a list",
    ),
}


@pytest.mark.parametrize("sentence", BROKEN_NICE)
def test_nice_is_refused_with(sentence: str) -> None:
    change, reason = BROKEN_NICE[sentence]
    document = a_small_nice()
    change(document["response"]["elements"])
    assert reason in refusal(json.dumps(document).encode())


@pytest.fixture(scope="module")
def nice() -> Package:
    if OFFICIAL is None:
        pytest.skip("NIST's publication is not beside the repository")
    return read((OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes())


def test_nice_2_1_0_gives_every_role_and_statement(nice: Package) -> None:
    assert Counter(item["CFItemType"] for item in nice.items) == {
        "Category": 5,
        "Work role": 41,
        "Competency area": 11,
        "Task": 946,
        "Knowledge": 662,
        "Skill": 540,
    }
    kinds = Counter(association["associationType"] for association in nice.associations)
    assert kinds["isPartOf"] == 1429 + 2857 + 1048
    assert nice.notices == ()
    linked = {a["originNodeURI"]["uri"] for a in nice.associations}
    assert linked == {item["uri"] for item in nice.items}, "an item has no place in the framework"


def test_nice_2_1_0_is_a_package_that_can_be_read_again(nice: Package) -> None:
    text = json.dumps(package_json(nice)).encode()
    again = read_framework(text, base="https://other.test", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert package_json(again) == package_json(nice)
    assert again.notices == ()


def test_nice_2_1_0_is_valid_by_the_official_case_1_1_schema(nice: Package) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert OFFICIAL is not None
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    assert [error.message for error in validator.iter_errors(package_json(nice))] == []
