"""A receipt of a match: no score without its parts, no part without its path."""

import json

from skills.graph import Confirmation, Link
from skills.matching import match
from tests.skills.graphs import a_graph, asked, holding, uri
from tests.skills.packages import named


def test_the_receipt_tells_the_path_from_the_requirement_back_to_the_evidence() -> None:
    graph = a_graph((12, "isRelatedTo", 11), (12, "precedes", 13))
    receipt = match([asked(11)], [holding(13)], graph).to_json()
    (way,) = receipt["requirements"][0]["ways"]
    steps = [(step["from"]["title"], step["relation"], step["to"]["title"]) for step in way["steps"]]
    assert steps == [
        ("C12 Can do 12", "is related to", "C11 Can do 11"),
        ("C13 Can do 13", "comes after", "C12 Can do 12"),
    ]
    assert way["held"] == {"uri": uri(13), "title": "C13 Can do 13"}
    assert (way["evidence"], way["label"], way["quality"]) == ("badge", "A badge", "7/20")
    assert [step["association"] for step in way["steps"]] == [
        named(100)["identifier"],
        named(101)["identifier"],
    ]
    assert [framework["title"] for framework in receipt["frameworks"]][-1] == "Links"
    assert json.loads(json.dumps(receipt)) == receipt


def test_the_receipt_names_who_confirmed_a_link() -> None:
    by = (Confirmation("Joe Akande", "Curriculum lead", "Riverbend", "2026-09-04"),)
    link = Link("a-link", "exactMatchOf", uri(11), uri(21), "confirmed", "A crosswalk", by)
    receipt = match([asked(21)], [holding(11)], a_graph(more=[link])).to_json()
    (step,) = receipt["requirements"][0]["ways"][0]["steps"]
    assert step["confirmedBy"] == [
        {"name": "Joe Akande", "role": "Curriculum lead", "institution": "Riverbend", "date": "2026-09-04"}
    ]
    assert step["source"] == "A crosswalk"


def test_the_receipt_flags_what_is_implied_and_what_is_an_older_wording() -> None:
    graph = a_graph((12, "isChildOf", 11), (12, "replacedBy", 13))
    (row,) = match([asked(13)], [holding(11)], graph).to_json()["requirements"]
    assert [step["note"] for step in row["ways"][0]["steps"]] == ["older wording", "implied"]


def test_a_whole_shown_by_parts_lists_every_part_also_the_missing_one() -> None:
    graph = a_graph((13, "isChildOf", 11), (12, "isChildOf", 11))
    row = match([asked(11)], [holding(12)], graph).requirements[0]
    assert row.by_parts
    assert [(way.wanted, str(way.quality), way.evidence) for way in row.ways] == [
        (uri(12), "1", "badge"),
        (uri(13), "0", None),
    ]


def test_a_whole_held_as_such_is_not_taken_apart() -> None:
    graph = a_graph((12, "isChildOf", 11), (13, "isChildOf", 11))
    row = match([asked(11)], [holding(11, 12)], graph).requirements[0]
    assert row.quality == 1
    assert (row.by_parts, len(row.ways)) == (False, 1)
