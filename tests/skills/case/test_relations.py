"""How the parts of a package relate: identifiers once, links that lead somewhere, no circles."""

from typing import Any

import pytest

from skills.case import FrameworkError, read_package
from tests.skills.packages import Change, a_package, an_association, an_item, changed, named, with_association


def problems_of(document: Any) -> list[tuple[str, str]]:
    with pytest.raises(FrameworkError) as caught:
        read_package(document)
    return [(problem.place, problem.reason) for problem in caught.value.problems]


Row = tuple[Change, str, str]
REFUSED: dict[str, Row] = {
    "an identifier used twice": (
        changed("CFItems", 2, "identifier", to=named(2)["identifier"]),
        "CFItems[2].identifier",
        "repeats the identifier of CFItems[1]",
    ),
    "the document's identifier on an item": (
        changed("CFItems", 2, "identifier", to=named(0)["identifier"]),
        "CFItems[2].identifier",
        "repeats the identifier of CFDocument",
    ),
    "an address used twice": (
        changed("CFItems", 2, "uri", to=named(2)["uri"]),
        "CFItems[2].uri",
        "repeats the uri of CFItems[1]",
    ),
    "a child of nobody": (
        with_association(110, 3, "isChildOf", 77),
        "CFAssociations[3].destinationNodeURI",
        "is not in the package",
    ),
    "nobody's child": (
        with_association(110, 77, "isChildOf", 1),
        "CFAssociations[3].originNodeURI",
        "is not in the package",
    ),
    "an item linked to itself": (
        with_association(110, 2, "isRelatedTo", 2),
        "CFAssociations[3]",
        "to itself",
    ),
    "an item both the same and a part": (
        with_association(110, 2, "exactMatchOf", 1),
        "CFAssociations[3]",
        "both the same",
    ),
    "a circle of two": (
        with_association(110, 1, "isPartOf", 2),
        "CFAssociations[3]",
        "closes a circle of isChildOf and isPartOf: C1 > C2 > C1",
    ),
    "a link with two meanings": (
        with_association(110, 2, "precedes", 3),
        "CFAssociations[3].originNodeURI",
        "by its identifier",
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refuses(sentence: str) -> None:
    change, place, reason = REFUSED[sentence]
    document = a_package()
    change(document)
    if sentence == "a link with two meanings":
        document["CFAssociations"][3]["originNodeURI"]["uri"] = named(1)["uri"]
    found = problems_of(document)
    assert any(at == place and reason in why for at, why in found), found


def test_names_the_codes_of_a_circle() -> None:
    document = a_package()
    document["CFAssociations"] += [
        an_association(111, 1, "precedes", 2),
        an_association(112, 2, "precedes", 3),
        an_association(113, 3, "precedes", 1),
    ]
    assert problems_of(document) == [("CFAssociations[5]", "closes a circle of precedes: C3 > C1 > C2 > C3")]


def test_two_circles_are_both_told() -> None:
    document = a_package()
    for number, (origin, destination) in enumerate([(1, 2), (2, 1), (1, 3), (3, 1)], start=111):
        document["CFAssociations"].append(an_association(number, origin, "precedes", destination))
    assert len(problems_of(document)) == 2


def test_a_chain_of_thousands_is_no_circle() -> None:
    document = a_package()
    document["CFItems"] = [an_item(n) for n in range(1, 5001)]
    document["CFAssociations"] = [an_association(10000 + n, n, "precedes", n + 1) for n in range(1, 5000)]
    assert len(read_package(document).items) == 5000


def test_a_crosswalk_may_link_items_of_other_packages_as_child_and_parent() -> None:
    document = a_package()
    document["CFItems"] = []
    document["CFAssociations"] = [an_association(101, 1, "isChildOf", 2)]
    assert read_package(document).notices == ()
