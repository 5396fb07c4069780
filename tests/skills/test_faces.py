"""The examples on the faces of the library run."""

import doctest

import pytest

import skills
import skills.case
import skills.suggesting


@pytest.mark.parametrize(
    "module", [skills, skills.case, skills.suggesting], ids=lambda module: module.__name__
)
def test_the_example_runs(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0
