"""The JSON Canonicalization Scheme: https://www.rfc-editor.org/rfc/rfc8785."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import MalformedDocumentError
from credentials.parsing import LARGEST_INTEGER
from credentials.proofs.jcs import canonical_json

# Appendix B: the bits of a number, and how it is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_a_number_is_written_as_published(bits: str, written: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number).decode() == written


def test_members_are_sorted_by_utf_16_as_published() -> None:
    """Section 3.2.3, without the name that is a control character, which parsing refuses."""
    given_as = {
        "\u20ac": "Euro Sign",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    ordered = list(json.loads(canonical_json(given_as)))
    assert ordered == ["1", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_texts_and_literals_are_written_as_published() -> None:
    """Section 3.2.2, without the control characters that parsing refuses."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    written = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical_json(value).decode() == written


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        LARGEST_INTEGER + 1,
        "\ud800",
        "\x07",
        {"\ud800": 1},
        {1: 2},
        (1,),
        b"",
        {"a": set()},
    ],
)
def test_what_json_cannot_hold_without_doubt_is_refused(value: object) -> None:
    with pytest.raises(MalformedDocumentError):
        canonical_json(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_back(number: float) -> None:
    assert float(canonical_json(number)) == number


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=20,
    )
)
def test_every_value_is_read_back_and_written_the_same_again(value: object) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written
