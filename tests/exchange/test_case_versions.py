"""CASE 1.0 beside CASE 1.1: what it cannot say is left out, and each version describes what it serves."""

import copy
import json
from typing import Any

import httpx
import jsonschema
import pytest

from exchange.case_api.classes import CLASSES
from exchange.case_api.discovery import openapi
from exchange.case_api.versions import V1P0, V1P1, VERSIONS, Version
from tests.exchange.frameworks import PACKAGES, entity, link, uuid
from tests.exchange.test_case_api import PATHS, a_client, official
from tests.official import OFFICIAL

JSON = dict[str, Any]
SITE = "http://college.test"
LINKED = uuid(112)


def newest() -> JSON:
    """Make a framework that says everything which CASE 1.1 brought."""
    package = copy.deepcopy(PACKAGES[0])
    extensions = {"extensions": {"ours": 1}}
    package["CFDocument"] |= {"frameworkType": "Course codes", **extensions}
    for item in package["CFItems"]:
        item |= {"subject": ["Metal"], "subjectURI": [link(130, "Welding")], **extensions}
    for one in package["CFAssociations"]:
        one |= {"notes": "Why", **extensions}
        one["originNodeURI"]["targetType"] = "CASE"
    ends = {"originNodeURI": link(102, "a"), "destinationNodeURI": link(103, "b")}
    package["CFAssociations"] += [
        entity(112 + n, associationType=kind, **ends)
        for n, kind in enumerate(("isTranslationOf", "ext:isNotRelatedTo"))
    ]
    package["CFDefinitions"] |= extensions
    for kind in ("CFConcepts", "CFSubjects", "CFItemTypes", "CFLicenses", "CFAssociationGroupings"):
        package["CFDefinitions"][kind][0] |= extensions
    level = entity(172, quality="Good", score=2.5, position=1, extensions=[{"ours": 1}])
    criterion = entity(171, weight=1.0, rubricId=uuid(170), CFRubricCriterionLevels=[level], **extensions)
    package["CFRubrics"][0] |= {"CFRubricCriteria": [criterion], **extensions}
    return package | extensions


NEW_WORDS = ("frameworkType", "caseVersion", "extensions", "targetType", "isTranslationOf", "ext:")


def schema_of(version: Version, document: JSON, path: str) -> JSON:
    """Give the schema that a description has for the answers of a path."""
    kind = path.split("/")[1]
    described = f"/{kind}/{{sourcedId}}" if path.count("/") > 1 else f"/{kind}"
    answer: JSON = document["paths"][described]["get"]["responses"]["200"]
    found: JSON = answer["schema"] if version is V1P0 else answer["content"]["application/json"]["schema"]
    rooted: JSON = {**document, **found}
    return rooted


def faults(schema: JSON, body: JSON) -> list[str]:
    """Name what a schema finds wrong."""
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]


def classes_of(document: JSON) -> dict[str, JSON]:
    """Give the classes of a description."""
    found: dict[str, JSON] = document.get("definitions") or document["components"]["schemas"]
    return found


def members(document: JSON, name: str) -> dict[str, JSON]:
    """Give the members of a class, those that it inherits among them."""
    schema = classes_of(document)[name]
    found: dict[str, JSON] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        inherited = part["$ref"].rpartition("/")[2] if "$ref" in part else None
        found |= members(document, inherited) if inherited else part.get("properties", {})
    return found


def required(document: JSON, name: str) -> set[str]:
    """Give the members that a class requires, those that it inherits among them."""
    schema = classes_of(document)[name]
    found = set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        found |= (
            required(document, part["$ref"].rpartition("/")[2])
            if "$ref" in part
            else set(part.get("required", ()))
        )
    return found


def plain(value: object) -> object:
    """Give a list as a set, for the order of a vocabulary says nothing."""
    return set(value) if isinstance(value, list) else value


def official_description(version: Version) -> JSON:
    """Read the description that 1EdTech publishes."""
    assert OFFICIAL
    name = "case-v1p0-swagger.json" if version is V1P0 else "case_v1p1_openapi3.0.json"
    document: JSON = json.loads((OFFICIAL / "schemas" / "case" / name).read_text())
    for name, schema in classes_of(document).items():
        if "allOf" in schema:
            # Every part forbids what the others have, so nothing would be valid: put together here.
            parts = {"properties": members(document, name), "required": sorted(required(document, name))}
            classes_of(document)[name] = {"type": "object", "additionalProperties": False, **parts}
    return document


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_its_own_description_says(version: Version, path: str) -> None:
    with a_client([newest(), *PACKAGES[1:]]) as http:
        described = http.get(SITE + version.discovery).json()
        body = http.get(f"{SITE}{version.base}{path}").json()
    assert faults(schema_of(version, described, path), body) == []
    spoilt = body | {"colour": "red"}
    assert faults(schema_of(version, described, path), spoilt)


@official
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_the_official_description_says(version: Version, path: str) -> None:
    with a_client([newest(), *PACKAGES[1:]]) as http:
        body = http.get(f"{SITE}{version.base}{path}").json()
    assert faults(schema_of(version, official_description(version), path), body) == []


@pytest.mark.parametrize("path", PATHS)
def test_case_1_0_says_nothing_that_case_1_1_brought(path: str) -> None:
    with a_client([newest(), *PACKAGES[1:]]) as http:
        newer = http.get(f"{SITE}{V1P1.base}{path}").text
        older = http.get(f"{SITE}{V1P0.base}{path}").text
    assert any(word in newer for word in NEW_WORDS)
    assert not any(word in older for word in NEW_WORDS)
    assert "v1p1" not in older


