"""Strict JSON: https://www.rfc-editor.org/rfc/rfc8259 and what cannot be signed without doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import MalformedDocumentError
from credentials.parsing import MAX_BYTES, MAX_DEPTH, check_json, parse_json

REFUSED = {
    "a duplicate member": ('{"a": 1, "a": 2}', "twice"),
    "a duplicate member, spelt differently": ('{"a": 1, "\\u0061": 2}', "twice"),
    "not a number": ('{"a": NaN}', "NaN"),
    "infinity": ('{"a": -Infinity}', "Infinity"),
    "a number too large to hold": ('{"a": 1e999}', "inf"),
    "an integer that other readers round": ('{"a": 9007199254740992}', "integer beyond"),
    "an integer of five thousand digits": (f'{{"a": {"9" * 5_000}}}', "5000 digits"),
    "half a character": ('{"a": "\\ud83d"}', "D83D"),
    "half a character as a name": ('{"\\ud83d": 1}', "D83D"),
    "a bell": ('{"a": "\\u0007"}', "0007"),
    "a raw control character": ('{"a": "\x01"}', "not JSON"),
    "a delete": ('{"a": "\x7f"}', "007F"),
    "a list": ("[1]", "list"),
    "a text": ('"a"', "str"),
    "nothing": ("", "not JSON"),
    "two documents": ("{} {}", "not JSON"),
    "a byte order mark": ("\ufeff{}", "not JSON"),
    "bytes that are not UTF-8": (b'{"a": "\xff"}', "UTF-8"),
    "too many bytes": (b'{"a": "' + b"x" * MAX_BYTES + b'"}', "expected at most"),
    "too deep": ('{"a":' * MAX_DEPTH + "{}" + "}" * MAX_DEPTH, "deeper"),
    "far too deep": ('{"a":' * 40_000, "deeper"),
    "far too deep, in lists": ('{"a":' + "[" * 100_000, "deeper"),
}


@pytest.mark.parametrize(("text", "found"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str | bytes, found: str) -> None:
    with pytest.raises(MalformedDocumentError, match=found):
        parse_json(text)


def test_what_is_allowed_is_read_as_it_stands() -> None:
    text = '{"name": "Zoë \\ud83d\\ude00\\n\\t", "points": [1, -2.5, true, null], "deep": {"er": {}}}'
    assert parse_json(text.encode()) == {
        "name": "Zoë 😀\n\t",
        "points": [1, -2.5, True, None],
        "deep": {"er": {}},
    }


@pytest.mark.parametrize("value", [{"a": b"bytes"}, {"a": (1,)}, {1: "a"}, {"a": {2.5: {}}}, {"a": object()}])
def test_a_value_that_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(MalformedDocumentError):
        check_json(value)


def test_a_value_that_holds_itself_is_refused() -> None:
    value: dict[str, object] = {}
    value["self"] = value
    with pytest.raises(MalformedDocumentError, match="deeper"):
        check_json(value)


@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    try:
        assert isinstance(parse_json(text), dict)
    except MalformedDocumentError as refusal:
        assert str(refusal).startswith("found ")
