"""Both frameworks in one table, the map of their links, and the signatures of both institutions."""

import re

from sqlmodel import select

from institution.crosswalks.guarding import sound
from institution.frameworks import all_frameworks, package_of
from institution.records import Item
from skills import guarding, shapes
from tests.federation.linking import OUTCOME, both, both_sign, said
from tests.sites import Federation

SAME = "exactMatchOf"


def test_the_totals_of_the_table_are_the_numbers_of_agreed_links(untouched: Federation) -> None:
    for side in both(untouched):
        text = side.browser.get(f"{side.path}/integrated").get_data(as_text=True)
        foot = re.findall(r"<td><b>(\d+)</b></td>", text.split("<tfoot>")[1])
        assert sum(map(int, foot[:-1])) == int(foot[-1]) == 24
        lines = re.findall(r"<td><b>(\d+)</b></td></tr>", text.split("<tfoot>")[0])
        assert sum(map(int, lines)) == 24
        page = said(side.browser.get(f"{side.path}/integrated"))
        assert "Durable skills" in page
        assert re.search(r"Taught, not asked 36 .*CYD101-1 Build", page)
        assert re.search(r"Asked, not taught 14 .*NG-MD-6 Recognize abnormal plant traffic", page)


def test_a_job_of_the_employer_has_a_column_for_each_requirement(untouched: Federation) -> None:
    _, carl = both(untouched)
    page = carl.browser.get(f"{carl.path}/integrated").get_data(as_text=True)
    (address,) = re.findall(r'href="([^"]*for=[\w-]+)"[^>]*>Security Operations Analyst I<', page)
    job = carl.browser.get(address).get_data(as_text=True)
    assert job.count('<th scope="col">') == 12 + 2
    assert "Recognize abnormal plant traffic" in job.split("Asked, not taught")[1]
    assert carl.browser.get(f"{carl.path}/integrated?for=nope").status_code == 200


def test_both_sign_and_the_signatures_lapse_when_the_links_change(federation: Federation) -> None:
    joe, carl = both(federation)
    both_sign(joe, carl)
    for side in (joe, carl):
        page = said(side.browser.get(f"{side.path}/integrated"))
        assert "Both institutions signed version 1 as it is now" in page
        assert "Joe Akande, Curriculum lead, Riverbend Community College" in page
        assert "Carl Jensen, SOC supervisor, Northgate Utilities" in page
        assert 'action="/crosswalks' not in page
    joe.takes_back("CYD101-2", "NG-SN-1")
    page = said(joe.browser.get(f"{joe.path}/integrated"))
    assert page.count("Lapsed: the links changed since") == 2
    assert "Sign version 2 for Riverbend Community College" in page


def test_nobody_signs_what_they_did_not_see(untouched: Federation) -> None:
    joe, _ = both(untouched)
    answer = joe.browser.post(f"{joe.path}/sign-off", data={"links": "0" * 64})
    assert answer.status_code == 409
    assert "The links changed meanwhile" in said(answer)
    lou = untouched.browser("employer", "lou")
    assert lou.post(f"{joe.path}/sign-off", data={"links": "0" * 64}).status_code == 403


def test_the_map_draws_each_link_with_a_title_and_leads_to_its_outcome(federation: Federation) -> None:
    joe, _ = both(federation)
    joe.decides(SAME)
    text = joe.browser.get(f"{joe.path}/map").get_data(as_text=True)
    assert text.count("<title>1 link</title>") == 25
    assert len(re.findall(r'class="suggested" d="M0 [\d.]+C', text)) == 1
    assert '<title id="svg-title">Links from Riverbend' in text
    assert "25 links between 25 boxes on the left" in text
    assert f"at={joe.item(OUTCOME).identifier}" in text


def test_what_is_published_keeps_the_rules_of_associations(untouched: Federation) -> None:
    for side in both(untouched):
        with side.session() as session:
            packages = {one.identifier: package_of(session, one) for one in all_frameworks(session)}
            agreed = packages.pop(side.crosswalk.agreed_document)
            packages.pop(side.crosswalk.decisions_document)
        assert guarding.problems(agreed, packages.values()) == []
        assert shapes.problems(agreed, packages.values()) == []


def test_a_link_to_an_item_that_is_gone_is_not_published(untouched: Federation) -> None:
    joe, _ = both(untouched)
    package = joe.published("agreed")
    links = dict(enumerate(package["CFAssociations"]))
    with joe.session() as session:
        assert len(sound(session, package["CFDocument"], links)) == 24
        item = session.exec(select(Item).where(Item.code == "NG-SN-1")).one()
        session.delete(item)
        session.flush()
        kept = sound(session, package["CFDocument"], links)
        session.rollback()
    assert len(kept) == 23
    assert not any("NG-SN-1" in link["destinationNodeURI"]["title"] for link in kept.values())
