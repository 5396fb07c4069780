"""Both frameworks as one are a draft, adopted, out of force and adopted anew, as people sign."""

import pytest

from institution.records import Framework
from skills.graph import Graph
from tests.federation.integrated import ASKED, TAUGHT, items, packages, status, ties
from tests.federation.linking import ORIGINS, Side, both, both_sign, said
from tests.sites import Federation


@pytest.fixture
def signed(federation: Federation) -> tuple[Side, Side]:
    """Give both sides, once both have signed."""
    sides = both(federation)
    both_sign(*sides)
    return sides


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
