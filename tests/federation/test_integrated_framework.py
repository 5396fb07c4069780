"""Both frameworks as one: what is published of it, who signed it, and that it never counts anything twice."""

import itertools
import json
import re
from collections import Counter
from typing import Any

import pytest
from sqlmodel import Session

from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from institution.crosswalks import Crosswalk
from institution.crosswalks.signing import digest_of
from institution.crosswalks.signing_off import take_theirs
from institution.frameworks import all_frameworks, framework_with, package_of
from institution.importing import import_framework
from institution.outcomes import link_counts
from institution.records import Framework
from skills import guarding, shapes
from skills.case import package_json
from skills.graph import Graph
from skills.importing import read_framework
from skills.matching import DEFAULT
from skills.reaching import Reach
from skills.reaching_back import Back
from tests.federation.linking import BASE, ORIGINS, Side, both, both_sign, said
from tests.federation.scene import this_moment
from tests.sites import Federation
from webapp.errors import Refusal

JSON = dict[str, Any]
TAUGHT, ASKED = "CYD101-2", "NG-SN-1"  # agreed in the samples, each linked with nothing else


@pytest.fixture(scope="module")
def looked_at(untouched: Federation) -> tuple[Side, Side]:
    """Give both sides, once both have signed, for tests that change nothing more."""
    sides = both(untouched)
    both_sign(*sides)
    return sides


@pytest.fixture
def signed(federation: Federation) -> tuple[Side, Side]:
    """Give both sides, once both have signed."""
    sides = both(federation)
    both_sign(*sides)
    return sides


def items(package: JSON) -> dict[str, JSON]:
    """Find the items of a package by their addresses."""
    return {item["uri"]: item for item in package["CFItems"]}


def ties(package: JSON) -> list[JSON]:
    """List the links of outcomes with items of a package."""
    own = items(package)
    return [
        link
        for link in package["CFAssociations"]
        if link["destinationNodeURI"]["uri"] in own and link["originNodeURI"]["uri"] not in own
    ]


def status(side: Side) -> str:
    """Tell whether the framework is in force at a side."""
    return str(side.published("integrated")["CFDocument"]["adoptionStatus"])


def test_one_signature_makes_a_draft_and_both_adopt_it_at_each_institution(federation: Federation) -> None:
    joe, carl = both(federation)
    assert federation.anonymous("college").get(f"{joe.path}/integrated/signature").status_code == 404
    joe.signs()
    assert status(joe) == "Draft"
    assert "Draft: not adopted yet" in said(joe.browser.get(f"{joe.path}/integrated"))
    assert federation.anonymous("college").get(f"{joe.path}/integrated/signature").status_code == 404
    carl.looks()
    assert status(carl) == "Draft"
    carl.signs()
    assert (status(joe), status(carl)) == ("Draft", "Implemented")
    joe.looks()
    assert status(joe) == "Implemented"
    about = [side.published("integrated")["CFDocument"]["extensions"]["integrated"] for side in (joe, carl)]
    assert about[0] == about[1]
    assert [(one["name"], one["institution"]) for one in about[0]["signedBy"]] == [
        ("Joe Akande", "Riverbend Community College"),
        ("Carl Jensen", "Northgate Utilities"),
    ]


def test_each_institution_signs_its_own_copy_as_it_is_served(looked_at: tuple[Side, Side]) -> None:
    for side in looked_at:
        visitor = side.federation.anonymous(side.site)
        credential = json.loads(visitor.get(f"{side.path}/integrated/signature").data)
        site = side.app.extensions["wellspring"]
        assert verify_proof(credential, resolve=site.peers.resolve, purpose="assertionMethod") == site.did
        package = side.published("integrated")
        assert credential["credentialSubject"]["id"] == package["CFDocument"]["uri"]
        digest = digest_of(package["CFDocument"], package["CFAssociations"], package["CFItems"])
        comment = credential["credentialSubject"]["endorsementComment"]
        assert comment == f"Version 1, Implemented, 24 links, sha256 of the CFPackage: {digest}"


