"""Slicing: a value is cut out of its text, never written anew."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exchange.slicing import exact_text

VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=20,
)


@given(value=VALUES, before=VALUES, name=some.text(), indent=some.none() | some.integers(0, 3))
def test_a_value_is_found_at_its_path_as_it_was_written(
    value: object, before: object, name: str, indent: int | None
) -> None:
    text = json.dumps({"list": [before, {name: value, name + "'": before}]}, indent=indent)
    sliced = exact_text(text, "list", 1, name)
    assert json.loads(sliced) == value
    assert sliced in text and sliced == sliced.strip()


CASES = {
    "spaces and escapes stay": ('{ "a" : [ 1.0 , "\\u0041" ] }', ("a",), '[ 1.0 , "\\u0041" ]'),
    "an escaped name is the same name": ('{"\\u0061": 1e2}', ("a",), "1e2"),
    "no path is the whole value": (" {} \n", (), "{}"),
    "empty containers have no end of their own": ('{"a":[],"b":[[],{}]}', ("b", 1), "{}"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_slice_is_exact(case: str) -> None:
    text, path, expected = CASES[case]
    assert exact_text(text, *path) == expected


def test_a_path_that_leads_nowhere_is_an_error() -> None:
    for path in (("b",), ("a", 1), ("a", "b"), (0,)):
        with pytest.raises(KeyError):
            exact_text('{"a":[0]}', *path)
