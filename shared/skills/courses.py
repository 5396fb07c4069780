"""Read courses from what a college publishes: its achievements, and the order of courses in its framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from credentials.standards.vc import objects_in
from skills.advising import Course
from skills.badges import aligned, signed_ranks
from skills.case.package import JSON
from skills.graph import PART_OF, Graph

COURSE = "Course"
LONGEST = 300


@dataclass(frozen=True)
class Offered:
    """Hold a course together with where it is described and the level that its graduates usually reach."""

    course: Course
    uri: str
    level: str = ""


def offered_courses(achievements: Iterable[JSON], graph: Graph) -> tuple[Offered, ...]:
    """Read the achievements of type Course that carry credits; each builds on those that precede it.

    An achievement is a course of the framework where all it is aligned to are parts of one item. What a pass
    shows of an outcome with a rubric is the middle level: the lowest says too little, the highest promises.
    """
    found: dict[str, tuple[JSON, Mapping[str, int | None], str, str]] = {}
    for achievement in achievements:
        code, credits = _text(achievement, "humanCode"), _credits(achievement)
        if achievement.get("achievementType") != COURSE or not code or credits is None:
            continue
        uris, level = _taught(achievement, graph)
        if uris:
            found[code] = (achievement, uris, level, _course_item(uris, graph))
    by_item = {item: code for code, (_, _, _, item) in found.items() if item}
    return tuple(
        Offered(
            Course(
                code,
                _text(achievement, "name") or code,
                _credits(achievement) or 1,
                uris,
                _basis(item, by_item, graph),
            ),
            uri if (uri := _text(achievement, "id")).startswith(("https://", "http://")) else "",
            level,
        )
        for code, (achievement, uris, level, item) in sorted(found.items())
    )


def _taught(achievement: JSON, graph: Graph) -> tuple[Mapping[str, int | None], str]:
    usual = _usual_levels(achievement)
    uris: dict[str, int | None] = {}
    for url, code in aligned(objects_in(achievement.get("alignment"))):
        uris[graph.find(url, code) or url] = usual.get(url, (None, ""))[0]
    names = sorted({name for _, name in usual.values() if name})
    return uris, names[0] if len(names) == 1 else ""


def _usual_levels(achievement: JSON) -> Mapping[str, tuple[int, str]]:
    """Give the rank and the name of the middle level for each aligned item that a result describes."""
    ranks = signed_ranks(achievement)
    usual: dict[str, tuple[int, str]] = {}
    for description in objects_in(achievement.get("resultDescription")):
        described = objects_in(description.get("rubricCriterionLevel"))
        levels = sorted(
            (ranks[uri], _text(one, "name")) for one in described if (uri := _text(one, "id")) in ranks
        )
        for url, _ in aligned(objects_in(description.get("alignment"))) if levels else ():
            usual[url] = levels[len(levels) // 2]
    return usual


def _course_item(uris: Iterable[str], graph: Graph) -> str:
    wholes = [{link.destination for link in graph.leaving(uri) if link.kind in PART_OF} for uri in uris]
    shared = set.intersection(*wholes) if wholes else set()
    return min(shared) if len(shared) == 1 else ""


def _basis(item: str, by_item: Mapping[str, str], graph: Graph) -> tuple[str, ...]:
    if not item:
        return ()
    before = {link.origin for link in graph.arriving(item) if link.kind == "precedes"}
    return tuple(sorted(by_item[one] for one in before if one in by_item))


def _credits(achievement: JSON) -> Fraction | None:
    value = achievement.get("creditsAvailable")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1000:
        return None
    return Fraction(str(value))


def _text(thing: JSON, member: str) -> str:
    value = thing.get(member)
    return value[:LONGEST] if isinstance(value, str) else ""