def test_the_totals_of_the_table_are_the_numbers_of_associations(looked_at: tuple[Side, Side]) -> None:
    for side in looked_at:
        package = side.published("integrated")
        own = items(package)
        above = {
            link["originNodeURI"]["uri"]: link["destinationNodeURI"]["uri"]
            for link in package["CFAssociations"]
            if link["associationType"] == "isChildOf"
        }
        groups = Counter(
            own[above[link["destinationNodeURI"]["uri"]]]["abbreviatedStatement"] for link in ties(package)
        )
        courses = Counter(link["originNodeURI"]["title"].split("-")[0] for link in ties(package))
        head, foot = side.browser.get(f"{side.path}/integrated").get_data(as_text=True).split("<tfoot>")
        columns = re.findall(r'<th scope="col">.*?<span class="small">(.*?)</span>', head)
        totals = [int(total) for total in re.findall(r"<td><b>(\d+)</b></td>", foot)]
        assert dict(zip(columns, totals, strict=False)) == groups
        assert totals[-1] == len(ties(package)) == sum(groups.values()) == 24
        lines = re.findall(r'<th scope="row">(\w+) (\d+) .*?<td><b>(\d+)</b></td></tr>', head)
        assert {f"{letters}{digits}": int(total) for letters, digits, total in lines} == courses
        assert package["CFDocument"]["extensions"]["integrated"]["total"] == 24
        page = said(side.browser.get(f"{side.path}/integrated"))
        assert "24 links between 24 outcomes and 22 competencies" in page


def test_every_item_is_linked_to_both_sides_and_durable_skills_are_a_group_of_their_own(
    looked_at: tuple[Side, Side],
) -> None:
    for side in looked_at:
        package = side.published("integrated")
        taught = {link["destinationNodeURI"]["uri"] for link in ties(package)}
        asked = {
            link["originNodeURI"]["uri"]
            for link in package["CFAssociations"]
            if link["associationType"] == "exactMatchOf"
            and link["destinationNodeURI"]["uri"].startswith(ORIGINS["employer"])
            and link["originNodeURI"]["uri"] in items(package)
        }
        groups = {uri for uri, item in items(package).items() if item["CFItemType"] == "Competency group"}
        assert taught == asked == set(items(package)) - groups
        durable = [item for item in package["CFItems"] if "durable skills" in item.get("conceptKeywords", ())]
        assert [item["humanCodingScheme"] for item in durable] == ["NG-DS-1"]


def packages(session: Session) -> dict[str, Any]:
    """Put every framework of a site together again."""
    return {one.identifier: package_of(session, one) for one in all_frameworks(session)}


def test_it_keeps_the_rules_of_associations(looked_at: tuple[Side, Side]) -> None:
    for side in looked_at:
        with side.session() as session:
            kept = packages(session)
        integrated = kept.pop(side.stored().integrated_document)
        kept.pop(side.crosswalk.decisions_document)
        assert guarding.problems(integrated, kept.values()) == []
        assert shapes.problems(integrated, kept.values()) == []


def test_no_way_from_what_is_held_to_what_is_asked_is_worth_more_by_it(looked_at: tuple[Side, Side]) -> None:
    for side in looked_at:
        with side.session() as session:
            kept = packages(session)
        integrated = kept.pop(side.stored().integrated_document)
        graphs = [Graph(kept.values()), Graph([*kept.values(), integrated])]
        assert sum(link.status == "confirmed" for link in graphs[1].links) > 60
        known = graphs[0].nodes
        for exact_only, uri in itertools.product((False, True), known):
            ahead = [Reach.over(one, DEFAULT).paths(uri, exact_only=exact_only) for one in graphs]
            worth = [{to: (path.weight, len(path.steps)) for to, path in one.items()} for one in ahead]
            assert {to: much for to, much in worth[1].items() if to in known} == worth[0]
            back = [Back(one, DEFAULT).worth(uri, exact_only=exact_only) for one in graphs]
            assert {held: much for held, much in back[1].items() if held in known} == back[0]
            assert graphs[1].lowest_parts(uri) == graphs[0].lowest_parts(uri)


