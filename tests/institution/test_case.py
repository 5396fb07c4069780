"""The college's frameworks over CASE 1.1, as other machines read them."""

import pytest

from tests.institution.campus import COLLEGE, CYBER_DEFENSE, TRIAGE_OUTCOME, Campus, paper

BASE = "/ims/case/v1p1"


def test_the_documents_name_their_packages(looked_at: Campus) -> None:
    documents = looked_at.anonymous("college").get(f"{BASE}/CFDocuments").get_json()["CFDocuments"]
    assert len(documents) == 3
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
