"""Which plans a learner is shown: the best of one, two and three courses, and the fewest that suffice."""

from types import SimpleNamespace
from typing import Any

from skills.advising import Course
from skills.case import read_package
from skills.evidence import Requirement
from skills.graph import Graph
from tests.skills.packages import a_package, an_item, named
from wallet.fitting import Fit, _plans

GRAPH = Graph(
    [read_package(a_package() | {"CFItems": [an_item(n) for n in range(1, 12)], "CFAssociations": []})]
)


def uri(number: int) -> str:
    return str(named(number)["uri"])


def plans(
    asked: list[Requirement], **teaches: tuple[int, ...]
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Give the codes of every plan, and of the one that is shown as closing the gap."""
    offered: Any = [
        SimpleNamespace(course=Course(code, code, 3, {uri(n): None for n in items}))
        for code, items in teaches.items()
    ]
    position: Any = SimpleNamespace(requirements=asked)
    found = _plans(position, [], offered, GRAPH)
    fit = Fit(position, SimpleNamespace(), found, {}, ())  # type: ignore[arg-type]

    def codes(plan: Any) -> tuple[str, ...]:
        return tuple(sorted(one.course.code for one in plan.offered))

    return [codes(plan) for plan in found], codes(fit.closing)


def test_a_plan_that_gains_less_and_meets_the_must_have_closes_the_gap_with_fewer_courses() -> None:
    asked = [
        Requirement("R1", uri(1), "", 5),
        Requirement("R2", uri(2), "", 5),
        Requirement("R3", uri(3), "", 1, True),
    ]
    shown, closing = plans(asked, A=(1, 2), B=(3, 1), C=(2, 3), D=(1, 3, 2))
    assert shown[0] == closing == ("D",)
    shown, closing = plans(asked, A=(1,), B=(2,), C=(3,), E=(1, 3))
    assert ("B", "E") in shown
    assert closing == ("B", "E")


def test_a_gap_that_only_many_courses_close_has_a_plan_too() -> None:
    asked = [Requirement(f"R{n}", uri(n), "", must_have=True) for n in range(1, 6)]
    shown, closing = plans(asked, A=(1,), B=(2,), C=(3,), D=(4,), E=(5,))
    assert [len(one) for one in shown] == [1, 2, 3, 5]
    assert closing == ("A", "B", "C", "D", "E")
