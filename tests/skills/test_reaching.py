"""What a held item speaks for: each rule of inference, its weight and its limit."""

import pytest

from skills.graph import Link, Status
from skills.matching import Evidence, Requirement, match
from tests.skills.graphs import a_graph, asked, holding, quality, uri

Links = list[tuple[int, str, int]]
RULES: dict[str, tuple[Links, int, int, str, str]] = {
    # sentence: links, held, wanted, quality, quality by exact links alone
    "the item itself": ([], 11, 11, "1", "1"),
    "an item without any link": ([], 11, 12, "0", "0"),
    "an exact match": ([(11, "exactMatchOf", 21)], 11, 21, "1", "1"),
    "an exact match, backwards": ([(21, "exactMatchOf", 11)], 11, 21, "1", "1"),
    "a translation": ([(11, "isTranslationOf", 21)], 11, 21, "1", "1"),
    "an older wording": ([(11, "replacedBy", 12)], 11, 12, "1", "1"),
    "a newer wording than the one asked": ([(11, "replacedBy", 12)], 12, 11, "0", "0"),
    "a related item": ([(11, "isRelatedTo", 21)], 11, 21, "1/2", "0"),
    "a related item, backwards": ([(21, "isRelatedTo", 11)], 11, 21, "1/2", "0"),
    "related twice": ([(11, "isRelatedTo", 12), (12, "isRelatedTo", 13)], 11, 13, "0", "0"),
    "a later item for an earlier one": ([(11, "precedes", 12)], 12, 11, "7/10", "0"),
    "an earlier item for a later one": ([(11, "precedes", 12)], 11, 12, "0", "0"),
    "the named whole for its part": ([(12, "isChildOf", 11)], 11, 12, "4/5", "0"),
    "the named whole for a part of its part": (
        [(12, "isChildOf", 11), (13, "isPartOf", 12)],
        11,
        13,
        "16/25",
        "0",
    ),
    "a whole that is only matched, for its part": (
        [(11, "exactMatchOf", 21), (22, "isChildOf", 21)],
        11,
        22,
        "0",
        "0",
    ),
    "a part of the named whole that is matched": (
        [(12, "isChildOf", 11), (12, "exactMatchOf", 21)],
        11,
        21,
        "4/5",
        "0",
    ),
    "one of two parts for the whole": ([(12, "isChildOf", 11), (13, "isChildOf", 11)], 12, 11, "1/2", "1/2"),
    "one of two parts, at unequal depth": (
        [(12, "isChildOf", 11), (13, "isChildOf", 12), (14, "isChildOf", 12), (15, "isPartOf", 11)],
        13,
        11,
        "1/3",
        "1/3",
    ),
    "a peer": ([(11, "isPeerOf", 12)], 11, 12, "0", "0"),
    "an exemplar": ([(11, "exemplar", 12)], 11, 12, "0", "0"),
    "a skill level": ([(11, "hasSkillLevel", 12)], 11, 12, "0", "0"),
    "a link of somebody's own kind": ([(11, "ext:sameAs", 12)], 11, 12, "0", "0"),
    "exact matches through two further frameworks": (
        [(11, "exactMatchOf", 21), (21, "exactMatchOf", 31)],
        11,
        31,
        "0",
        "0",
    ),
    "an exact match and back into the first framework": (
        [(11, "exactMatchOf", 21), (12, "exactMatchOf", 21)],
        11,
        12,
        "1",
        "1",
    ),
    "related, then exact": ([(11, "isRelatedTo", 12), (12, "exactMatchOf", 21)], 11, 21, "1/2", "0"),
    "later, then related, then exact": (
        [(12, "precedes", 11), (12, "isRelatedTo", 13), (13, "exactMatchOf", 21)],
        11,
        21,
        "7/20",
        "0",
    ),
    "three steps": (
        [(13, "precedes", 14), (12, "precedes", 13), (11, "precedes", 12)],
        14,
        11,
        "343/1000",
        "0",
    ),
    "four steps": (
        [(11, "precedes", 12), (12, "precedes", 13), (13, "precedes", 14), (14, "precedes", 15)],
        15,
        11,
        "0",
        "0",
    ),
    "the best of several paths, which do not add up": (
        [(11, "isRelatedTo", 21), (12, "exactMatchOf", 21), (12, "precedes", 11)],
        11,
        21,
        "7/10",
        "0",
    ),
}


@pytest.mark.parametrize("sentence", RULES)
def test_what_is_held_speaks_for_what_is_asked(sentence: str) -> None:
    links, held, wanted, worth, exact = RULES[sentence]
    graph = a_graph(*links)
    row = match([asked(wanted)], [holding(held)], graph).requirements[0]
    assert (str(row.quality), str(row.exact_quality)) == (worth, exact)
    assert quality(graph, wanted) == 0, "nobody holds anything"


STATUSES: dict[Status, str] = {"confirmed": "1", "imported": "1", "suggested": "0", "rejected": "0"}


@pytest.mark.parametrize("status", STATUSES)
def test_only_confirmed_and_imported_links_count(status: Status) -> None:
    link = Link("a-link", "exactMatchOf", uri(11), uri(21), status)
    assert str(quality(a_graph(more=[link]), 21, holding(11))) == STATUSES[status]


def test_a_link_that_leads_out_of_every_framework_counts_for_nothing() -> None:
    links = [
        Link(f"link-{n}", "exactMatchOf", *ends)
        for n, ends in enumerate([(uri(11), "x:1"), ("x:1", uri(21))])
    ]
    assert quality(a_graph(more=links), 21, holding(11)) == 0


def test_an_item_of_no_framework_still_matches_itself() -> None:
    requirement = Requirement("R1", "https://unknown.example/1", "Unknown")
    held = Evidence("badge", {"https://unknown.example/1": None})
    assert match([requirement], [held], a_graph()).score == 100
