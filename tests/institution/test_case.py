"""The college's frameworks over CASE 1.1, as other machines read them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from institution.importing import bring_in
from institution.shelf import Shelf
from tests.institution.campus import COLLEGE, CYBER_DEFENSE, TRIAGE_OUTCOME, Campus, paper
from tests.institution.packages import a_package, an_association, an_item

BASE = "/ims/case/v1p1"
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)


def test_the_documents_name_their_packages(looked_at: Campus) -> None:
    documents = looked_at.anonymous("college").get(f"{BASE}/CFDocuments").get_json()["CFDocuments"]
    assert len(documents) == 4
    for document in documents:
        assert document["CFPackageURI"]["uri"] == f"{COLLEGE}{BASE}/CFPackages/{document['identifier']}"


def test_a_package_is_the_published_one(looked_at: Campus) -> None:
    answer = looked_at.anonymous("college").get(f"{BASE}/CFPackages/{CYBER_DEFENSE}")
    assert answer.get_json() == paper("cyber-defense")


def test_an_item_names_its_document_and_its_associations_reach_into_the_crosswalk(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    item = visitor.get(f"{BASE}/CFItems/{TRIAGE_OUTCOME}").get_json()
    assert item["CFDocumentURI"]["identifier"] == CYBER_DEFENSE
    found = visitor.get(f"{BASE}/CFItemAssociations/{TRIAGE_OUTCOME}").get_json()
    kinds = sorted(one["associationType"] for one in found["CFAssociations"])
    assert kinds == ["exactMatchOf", "isChildOf"]
    assert all("CFDocumentURI" not in one for one in found["CFAssociations"])
    alone = visitor.get(f"{BASE}/CFAssociations/{found['CFAssociations'][0]['identifier']}").get_json()
    assert "CFDocumentURI" in alone


KINDS = ("CFConcepts", "CFSubjects", "CFItemTypes", "CFLicenses", "CFAssociationGroupings")


@pytest.mark.parametrize("kind", KINDS)
def test_every_definition_is_found_by_its_identifier(looked_at: Campus, kind: str) -> None:
    visitor = looked_at.anonymous("college")
    for definition in paper("cyber-defense")["CFDefinitions"][kind]:
        found = visitor.get(f"{BASE}/{kind}/{definition['identifier']}").get_json()
        assert (found[kind][0] if kind in found else found) == definition


@pytest.mark.parametrize(
    "kind", ["CFDocuments", "CFPackages", "CFItems", "CFAssociations", "CFRubrics", *KINDS]
)
def test_what_nobody_published_is_unknown(looked_at: Campus, kind: str) -> None:
    answer = looked_at.anonymous("college").get(f"{BASE}/{kind}/00000000-0000-4000-8000-000000000000")
    assert answer.status_code == 404
    assert answer.get_json()["imsx_codeMajor"] == "failure"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused_in_the_words_of_case_at_a_site_too(looked_at: Campus, method: str) -> None:
    for path in (f"{BASE}/CFDocuments", f"{BASE}/CFItems/{TRIAGE_OUTCOME}", "/ims/case/v1p0/CFDocuments"):
        answer = looked_at.anonymous("college").open(path, method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.get_json()["imsx_severity"] == "error"


def test_what_breaks_at_a_site_is_told_in_the_words_of_case(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def documents(_shelf: Shelf) -> Any:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(Shelf, "documents", documents)
    campus.college.config["PROPAGATE_EXCEPTIONS"] = False
    answer = campus.anonymous("college").get(f"{BASE}/CFDocuments", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (500, "application/json")
    assert answer.get_json()["imsx_description"] == "something went wrong here"


@pytest.mark.parametrize("status", ["Draft", "Pending Implementation", "Implemented", "Retired", None])
def test_links_that_are_only_proposed_are_told_in_their_own_document_alone(
    campus: Campus, status: str | None
) -> None:
    links = [an_association("isRelatedTo", "P-1", "Far", COLLEGE, far="https://partner.example")]
    crosswalk = a_package(COLLEGE, title="Links", items=[], associations=links)
    crosswalk["CFDocument"] |= {"adoptionStatus": status} if status else {}
    with campus.session() as session:
        for package in (a_package(COLLEGE), crosswalk):
            text = json.dumps(package).encode()
            bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    visitor = campus.anonymous("college")
    item = links[0]["originNodeURI"]["identifier"]
    found = visitor.get(f"{BASE}/CFItemAssociations/{item}").get_json()["CFAssociations"]
    proposed = status in ("Draft", "Pending Implementation")
    assert ("isRelatedTo" in [one["associationType"] for one in found]) is not proposed
    assert "isChildOf" in [one["associationType"] for one in found]
    alone = visitor.get(f"{BASE}/CFAssociations/{links[0]['identifier']}").get_json()
    assert alone["CFDocumentURI"]["identifier"] == crosswalk["CFDocument"]["identifier"]


def test_who_has_the_newest_package_gets_none_until_another_is_published(campus: Campus) -> None:
    package = a_package(COLLEGE)
    visitor = campus.anonymous("college")
    path = f"{BASE}/CFPackages/{package['CFDocument']['identifier']}"

    def publish(at: datetime) -> None:
        with campus.session() as session:
            text = json.dumps(package).encode()
            bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=at)
            session.commit()

    newest = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    publish(newest)
    first = visitor.get(path)
    assert first.last_modified == newest
    known = {"If-None-Match": first.headers["ETag"]}
    assert visitor.get(path, headers=known).status_code == 304
    assert visitor.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    package["CFItems"][0]["fullStatement"] = "Said anew"
    publish(newest + timedelta(seconds=1))
    for headers in (known, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = visitor.get(path, headers=headers)
        assert (again.status_code, again.get_json()["CFItems"][0]["fullStatement"]) == (200, "Said anew")


def test_a_framework_of_3000_items_is_given_whole(campus: Campus) -> None:
    items = [
        an_item(f"P-{n}", COLLEGE, abbreviatedStatement=f"Short {n}", notes="n" * 60) for n in range(3000)
    ]
    links = [an_association("isChildOf", f"P-{n}", f"P-{(n - 1) // 8}", COLLEGE) for n in range(1, 3000)]
    package = a_package(COLLEGE, items=items, associations=links)
    with campus.session() as session:
        bring_in(session, json.dumps(package).encode(), source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    visitor = campus.anonymous("college")
    for version in ("v1p1", "v1p0"):
        answer = visitor.get(f"/ims/case/{version}/CFPackages/{package['CFDocument']['identifier']}")
        assert len(answer.get_json()["CFItems"]) == 3000
