"""The part of CBOR that proof values use, before another reader of CBOR."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as some

from credentials.errors import InvalidProofError
from credentials.proofs.selective.cbor import read_cbor

PLAIN = some.integers(0, 2**64 - 1) | some.binary(max_size=300) | some.text(max_size=300)
ITEMS = PLAIN | some.lists(PLAIN | some.lists(PLAIN)) | some.dictionaries(some.integers(0, 2**40), PLAIN)


@given(ITEMS)
def test_what_another_writes_is_read(item: Any) -> None:
    assert read_cbor(cbor2.dumps(item)) == item


@given(some.binary(max_size=64))
def test_any_bytes_are_read_as_another_reads_them_or_refused(octets: bytes) -> None:
    try:
        found = read_cbor(octets)
    except InvalidProofError:
        return
    assert found == cbor2.loads(octets)


REFUSED = {
    "nothing": b"",
    "a negative number": cbor2.dumps(-1),
    "a truth value": cbor2.dumps(True),
    "null": cbor2.dumps(None),
    "a float": cbor2.dumps(1.5),
    "a date": cbor2.dumps(datetime(2026, 1, 1, tzinfo=UTC)),
    "a decimal number": cbor2.dumps(Decimal("1.1")),
    "a big number": cbor2.dumps(2**70),
    "a tag": bytes.fromhex("d84041ff"),
    "an open byte string": bytes.fromhex("5f41ff41ffff"),
    "an open array": bytes.fromhex("9f01ff"),
    "a break": b"\xff",
    "a size of the future": b"\x1c",
    "a text that is not UTF-8": bytes.fromhex("61ff"),
    "a text that ends early": bytes.fromhex("65616263"),
    "bytes that end early": bytes.fromhex("4401"),
    "a number that ends early": bytes.fromhex("1901"),
    "an array that ends early": bytes.fromhex("830102"),
    "an array of more items than there are atoms": bytes.fromhex("9bffffffffffffffff01"),
    "bytes of more than there is memory": bytes.fromhex("5bffffffffffffffff01"),
    "a map that ends early": bytes.fromhex("a201"),
    "a map of more items than there are atoms": bytes.fromhex("bbffffffffffffffff01"),
    "a map by text": cbor2.dumps({"a": 1}),
    "a map with a key twice": bytes.fromhex("a201020103"),
    "a map by a map": bytes.fromhex("a1a0" + "01"),
    "four levels": cbor2.dumps([[[[]]]]),
    "a thousand levels": b"\x81" * 1000 + b"\x01",
    "something after the end": cbor2.dumps(1) + b"\x00",
}


@pytest.mark.parametrize("octets", REFUSED.values(), ids=REFUSED.keys())
def test_other_cbor_is_refused(octets: bytes) -> None:
    with pytest.raises(InvalidProofError):
        read_cbor(octets)
