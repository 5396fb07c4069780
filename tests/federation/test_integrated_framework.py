"""Both frameworks as one: what is published of it, who signed it, and that it never counts anything twice."""

import itertools
import json
import re
from collections import Counter

import pytest

from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from institution.crosswalks import Crosswalk
from institution.crosswalks.signing import digest_of
from institution.crosswalks.signing_off import take_theirs
from institution.frameworks import framework_with, package_of
from institution.importing import import_framework
from institution.outcomes import link_counts
from skills import guarding, shapes
from skills.case import package_json
from skills.graph import Graph
from skills.importing import read_framework
from skills.matching import DEFAULT
from skills.reaching import Reach
from skills.reaching_back import Back
from tests.federation.integrated import ASKED, TAUGHT, items, packages, status, ties
from tests.federation.linking import BASE, ORIGINS, Side, both, both_sign, said
from tests.federation.scene import this_moment
from tests.sites import Federation
from webapp.errors import Refusal


@pytest.fixture(scope="module")
def looked_at(untouched: Federation) -> tuple[Side, Side]:
    """Give both sides, once both have signed, for tests that change nothing more."""
    sides = both(untouched)
    both_sign(*sides)
    return sides


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
