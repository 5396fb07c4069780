"""Nobody else may claim an address of ours, by whichever way their framework comes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from institution.importing import bring_in
from institution.records import Framework, Item
from tests.institution.campus import COLLEGE, Campus, words
from tests.institution.packages import a_package
from tests.institution.test_imports import ADDRESS, PARTNER, Server, upload
from webapp.errors import Refusal
from webapp.seeding import site_of

JSON = dict[str, Any]
NOW = datetime(2026, 9, 1, tzinfo=UTC)
FREE = "0b4b2f6e-58a4-4c6c-9d62-6a2f3f0f6a10"


def ours(campus: Campus) -> JSON:
    """Publish a framework of ours, and give its first item."""
    package = a_package(COLLEGE)
    with site_of(campus.college).storage.session() as session:
        bring_in(session, json.dumps(package).encode(), source="a file", base=COLLEGE, by="Joe", now=NOW)
        session.commit()
    item: JSON = package["CFItems"][0]
    return item


def theirs() -> JSON:
    """Give a framework of somebody else."""
    return a_package(PARTNER)


CLAIMS = {
    "an item": lambda package: package["CFItems"][1],
    "an association": lambda package: package["CFAssociations"][0],
}


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("origin", [COLLEGE, COLLEGE.replace("http:", "https:").upper()])
def test_a_free_address_of_ours_is_not_given_to_somebody_else(
    campus: Campus, claim: str, origin: str
) -> None:
    package = theirs()
    CLAIMS[claim](package)["uri"] = f"{origin}/uri/{FREE}"
    answer = upload(campus, json.dumps(package).encode())
    said = words(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "The framework claims an address of ours" in said
    assert "was never published here" in said
    with site_of(campus.college).storage.session() as session, pytest.raises(Refusal, match="claims"):
        text = json.dumps(package).encode()
        bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)


def test_an_item_of_ours_with_other_words_is_refused(campus: Campus) -> None:
    package = theirs()
    package["CFItems"].append({**ours(campus), "fullStatement": "Something else"})
    answer = upload(campus, json.dumps(package).encode())
    said = words(answer.get_data(as_text=True))
    assert "says something else than it does here" in said


def test_an_item_of_ours_that_says_the_same_stays_ours_and_links_lead_to_it(campus: Campus) -> None:
    item, package = ours(campus), theirs()
    link = {"title": "x", "identifier": item["identifier"], "uri": item["uri"]}
    package["CFItems"].append({**item, "lastChangeDateTime": "2026-01-01T00:00:00Z"})
    package["CFAssociations"].append(
        {
            **package["CFAssociations"][0],
            "identifier": FREE,
            "uri": f"{PARTNER}/uri/{FREE}",
            "associationType": "isRelatedTo",
            "destinationNodeURI": link,
        }
    )
    with site_of(campus.college).storage.session() as session:
        text = json.dumps(package).encode()
        brought = bring_in(session, text, source="a file", base=COLLEGE, by="Joe", now=NOW)
        assert "1 of them is ours, word for word" in str(brought.notices[-1])
        kept = session.get_one(Item, item["identifier"])
        assert session.get_one(Framework, kept.framework).own


def test_another_server_cannot_publish_a_framework_in_our_name(campus: Campus) -> None:
    package = theirs()
    package["CFDocument"]["uri"] = f"{COLLEGE}/uri/{FREE}"
    campus.network.at[PARTNER] = Server(200, json.dumps(package).encode())
    answer = campus.browser("college", "marta").post("/frameworks/import", data={"address": ADDRESS})
    assert answer.status_code == 422
    assert "Another server claims a framework of ours" in words(answer.get_data(as_text=True))