def test_case_1_0_has_neither_items_with_subjects_nor_notes_on_associations() -> None:
    with a_client([newest()]) as http:
        package = http.get(f"{SITE}{V1P0.base}/CFPackages/{uuid(100)}").json()
    assert package["CFDocument"]["subject"] == ["Metal", "Work"]
    assert not any("subject" in item or "subjectURI" in item for item in package["CFItems"])
    assert not any("notes" in one for one in package["CFAssociations"])
    assert len(package["CFAssociations"]) == 2


def test_an_association_that_case_1_0_cannot_say_is_unknown_there() -> None:
    with a_client([newest()]) as http:
        assert http.get(f"{SITE}{V1P1.base}/CFAssociations/{LINKED}").status_code == 200
        assert http.get(f"{SITE}{V1P0.base}/CFAssociations/{LINKED}").status_code == 404
        assert http.get(f"{SITE}{V1P1.base}/CFItemAssociations/{uuid(103)}").status_code == 200
        assert http.get(f"{SITE}{V1P0.base}/CFItemAssociations/{uuid(103)}").status_code == 404


def test_case_1_0_lists_filters_and_chooses_by_its_own_fields() -> None:
    with a_client([newest(), *PACKAGES[1:]]) as http:
        http.base_url = httpx.URL(SITE + V1P0.base)
        answer = http.get("/CFDocuments", params={"limit": 2})
        assert answer.links["next"]["url"].startswith("https://college.test/ims/case/v1p0/CFDocuments?")
        assert http.get("/CFDocuments", params={"filter": "caseVersion='1.1'"}).status_code == 400
        everything = http.get("/CFDocuments").json()
        assert http.get("/CFDocuments", params={"fields": "title,caseVersion"}).json() == everything
        ordered = http.get("/CFDocuments", params={"sort": "caseVersion", "orderBy": "desc"}).json()
        assert ordered == everything


FAILURES = {
    "/CFItems/7": (404, {V1P1: "invalid_uuid", V1P0: "invaliduuid"}),
    f"/CFItems/{uuid(999)}": (404, {V1P1: "unknownobject", V1P0: "unknownobject"}),
    "/CFDocuments?fields=": (400, {V1P1: "invalid_selection_field", V1P0: "invalid_selection_field"}),
    "/CFDocuments?orderBy=up": (400, {V1P1: "invalid_sort_field", V1P0: "invalid_sort_field"}),
    "/CFThings": (404, {V1P1: "unknownobject", V1P0: "unknownobject"}),
}


@pytest.mark.parametrize("path", FAILURES)
def test_each_version_spells_its_failures_in_its_own_way(path: str) -> None:
    status, codes = FAILURES[path]
    with a_client(PACKAGES) as http:
        for version in VERSIONS:
            answer = http.get(f"{SITE}{version.base}{path}")
            assert answer.status_code == status
            found = answer.json()
            [field] = found["imsx_codeMinor"]["imsx_codeMinorField"]
            assert field["imsx_codeMinorFieldValue"] == codes[version]
            documents = [openapi(version)] + ([official_description(version)] if OFFICIAL else [])
            for document in documents:
                name = "imsx_StatusInfo.Type" if version is V1P0 else "imsx_StatusInfoDType"
                place = "#/definitions" if version is V1P0 else "#/components/schemas"
                assert faults({**document, "$ref": f"{place}/{name}"}, found) == []


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_the_description_is_at_its_exact_address_and_hangs_together(version: Version) -> None:
    with a_client(PACKAGES) as http:
        answer = http.get(SITE + version.discovery)
        known = http.get(SITE + version.discovery, headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304
    document = answer.json()
    assert document["info"]["version"] == version.number
    text = answer.text
    for reference in {part.split('"')[0] for part in text.split('"$ref": "#/')[1:]}:
        found = document
        for step in reference.split("/"):
            found = found[step]
    operations = [each["get"]["operationId"] for each in document["paths"].values()]
    assert len(operations) == len(set(operations)) == 12


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_the_description_is_valid_openapi(version: Version) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="no validator of OpenAPI is installed")
    validator.validate(openapi(version))


def test_the_addresses_of_discovery_are_those_of_the_bindings() -> None:
    assert V1P1.discovery == "/ims/case/v1p1/discovery/imscasev1p1_openapi3_v1p0.json"
    assert V1P0.discovery == "/ims/case/v1p0/discovery/imscasev1p0_openapi2_v1p0.json"


@official
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_what_is_described_is_what_the_official_file_has(version: Version) -> None:
    ours, theirs = openapi(version), official_description(version)
    assert ours["paths"].keys() == theirs["paths"].keys()
    for path, endpoint in ours["paths"].items():
        found, expected = endpoint["get"], theirs["paths"][path]["get"]
        assert found["operationId"] == expected["operationId"]
        assert [one["name"] for one in found["parameters"]] == [one["name"] for one in expected["parameters"]]
        assert set(found["responses"]) - {"304"} <= set(expected["responses"])


@official
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_the_classes_are_those_of_the_official_file(version: Version) -> None:
    ours, theirs = openapi(version), official_description(version)
    for name in CLASSES:
        full = f"{name}.Type" if version is V1P0 else f"{name}DType"
        found, expected = members(ours, full), members(theirs, full)
        assert found.keys() == expected.keys(), name
        assert required(ours, full) == required(theirs, full), name
        for member, schema in found.items():
            if member == "extensions" or "pattern" in schema:
                continue
            official_one = expected[member]
            for part in ("type", "enum", "format", "$ref"):
                if part in schema and "$ref" not in official_one:
                    assert plain(schema[part]) == plain(official_one.get(part)), f"{name}.{member}"
