"""Builders of small graphs, and of what is asked and held in them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from skills.case import read_package
from skills.graph import Graph, Link
from skills.matching import Evidence, Requirement, RequirementMatch, Settings, match
from tests.skills.packages import a_package, an_association, an_item, named

HERE, THERE, ELSEWHERE = 1, 2, 3  # three frameworks; item 11 is the first of framework 1


def uri(number: int) -> str:
    return str(named(number)["uri"])


def a_graph(*links: tuple[int, str, int], more: Iterable[Link] = ()) -> Graph:
    """Three frameworks of six items each; links of numbers, by default inside framework 1."""
    packages = []
    for framework in (HERE, THERE, ELSEWHERE):
        document = a_package()
        document["CFDocument"] |= {**named(framework), "title": f"Framework {framework}"}
        document["CFItems"] = [an_item(framework * 10 + n) for n in range(1, 7)]
        document["CFAssociations"] = []
        packages.append(document)
    crosswalk = a_package() | {"CFItems": []}
    crosswalk["CFDocument"] |= {"title": "Links"}
    crosswalk["CFAssociations"] = [an_association(100 + n, *link) for n, link in enumerate(links)]
    return Graph([read_package(document) for document in [*packages, crosswalk]], more)


def asked(number: int, **members: Any) -> Requirement:
    return Requirement("R1", uri(number), "What is asked", **members)


def holding(*numbers: int, rank: int | None = None, **members: Any) -> Evidence:
    return Evidence("badge", {uri(number): rank for number in numbers}, label="A badge", **members)


def row_of(
    graph: Graph, wanted: int, *held: Evidence, settings: Settings | None = None, **members: Any
) -> RequirementMatch:
    return match([asked(wanted, **members)], held, graph, settings or Settings()).requirements[0]


def quality(graph: Graph, wanted: int, *held: Evidence, **members: Any) -> Fraction:
    return row_of(graph, wanted, *held, **members).quality
