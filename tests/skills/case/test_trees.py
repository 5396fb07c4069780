"""Trees that no page could show: too deep, or shared until they unfold without end."""

from typing import Any

import pytest

from skills.case import FrameworkError, read_package
from tests.skills.packages import a_package, an_association, an_item

JSON = dict[str, Any]


def a_chain(length: int) -> JSON:
    links = [an_association(5000 + n, n + 1, "isChildOf", n) for n in range(length)]
    return {**a_package(), "CFItems": [an_item(n) for n in range(1, length + 1)], "CFAssociations": links}


def a_lattice(layers: int) -> JSON:
    """Two items a layer, each below both of the layer above."""
    items = [an_item(n) for n in range(1, 2 * layers + 1)]
    pairs = [(n, 0) for n in (1, 2)]
    for layer in range(1, layers):
        above, here = (2 * layer - 1, 2 * layer), (2 * layer + 1, 2 * layer + 2)
        pairs += [(one, other) for one in here for other in above]
    links = [an_association(5000 + n, *_ends(pair)) for n, pair in enumerate(pairs)]
    return {**a_package(), "CFItems": items, "CFAssociations": links}


def _ends(pair: tuple[int, int]) -> tuple[int, str, int]:
    return (pair[0], "isPartOf", pair[1])


TREES = {
    "a chain that pages can show": (a_chain(100), ""),
    "a chain that is too deep": (a_chain(101), "put C101 101 steps deep, expected 100 at most"),
    "a lattice that pages can show": (a_lattice(15), ""),
    "a lattice without end": (a_lattice(40), "unfold to a tree of more than 500,000 places"),
}


@pytest.mark.parametrize(("document", "reason"), TREES.values(), ids=TREES)
def test_a_tree_is_read_unless_it_is(document: JSON, reason: str) -> None:
    if not reason:
        assert read_package(document).items
        return
    with pytest.raises(FrameworkError) as caught:
        read_package(document)
    assert reason in str(caught.value)
