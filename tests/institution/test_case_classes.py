"""CASE is served and read by one table of classes each, for neither room may import the other: they agree."""

import pytest

from exchange.case_api import classes as served
from skills.case import members as read

# What reading tells apart, and serving does not: words that may not be blank, and lists of texts.
ALIKE = {"words": "text", "texts": "[text]", "opens": "[open]"}


def in_package(name: str) -> str:
    """Give the name that a class has in the served table when it stands inside a package."""
    inside = name.replace("CF", "CFPckg", 1)
    return inside if inside in served.CLASSES else name


def plain(kind: str) -> str:
    """Write a kind of either table in one way."""
    required = "!" if "!" in kind else ""
    bare = kind.replace("!", "").replace("+", "").replace("CFPckg", "CF")
    return ALIKE.get(bare, bare) + required


@pytest.mark.parametrize("name", sorted(read.CLASSES))
def test_a_class_has_the_same_members_in_both_tables(name: str) -> None:
    both = served.CLASSES[in_package(name)], read.CLASSES[name]
    of_served, of_read = ({member: plain(kind) for member, kind in table.items()} for table in both)
    assert of_read == of_served


def test_the_kinds_of_links_between_items_are_the_same() -> None:
    assert set(read.ASSOCIATION_TYPES) == {*served.ASSOCIATION_TYPES, served.NEW_ASSOCIATION_TYPE}
