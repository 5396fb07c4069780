"""Advice on courses: the best gain, in an order that can be taken, and as good as trying everything."""

import time
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
def offers(draw: st.DrawFn) -> list[Course]:
    names = "ABCDEF"
    count = draw(st.integers(1, len(names)))
    return [
        a_course(
            names[n],
            *draw(st.sets(st.integers(1, 6), max_size=3)),
            credits=draw(st.integers(1, 4)),
            after=tuple(draw(st.sets(st.sampled_from(names[:n]), max_size=2))) if n else (),
        )
        for n in range(count)
    ]


@settings(deadline=None, max_examples=40)
@given(courses=offers(), most=st.integers(0, 4))
def test_no_choice_of_so_many_courses_gains_more(courses: list[Course], most: int) -> None:
    graph = a_graph()
    advice = advise(ASKED, [], courses, graph, taken=(), most_courses=most)
    chosen: set[str] = set()
    for course in advice.courses:
        assert set(course.take_after) <= chosen
        chosen.add(course.code)
    best = Fraction(0)
    for n in range(most + 1):
        for choice in combinations(courses, n):
            have = {course.code for course in choice}
            if all(set(course.take_after) <= have for course in choice):
                held = [Evidence(course.code, course.uris) for course in choice]
                best = max(best, match(ASKED, held, graph).score)
    assert advice.score_after == best


MUST = [Requirement("R0", uri(7), "", importance=1, must_have=True, level_asked=2), *ASKED]


@settings(deadline=None, max_examples=60)
@given(courses=offers(), must=st.booleans())
def test_no_fewer_courses_close_the_gap(courses: list[Course], must: bool) -> None:
    graph, asked = a_graph(), MUST if must else ASKED
    courses = [*courses, a_course("M", 7, credits=2)]
    advice = close_gap(asked, [], courses, graph)
    closing = []
    for n in range(len(courses) + 1):
        for choice in combinations(courses, n):
            have = {course.code for course in choice}
            found = match(asked, [Evidence(course.code, course.uris) for course in choice], graph)
            can = all(set(course.take_after) <= have for course in choice)
            if can and found.score >= 80 and not found.missing_must_haves:
                closing.append((n, sum(course.credits for course in choice)))
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


def test_twelve_courses_are_all_tried_within_seconds() -> None:
    begun = time.process_time()
    courses = [a_course(f"C{n:02d}", n % 5 + 1, 10 + n) for n in range(12)]
    advice = advise(ASKED, [], courses, a_graph(), taken=(), most_courses=12)
    assert advice.every_choice_tried
    assert time.process_time() - begun < 5
