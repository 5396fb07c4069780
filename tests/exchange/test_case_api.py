"""The provider's side of CASE 1.1: every path, its shape by the official schemas, and its errors."""

from collections.abc import Iterator

import httpx
import pytest
from flask import Flask

from exchange.case_api.routes import blueprint
from tests.exchange.case_clients import JSON, SCHEMAS, a_client, minor, problems
from tests.exchange.frameworks import HOST, PACKAGES, StandInLibrary, a_package, entity, link, uuid

official = pytest.mark.skipif(SCHEMAS is None, reason="the official CASE schemas are not on this machine")


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client of a site that publishes three frameworks."""
    with a_client(PACKAGES) as client:
        yield client


PATHS = {
    "/CFDocuments": "cfdocumentset",
    f"/CFDocuments/{uuid(100)}": "cfdocument",
    f"/CFPackages/{uuid(100)}": "cfpackage",
    f"/CFItems/{uuid(101)}": "cfitem",
    f"/CFItemAssociations/{uuid(101)}": "cfassociationset",
    f"/CFAssociations/{uuid(110)}": "cfassociation",
    f"/CFAssociationGroupings/{uuid(160)}": "cfassociationgrouping",
    f"/CFConcepts/{uuid(120)}": "cfconceptset",
    f"/CFSubjects/{uuid(130)}": "cfsubjectset",
    f"/CFItemTypes/{uuid(140)}": "cfitemtypeset",
    f"/CFLicenses/{uuid(150)}": "cflicense",
    f"/CFRubrics/{uuid(170)}": "cfrubric",
}


@official
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_shape_of_the_official_schema(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 200
    assert problems(answer.json(), PATHS[path]) == []


@official
def test_the_schemas_would_find_a_fault() -> None:
    assert problems({"CFDocuments": []}, "cfdocumentset")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_has_not_changed_is_not_sent_again(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.headers["Last-Modified"] == "Mon, 17 Aug 2026 09:00:00 GMT"
    assert answer.headers["Cache-Control"] == "no-cache"
    for known in (
        {"If-None-Match": answer.headers["ETag"]},
        {"If-Modified-Since": answer.headers["Last-Modified"]},
    ):
        again = http.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
    older = {"If-None-Match": '"older"', "If-Modified-Since": answer.headers["Last-Modified"]}
    assert http.get(path, headers=older).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_json_to_everybody_and_nothing_else(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_the_binding_lacks_is_refused_in_its_own_words(http: httpx.Client, method: str) -> None:
    for path in PATHS:
        answer = http.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS"), path
        found = answer.json()
        assert found["imsx_codeMajor"] == "failure"
        assert method in found["imsx_description"]
        if SCHEMAS:
            assert problems(found, "imsx_statusinfo") == []


def test_what_an_address_takes_is_told_to_who_asks(http: httpx.Client) -> None:
    for path in PATHS:
        answer = http.options(path)
        assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
        head = http.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == http.get(path).headers["ETag"]


@pytest.mark.parametrize(
    "path", ["", "/", "/v1p1", "/v1p1/", "/v1p1/CFItems", "/v1p1/CFItems/a/b", "/v2p0/CFItems"]
)
def test_an_address_that_case_does_not_have_is_refused_in_its_words(http: httpx.Client, path: str) -> None:
    for method, status in (("GET", 404), ("POST", 405)):
        answer = http.request(method, f"http://college.test/ims/case{path}")
        assert (answer.status_code, answer.json()["imsx_codeMajor"]) == (status, "failure")


def test_what_breaks_inside_is_told_in_its_words_and_nothing_of_the_inside() -> None:
    def library() -> StandInLibrary:
        raise RuntimeError("the secret of the house")

    site = Flask("college")
    site.register_blueprint(blueprint(library))
    for path in PATHS:
        answer = site.test_client().get(f"/ims/case/v1p1{path}")
        assert answer.status_code == 500
        assert minor(answer.get_json()) == "internal_server_error"
        assert "secret" not in answer.get_data(as_text=True)
        if SCHEMAS:
            assert problems(answer.get_json(), "imsx_statusinfo") == []


def retired() -> JSON:
    """Make a framework of which one item is out of use, with its replacement named."""
    package = a_package(400, "Brazing")
    package["CFItems"][1]["statusEndDate"] = "2026-06-30"
    package["CFAssociations"].append(
        entity(
            415,
            associationType="replacedBy",
            originNodeURI=link(402, "old"),
            destinationNodeURI=link(403, "new"),
        )
    )
    return package


def test_a_retired_item_is_served_for_good_and_names_what_took_its_place() -> None:
    with a_client([retired()]) as http:
        for version in ("v1p1", "v1p0"):
            answer = http.get(f"http://college.test/ims/case/{version}/CFItems/{uuid(402)}")
            assert answer.json()["statusEndDate"] == "2026-06-30"
            assert answer.headers["Link"] == f'<{HOST}/uri/{uuid(403)}>; rel="successor-version"'
            assert "Link" not in http.get(f"/CFItems/{uuid(403)}").headers
        kinds = [
            one["associationType"]
            for one in http.get(f"/CFItemAssociations/{uuid(402)}").json()["CFAssociations"]
        ]
        assert kinds == ["isChildOf", "replacedBy"]


def test_members_that_case_does_not_have_are_not_served() -> None:
    package = a_package(400, "Brazing", colour="red", notes=None)
    package["CFItems"][0] |= {"_opensalt": {}, "identifier": package["CFItems"][0]["identifier"].upper()}
    with a_client([package]) as http:
        found = http.get(f"/CFPackages/{uuid(400)}").json()
    assert found == a_package(400, "Brazing")


def test_a_package_is_published_as_it_is(http: httpx.Client) -> None:
    assert http.get(f"/CFPackages/{uuid(100)}").json() == PACKAGES[0]


def test_identifiers_are_found_in_either_case(http: httpx.Client) -> None:
    assert http.get(f"/CFItems/{uuid(101).upper()}").json()["identifier"] == uuid(101)


def test_an_item_comes_with_every_association_at_either_end(http: httpx.Client) -> None:
    answer = http.get(f"/CFItemAssociations/{uuid(101)}").json()
    assert answer["CFItem"]["CFDocumentURI"]["identifier"] == uuid(100)
    assert [each["identifier"] for each in answer["CFAssociations"]] == [uuid(110), uuid(111)]


def test_a_concept_comes_with_those_below_it(http: httpx.Client) -> None:
    answer = http.get(f"/CFConcepts/{uuid(120)}").json()
    assert [each["title"] for each in answer["CFConcepts"]] == ["Energy", "Heat"]


KINDS = sorted({path.split("/")[1] for path in PATHS})
REFUSED = {
    "unknownobject": [f"/{kind}/{uuid(999)}" for kind in KINDS],
    "invalid_uuid": [f"/{kind}/{wrong}" for kind in KINDS for wrong in ("7", uuid(100)[:-1], "%C3%A4")],
}


@pytest.mark.parametrize("minor", REFUSED)
def test_what_is_unknown_or_no_uuid_is_not_there(http: httpx.Client, minor: str) -> None:
    for path in REFUSED[minor]:
        answer = http.get(path)
        assert answer.status_code == 404, path
        found = answer.json()
        assert (found["imsx_codeMajor"], found["imsx_severity"]) == ("failure", "error")
        [field] = found["imsx_codeMinor"]["imsx_codeMinorField"]
        assert field["imsx_codeMinorFieldValue"] == minor
        if SCHEMAS:
            assert problems(found, "imsx_statusinfo") == []


def test_an_item_without_associations_has_no_set_of_them(http: httpx.Client) -> None:
    assert http.get(f"/CFItems/{uuid(103)}").status_code == 200
    assert http.get(f"/CFItemAssociations/{uuid(103)}").status_code == 404


def test_an_identifier_of_one_kind_is_unknown_as_another(http: httpx.Client) -> None:
    assert http.get(f"/CFConcepts/{uuid(130)}").status_code == 404
    assert http.get(f"/CFItems/{uuid(100)}").status_code == 404