def test_the_employer_neither_matches_by_it_nor_offers_it_for_a_job(looked_at: tuple[Side, Side]) -> None:
    _, carl = looked_at
    with carl.session() as session:
        graph = carl.app.extensions["graphs"].current(session)
    assert not [one for one in graph.packages if one.document.get("frameworkType") == "Integrated framework"]
    page = carl.federation.browser("employer", "renee").get("/jobs/new")
    assert "Northgate Utilities: Security Operations Analyst I" in said(page)
    assert "Integrated" not in said(page)


def test_an_outcome_shows_its_links_once_and_the_item_shows_both_sides(looked_at: tuple[Side, Side]) -> None:
    joe, carl = looked_at
    visitor = joe.federation.anonymous("college")
    assert "1 link to other frameworks" in said(visitor.get(f"/uri/{joe.item(TAUGHT).identifier}"))
    with joe.session() as session:
        outcomes = framework_with(session, joe.crosswalk.near["identifier"])
        assert sum(link_counts(session, outcomes).values()) == 24
        integrated = framework_with(session, joe.stored().integrated_document)
        assert sum(link_counts(session, integrated).values()) == 24 + 22
    (item,) = [
        one for one in items(joe.published("integrated")).values() if one["humanCodingScheme"] == ASKED
    ]
    path = item["uri"].removeprefix(ORIGINS["college"])
    page = visitor.get(path, headers={"Accept": "text/html"})
    assert "2 links to other frameworks" in said(page)
    assert "Explain how network traffic travels" in said(page)
    machine = visitor.get(path, headers={"Accept": "application/json"})
    assert machine.status_code == 303
    assert visitor.get(machine.location).get_json()["uri"] == item["uri"]
    for link in joe.published("integrated")["CFAssociations"]:
        assert visitor.get(link["uri"].removeprefix(ORIGINS["college"])).status_code == 200
    assert "At Northgate Utilities" in said(joe.browser.get(f"{joe.path}/integrated"))
    theirs = carl.published("integrated")["CFDocument"]["uri"]
    assert f'href="{theirs}"' in joe.browser.get(f"{joe.path}/integrated").get_data(as_text=True)


def test_when_the_links_change_it_is_out_of_force_until_both_sign_anew(signed: tuple[Side, Side]) -> None:
    joe, carl = signed
    before = joe.published("integrated")
    joe.takes_back(TAUGHT, ASKED)
    assert (status(joe), status(carl)) == ("Deprecated", "Implemented")
    carl.looks()
    assert status(carl) == "Deprecated"
    after = joe.published("integrated")
    assert (after["CFItems"], after["CFAssociations"]) == (before["CFItems"], before["CFAssociations"])
    assert after["CFDocument"]["version"] == "1"
    assert "Out of force: the links changed" in said(joe.browser.get(f"{joe.path}/integrated"))
    with joe.session() as session:
        graph = Graph(packages(session).values())
    uri = joe.item(TAUGHT).uri
    assert {link.kind for link in (*graph.leaving(uri), *graph.arriving(uri))} == {"isChildOf"}
    joe.signs()
    carl.looks()
    assert (status(joe), status(carl)) == ("Deprecated", "Deprecated")
    carl.signs()
    joe.looks()
    for side in signed:
        package = side.published("integrated")
        assert package["CFDocument"]["adoptionStatus"] == "Implemented"
        assert package["CFDocument"]["version"] == "2"
        assert len(ties(package)) == 23


def test_what_was_in_it_keeps_its_address_and_every_version_stays_to_be_read(
    signed: tuple[Side, Side],
) -> None:
    joe, carl = signed
    before = items(joe.published("integrated"))
    joe.takes_back(TAUGHT, ASKED)
    carl.looks()
    both_sign(*signed)
    after = items(joe.published("integrated"))
    assert set(after) == set(before)
    (gone,) = [item for item in after.values() if "statusEndDate" in item]
    assert gone["humanCodingScheme"] == ASKED
    assert [after[uri] for uri in before if uri != gone["uri"]] == [
        item for uri, item in before.items() if uri != gone["uri"]
    ]
    visitor = joe.federation.anonymous("college")
    assert "No longer in use" in said(visitor.get(gone["uri"].removeprefix(ORIGINS["college"])))
    with joe.session() as session:
        stored = session.get_one(Framework, joe.stored().integrated_document)
        assert stored.number == 2
    joe.decides("exactMatchOf", TAUGHT, ASKED)
    carl.looks()
    both_sign(*signed)
    again = items(joe.published("integrated"))
    assert set(again) == set(before)
    assert not [item for item in again.values() if "statusEndDate" in item]


