"""Reading a CASE package: all of it or nothing, with every problem and its place."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.case import FrameworkError, package_json, read_package
from tests.skills.packages import JSON, Change, a_package, changed, link, named, with_association, without


def problems_of(document: Any) -> list[tuple[str, str]]:
    with pytest.raises(FrameworkError) as caught:
        read_package(document)
    return [(problem.place, problem.reason) for problem in caught.value.problems]


Row = tuple[Change, str, str]
REFUSED: dict[str, Row] = {
    "no document": (without("CFDocument"), "CFDocument", "is missing"),
    "a document that is a text": (changed("CFDocument", to="x"), "CFDocument", "expected an object"),
    "items that are an object": (changed("CFItems", to={}), "CFItems", "expected a list"),
    "an item that is a number": (changed("CFItems", 1, to=7), "CFItems[1]", "expected an object"),
    "an item without statement": (
        without("CFItems", 2, "fullStatement"),
        "CFItems[2].fullStatement",
        "is missing",
    ),
    "an item with null for a statement": (
        changed("CFItems", 2, "fullStatement", to=None),
        "CFItems[2].fullStatement",
        "is missing",
    ),
    "an item with a blank statement": (
        changed("CFItems", 0, "fullStatement", to=" "),
        "CFItems[0].fullStatement",
        "is empty",
    ),
    "a statement that is a list": (
        changed("CFItems", 0, "fullStatement", to=["x"]),
        "CFItems[0].fullStatement",
        "found a list, expected a text",
    ),
    "an identifier that is no UUID": (
        changed("CFItems", 0, "identifier", to="C1"),
        "CFItems[0].identifier",
        "found 'C1', expected a UUID",
    ),
    "an address that runs something": (
        changed("CFItems", 0, "uri", to="javascript:alert(1)"),
        "CFItems[0].uri",
        "expected an absolute URI",
    ),
    "a relative address": (changed("CFItems", 0, "uri", to="/uri/1"), "CFItems[0].uri", "absolute URI"),
    "an address with a space": (
        changed("CFDocument", "officialSourceURL", to="https://a.example/a b"),
        "CFDocument.officialSourceURL",
        "absolute URI",
    ),
    "a date that does not exist": (
        changed("CFItems", 0, "statusStartDate", to="2026-02-30"),
        "CFItems[0].statusStartDate",
        "expected a date",
    ),
    "a time that does not exist": (
        changed("CFItems", 0, "lastChangeDateTime", to="2026-08-17T25:00:00Z"),
        "CFItems[0].lastChangeDateTime",
        "expected a date and time",
    ),
    "a time in words": (
        changed("CFDocument", "lastChangeDateTime", to="yesterday"),
        "CFDocument.lastChangeDateTime",
        "found 'yesterday'",
    ),
    "a truth value for a number": (
        changed("CFAssociations", 1, "sequenceNumber", to=True),
        "CFAssociations[1].sequenceNumber",
        "expected a whole number",
    ),
    "a version to come": (
        changed("CFDocument", "caseVersion", to="2.0"),
        "CFDocument.caseVersion",
        "found '2.0'",
    ),
    "a link that is only an address": (
        changed("CFItems", 0, "CFItemTypeURI", to="https://a.example/x"),
        "CFItems[0].CFItemTypeURI",
        "expected an object: a LinkURI",
    ),
    "an association type of the guide's samples": (
        changed("CFAssociations", 0, "associationType", to="covers"),
        "CFAssociations[0].associationType",
        "found 'covers', expected one of isChildOf",
    ),
    "an unknown target type": (
        changed("CFAssociations", 0, "originNodeURI", "targetType", to="web"),
        "CFAssociations[0].originNodeURI.targetType",
        "expected CASE",
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refuses(sentence: str) -> None:
    change, place, reason = REFUSED[sentence]
    document = a_package()
    change(document)
    found = problems_of(document)
    assert any(at == place and reason in why for at, why in found), found


def test_every_problem_is_told_at_once_and_nothing_is_half_read() -> None:
    document = a_package()
    document["CFItems"][0].pop("fullStatement")
    document["CFItems"][2]["identifier"] = "x"
    document["CFAssociations"][1]["associationType"] = "covers"
    assert [place for place, _ in problems_of(document)] == [
        "CFItems[0].fullStatement",
        "CFItems[2].identifier",
        "CFAssociations[1].associationType",
    ]


def test_the_message_shows_the_first_problems_and_counts_the_rest() -> None:
    document = a_package()
    document["CFItems"] = [{} for _ in range(10)]
    with pytest.raises(FrameworkError, match=r"CFItems\[0\]\.identifier: is missing.*; and 35 more$"):
        read_package(document)


Mending = tuple[Change, str, Callable[[JSON], Any], Any]
MENDED: dict[str, Mending] = {
    "the package's own address in the document": (
        changed("CFDocument", "CFPackageURI", to=link(0)),
        "CFDocument.CFPackageURI",
        lambda d: "CFPackageURI" in d["CFDocument"],
        False,
    ),
    "the package's own address as a text": (
        changed("CFDocument", "CFPackageURI", to="https://college.example/CFPackages/1"),
        "CFDocument.CFPackageURI",
        lambda d: "CFPackageURI" in d["CFDocument"],
        False,
    ),
    "the package's own address as numbers": (
        changed("CFDocument", "CFPackageURI", to={"uri": [1, 2]}),
        "CFDocument.CFPackageURI",
        lambda d: "CFPackageURI" in d["CFDocument"],
        False,
    ),
    "the document's address in an item": (
        changed("CFItems", 0, "CFDocumentURI", to=link(0)),
        "CFItems[0].CFDocumentURI",
        lambda d: "CFDocumentURI" in d["CFItems"][0],
        False,
    ),
    "null for what is not there": (
        changed("CFItems", 0, "notes", to=None),
        "CFItems[0].notes",
        lambda d: "notes" in d["CFItems"][0],
        False,
    ),
    "an unknown member": (
        changed("CFItems", 0, "colour", to="red"),
        "CFItems[0].colour",
        lambda d: d["CFItems"][0]["colour"],
        "red",
    ),
    "an empty list for no definitions": (
        changed("CFDefinitions", to=[]),
        "CFDefinitions",
        lambda d: d["CFDefinitions"],
        {},
    ),
    "an empty list for no extensions": (
        changed("CFItems", 0, "extensions", to=[]),
        "CFItems[0].extensions",
        lambda d: d["CFItems"][0]["extensions"],
        {},
    ),
    "one keyword for a list": (
        changed("CFItems", 0, "conceptKeywords", to="logs"),
        "CFItems[0].conceptKeywords",
        lambda d: d["CFItems"][0]["conceptKeywords"],
        ["logs"],
    ),
    "a list of one link for a link": (
        changed("CFItems", 0, "conceptKeywordsURI", to=[link(9)]),
        "CFItems[0].conceptKeywordsURI",
        lambda d: d["CFItems"][0]["conceptKeywordsURI"],
        link(9),
    ),
    "a sequence number in quotes": (
        changed("CFAssociations", 1, "sequenceNumber", to="2"),
        "CFAssociations[1].sequenceNumber",
        lambda d: d["CFAssociations"][1]["sequenceNumber"],
        2,
    ),
    "an association type in words": (
        changed("CFAssociations", 1, "associationType", to="Is Child Of"),
        "CFAssociations[1].associationType",
        lambda d: d["CFAssociations"][1]["associationType"],
        "isChildOf",
    ),
    "a time without a zone": (
        changed("CFItems", 0, "lastChangeDateTime", to="2017-09-22T23:13:54"),
        "CFItems[0].lastChangeDateTime",
        lambda d: d["CFItems"][0]["lastChangeDateTime"],
        "2017-09-22T23:13:54Z",
    ),
    "a time for a date": (
        changed("CFItems", 0, "statusStartDate", to="2017-09-22T00:00:00+00:00"),
        "CFItems[0].statusStartDate",
        lambda d: d["CFItems"][0]["statusStartDate"],
        "2017-09-22",
    ),
    "an item type without description": (
        changed(
            "CFDefinitions", "CFItemTypes", to=[{**named(50), "title": "Standard", "hierarchyCode": "1"}]
        ),
        "CFDefinitions.CFItemTypes[0].description",
        lambda d: d["CFDefinitions"]["CFItemTypes"][0]["description"],
        "Standard",
    ),
    "another address for the same item": (
        changed("CFAssociations", 1, "originNodeURI", "uri", to="https://a.example/CFItems/2"),
        "CFAssociations[1].originNodeURI",
        lambda d: d["CFAssociations"][1]["originNodeURI"]["uri"],
        named(2)["uri"],
    ),
    "a version that CASE 1.0 does not write": (
        changed("CFDocument", "caseVersion", to="1.0"),
        "CFDocument.caseVersion",
        lambda d: d["CFDocument"]["caseVersion"],
        "1.1",
    ),
    "an association said twice": (
        with_association(110, 2, "isChildOf", 1),
        "CFAssociations[3]",
        lambda d: len(d["CFAssociations"]),
        4,
    ),
}


@pytest.mark.parametrize("sentence", MENDED)
def test_mends_and_notes(sentence: str) -> None:
    change, place, look, expected = MENDED[sentence]
    document = a_package()
    change(document)
    before = copy.deepcopy(document)
    package = read_package(document)
    assert [notice.place for notice in package.notices] == [place]
    assert look(package_json(package)) == expected
    assert document == before, "reading changed the input"


def test_a_habit_of_a_provider_is_told_once() -> None:
    document = a_package()
    for item in document["CFItems"]:
        item["CFDocumentURI"] = link(0)
    (notice,) = read_package(document).notices
    assert str(notice) == (
        "CFItems[0].CFDocumentURI: is not a member inside a package; left out (and 2 more like it)"
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    member=st.sampled_from(["CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics"]),
    value=ANYTHING,
)
def test_whatever_stands_in_a_member_it_is_read_or_refused(member: str, value: Any) -> None:
    document = a_package() | {member: value}
    try:
        read_package(document)
    except FrameworkError as error:
        assert error.problems
