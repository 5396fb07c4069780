"""Advice on courses: the best gain, in an order that can be taken, and as good as trying everything."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from skills.advising import Course, advise, close_gap
from skills.case import read_package
from skills.graph import Graph
from skills.matching import Evidence, Requirement, match
from tests.skills.packages import a_package, an_item, named


def uri(number: int) -> str:
    return str(named(number)["uri"])


def a_graph() -> Graph:
    document = a_package() | {"CFItems": [an_item(n) for n in range(1, 30)], "CFAssociations": []}
    return Graph([read_package(document)])


ASKED = [Requirement(f"R{n}", uri(n), "", importance=n, level_asked=2) for n in range(1, 6)]


def a_course(code: str, *teaches: int, credits: int = 3, after: tuple[str, ...] = ()) -> Course:
    return Course(code, f"Course {code}", credits, {uri(n): 2 for n in teaches}, after)


def codes(courses: list[Course], *, most: int, taken: tuple[str, ...] = ()) -> list[str]:
    advice = advise(ASKED, [], courses, a_graph(), taken=taken, most_courses=most)
    return [course.code for course in advice.courses]


def test_the_course_of_most_gain_is_advised() -> None:
    assert codes([a_course("A", 1, 2), a_course("B", 5), a_course("C", 3)], most=1) == ["B"]


def test_of_equal_gain_the_one_of_fewest_credits_is_advised_then_the_first_by_code() -> None:
    assert codes([a_course("A", 5, credits=4), a_course("B", 5), a_course("C", 5)], most=1) == ["B"]


def test_a_course_without_gain_is_not_advised() -> None:
    assert codes([a_course("A", 9)], most=2) == []


def test_a_course_taken_is_not_advised_again() -> None:
    assert codes([a_course("A", 5), a_course("B", 4)], most=1, taken=("A",)) == ["B"]


def test_a_course_comes_with_what_it_builds_on_and_after_it() -> None:
    courses = [a_course("A", 5, after=("Z",)), a_course("Z", 9), a_course("B", 1)]
    assert codes(courses, most=2) == ["Z", "A"]
    assert codes(courses, most=1) == ["B"]


def test_a_course_that_builds_on_what_nobody_offers_is_not_advised() -> None:
    assert codes([a_course("A", 5, after=("X",)), a_course("B", 1)], most=2) == ["B"]


def test_the_gain_is_in_points() -> None:
    advice = advise(
        ASKED, [Evidence("e", {uri(5): 2})], [a_course("A", 4)], a_graph(), taken=(), most_courses=1
    )
    assert (advice.score_before, advice.gain) == (Fraction(100, 3), Fraction(80, 3))


MANY = [a_course(f"X{n:02d}", 10 + n) for n in range(12)]


def test_of_many_courses_the_gain_per_credit_decides_with_what_each_builds_on() -> None:
    courses = [*MANY, a_course("A", 5, after=("Z",)), a_course("Z", 9), a_course("B", 4)]
    advice = advise(ASKED, [], courses, a_graph(), taken=(), most_courses=3)
    assert [course.code for course in advice.courses] == ["B", "Z", "A"]
    assert not advice.every_choice_tried


@st.composite
def offers(draw: st.DrawFn, most: int = 6) -> list[Course]:
    names = "ABCDEFGHIJKL"
    count = draw(st.integers(1, most))
    return [
        a_course(
            names[n],
            *draw(st.sets(st.integers(1, 6), max_size=3)),
            credits=draw(st.integers(1, 4)),
            after=tuple(draw(st.sets(st.sampled_from(names[:n]), max_size=2))) if n else (),
        )
        for n in range(count)
    ]


def can_be_taken(courses: tuple[Course, ...]) -> bool:
    codes = {course.code for course in courses}
    return all(set(course.take_after) <= codes for course in courses)


def every_choice(courses: list[Course], most: int) -> Iterator[tuple[Course, ...]]:
    for n in range(min(most, len(courses)) + 1):
        yield from filter(can_be_taken, combinations(courses, n))


def is_best(courses: list[Course], most: int) -> None:
    """Hold the advice against every choice: the best score, then the fewest credits, then the first codes."""
    graph = a_graph()
    advice = advise(ASKED, [], courses, graph, taken=(), most_courses=most)
    chosen: set[str] = set()
    for course in advice.courses:
        assert set(course.take_after) <= chosen
        chosen.add(course.code)
    assert len(chosen) == len(advice.courses) <= most
    ranked = []
    for choice in every_choice(courses, most):
        held = [Evidence(course.code, course.uris) for course in choice]
        score = match(ASKED, held, graph).score
        ranked.append((-score, sum(course.credits for course in choice), [course.code for course in choice]))
    assert (-advice.score_after, sum(course.credits for course in advice.courses), sorted(chosen)) == min(
        ranked
    )
    assert advice.every_choice_tried


@settings(max_examples=60)
@given(courses=offers(), most=st.integers(0, 4))
def test_no_choice_of_so_many_courses_is_better(courses: list[Course], most: int) -> None:
    is_best(courses, most)


@settings(max_examples=6)
@given(courses=offers(12), most=st.integers(4, 12))
def test_of_twelve_courses_too_every_choice_is_weighed(courses: list[Course], most: int) -> None:
    is_best(courses, most)


MUST = [Requirement("R0", uri(7), "", importance=1, must_have=True, level_asked=2), *ASKED]


@settings(max_examples=60)
@given(courses=offers(), must=st.booleans())
def test_no_fewer_courses_close_the_gap(courses: list[Course], must: bool) -> None:
    graph, asked = a_graph(), MUST if must else ASKED
    courses = [*courses, a_course("M", 7, credits=2)]
    advice = close_gap(asked, [], courses, graph)
    closing = []
    for choice in every_choice(courses, len(courses)):
        found = match(asked, [Evidence(course.code, course.uris) for course in choice], graph)
        if found.score >= 80 and not found.missing_must_haves:
            closing.append((len(choice), sum(course.credits for course in choice)))
    assert (advice is None) == (not closing)
    if advice is not None:
        assert (len(advice.courses), sum(course.credits for course in advice.courses)) == min(closing)
        assert advice.score_after >= 80


def test_a_gap_that_is_closed_needs_no_course() -> None:
    held = [Evidence("e", {uri(n): 2 for n in range(1, 6)})]
    advice = close_gap(ASKED, held, [a_course("A", 1)], a_graph())
    assert advice is not None
    assert (advice.courses, advice.score_before, advice.gain) == ((), 100, 0)


def test_of_many_courses_none_is_left_in_that_is_not_needed() -> None:
    courses = [*MANY, a_course("A", 5, 4, 3, credits=6), a_course("B", 5, credits=1), a_course("C", 2)]
    advice = close_gap(ASKED, [], courses, a_graph())
    assert advice is not None
    assert [course.code for course in advice.courses] == ["A"]
    assert not advice.every_choice_tried