def test_links_that_come_back_as_they_were_signed_put_it_in_force_again(signed: tuple[Side, Side]) -> None:
    joe, carl = signed
    joe.takes_back(TAUGHT, ASKED)
    joe.decides("exactMatchOf", TAUGHT, ASKED)
    carl.looks()
    for side in (joe, carl):
        assert status(side) == "Implemented"
        assert side.published("integrated")["CFDocument"]["version"] == "1"


@pytest.mark.parametrize("form", ["json", "csv", "ttl", "jsonld"])
def test_it_is_taken_along_and_comes_in_elsewhere_as_any_framework(
    looked_at: tuple[Side, Side], form: str
) -> None:
    joe, carl = looked_at
    identifier = joe.stored().integrated_document
    taken = joe.federation.anonymous("college").get(f"/frameworks/{identifier}/export.{form}").data
    read = read_framework(taken, base=ORIGINS["employer"], now=this_moment())
    with joe.session() as session:
        assert package_json(read) == package_json(package_of(session, framework_with(session, identifier)))
    with carl.session() as session:
        kept = import_framework(
            session, taken, source="a file", base=ORIGINS["employer"], by="Carl", now=this_moment()
        )
        assert not kept.own
        assert kept.identifier != carl.stored().integrated_document
        session.rollback()


def test_nobody_writes_it_by_hand(looked_at: tuple[Side, Side]) -> None:
    joe, _ = looked_at
    path = f"/frameworks/{joe.stored().integrated_document}"
    marta = joe.federation.browser("college", "marta")
    for browser in (joe.browser, marta):
        page = browser.get(path).get_data(as_text=True)
        assert "Retire it" not in page
        assert f'action="{path}/draft"' not in page
    for browser, deed in ((joe.browser, "draft"), (marta, "adopt"), (marta, "retire")):
        answer = browser.post(f"{path}/{deed}", data={"seen": "1", "reason": "x", "sure": "yes"})
        assert answer.status_code == 409, deed
        assert "This framework follows the links" in said(answer)
    taken = json.loads(marta.get(f"{path}/export.json").data)
    taken["CFItems"][1]["fullStatement"] = "Something else"
    with joe.session() as session, pytest.raises(Refusal, match="follows the links"):
        import_framework(
            session,
            json.dumps(taken).encode(),
            source="a file",
            base=ORIGINS["college"],
            by="Marta",
            now=this_moment(),
        )
    assert status(joe) == "Implemented"


ELSEWHERE = (
    "http://localhost:8009/uri/1",
    "javascript:alert(1)",
    "http://localhost:8003.evil.example/uri/1",
    7,
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_partner_s_copy_is_shown_at_the_partner_s_address_only(
    federation: Federation, address: object
) -> None:
    joe, _ = both(federation)
    stated = {"name": "Carl", "role": "R", "date": "2026-11-24", "links": "0" * 64, "document": address}
    with joe.session() as session:
        assert take_theirs(session, session.get_one(Crosswalk, joe.crosswalk.id), stated)
        session.commit()
    page = joe.browser.get(f"{joe.path}/integrated").get_data(as_text=True)
    assert "Their copy" not in page
    assert str(address) not in page or address == 7


def test_the_list_of_frameworks_and_the_case_service_name_it(looked_at: tuple[Side, Side]) -> None:
    joe, _ = looked_at
    visitor = joe.federation.anonymous("college")
    assert "Integrated: Riverbend Community College" in said(visitor.get("/frameworks"))
    listed = visitor.get(f"{BASE}/CFDocuments?filter=frameworkType='Integrated framework'").get_json()
    assert [one["identifier"] for one in listed["CFDocuments"]] == [joe.stored().integrated_document]
