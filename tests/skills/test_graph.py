"""The graph: whose items and links it knows, which of them count, and how an alignment is found."""

import copy

import pytest

from skills.case import read_package
from skills.graph import Confirmation, Graph, Link
from tests.skills.packages import JSON, a_package, an_association, named


def a_graph(**members: object) -> Graph:
    return Graph([read_package(a_package() | members)])


def uri(number: int) -> str:
    return str(named(number)["uri"])


def test_an_alignment_is_found_by_address_first_and_by_identifier_after() -> None:
    graph = a_graph()
    assert graph.find(uri(1), named(2)["identifier"]) == uri(1)
    assert graph.find("https://mirror.example/1", named(2)["identifier"]) == uri(2)
    assert graph.find("https://mirror.example/1") is None


def test_an_item_is_named_by_code_and_title_and_an_unknown_one_by_its_address() -> None:
    graph = a_graph()
    assert graph.node(uri(1)).name == "C1 Can do 1"
    assert graph.node("https://else.example/1").name == "https://else.example/1"


def test_the_later_package_speaks_for_an_item_that_two_hold() -> None:
    newer = copy.deepcopy(a_package())
    newer["CFItems"][0]["fullStatement"] = "Can do more"
    graph = Graph([read_package(a_package()), read_package(newer)])
    assert graph.node(uri(1)).title == "Can do more"


def confirmed(*by: object) -> JSON:
    association = an_association(110, 2, "isRelatedTo", 3, extensions={"confirmedBy": list(by)})
    return a_package() | {"CFAssociations": [association]}


def test_a_link_that_names_its_confirmers_is_confirmed() -> None:
    who = {"name": "Joe", "role": "Lead", "institution": "Riverbend", "date": "2026-09-04"}
    (link,) = Graph([read_package(confirmed(who))]).links
    assert (link.status, link.confirmed_by) == (
        "confirmed",
        (Confirmation("Joe", "Lead", "Riverbend", "2026-09-04"),),
    )


def test_confirmers_that_make_no_sense_are_left_out_and_the_link_is_imported() -> None:
    (link,) = Graph([read_package(confirmed("Joe", {"role": "Lead"}, {"name": 7}, None))]).links
    assert (link.status, link.confirmed_by) == ("imported", ())


def test_a_confirmer_without_a_role_is_kept_by_name() -> None:
    (link,) = Graph([read_package(confirmed({"name": "Joe", "role": 7}))]).links
    assert link.confirmed_by == (Confirmation("Joe"),)


def test_a_link_to_itself_and_one_to_nowhere_count_for_nothing() -> None:
    stray = [Link("a", "exactMatchOf", uri(1), uri(1)), Link("b", "exactMatchOf", uri(1), "x:2")]
    graph = Graph([read_package(a_package())], stray)
    assert [link.id for link in graph.leaving(uri(1))] == []
    assert len(graph.links) == 5


def test_parts_in_a_circle_of_two_packages_come_to_an_end() -> None:
    links = [Link("a", "isPartOf", uri(1), uri(2)), Link("b", "isPartOf", uri(2), uri(1))]
    document = a_package() | {"CFAssociations": []}
    graph = Graph([read_package(document)], links)
    assert graph.lowest_parts(uri(1)) == (uri(1),)


def test_the_receipt_names_frameworks_with_their_version() -> None:
    graph = a_graph()
    assert graph.frameworks() == (
        {"uri": uri(0), "title": "A framework", "lastChangeDateTime": "2026-08-17T09:00:00Z"},
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("Draft", "suggested"),
        ("Pending Implementation", "suggested"),
        ("Retired", "retired"),
        ("Deprecated", "retired"),
        ("Implemented", "imported"),
        ("Adopted", "imported"),
        (None, "imported"),
    ],
)
def test_links_between_frameworks_count_only_while_their_document_is_in_force(
    status: str | None, told: str
) -> None:
    other = a_package() | {"CFItems": []}
    other["CFDocument"] |= {**named(50), **({"adoptionStatus": status} if status else {})}
    other["CFAssociations"] = [an_association(120, 2, "exactMatchOf", 3)]
    graph = Graph([read_package(a_package()), read_package(other)])
    assert next(link for link in graph.links if link.kind == "exactMatchOf").status == told
    assert bool(graph.leaving(uri(2))[1:]) == (told == "imported")


def test_links_inside_a_framework_count_whatever_its_status() -> None:
    package = a_package()
    package["CFDocument"]["adoptionStatus"] = "Draft"
    assert {link.status for link in Graph([read_package(package)]).links} == {"imported"}
