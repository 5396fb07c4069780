"""Status lists as bits and as what is published: https://www.w3.org/TR/vc-bitstring-status-list/."""

from __future__ import annotations

import gzip
import zlib

import pytest

from credentials.errors import MalformedDocumentError, StructureError
from credentials.proofs.jose import encode_base64url, peek_jws_header, peek_jws_payload
from credentials.status import (
    MAX_LIST_BYTES,
    bit,
    clear_bit,
    decode_list,
    encode_list,
    new_list,
    set_bit,
    status_entry,
    status_list_credential,
    status_list_jwt,
)
from tests.making import (
    A_DAY,
    COLLEGE,
    COLLEGE_DID,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    an_unsigned_status_list,
)


def test_the_first_place_is_the_highest_bit_of_the_first_byte() -> None:
    bits = set_bit(set_bit(new_list(), 0), 9)
    assert bits[:2] == b"\x80\x40"
    assert [index for index in range(16) if bit(bits, index)] == [0, 9]


def test_setting_a_bit_leaves_the_given_list_alone() -> None:
    bits = new_list()
    assert bit(set_bit(bits, 5), 5)
    assert not bit(bits, 5)


@pytest.mark.parametrize("index", [-1, 131_072])
def test_a_place_outside_the_list_is_refused(index: int) -> None:
    for deed in (set_bit, clear_bit, bit):
        with pytest.raises(StructureError, match="expected one below 131072"):
            deed(new_list(), index)


@pytest.mark.parametrize("length", [8, 131_073])
def test_a_list_too_short_to_hide_in_is_refused(length: int) -> None:
    with pytest.raises(StructureError, match="131072"):
        new_list(length)


def test_a_bit_is_cleared_when_a_suspension_ends() -> None:
    suspended = set_bit(set_bit(new_list(), 5), 6)
    assert clear_bit(suspended, 5) == set_bit(new_list(), 6)


def test_a_purpose_that_nobody_knows_is_not_written() -> None:
    with pytest.raises(StructureError, match="expected one of message, refresh, revocation, suspension"):
        status_entry(STATUS_URL, 5, "removal")
    with pytest.raises(StructureError, match="expected one from 0"):
        status_entry(STATUS_URL, -5)
    with pytest.raises(StructureError, match="expected one of"):
        an_unsigned_status_list(purpose="removal")


def test_a_list_is_read_back_from_its_text_and_written_the_same_each_time() -> None:
    bits = set_bit(new_list(), STATUS_INDEX)
    assert encode_list(bits).startswith("u")
    assert encode_list(bits) == encode_list(bits)
    assert decode_list(encode_list(bits)) == bits


LISTS_REFUSED = {
    "not multibase": encode_base64url(gzip.compress(bytes(9))),
    "another base": "z" + encode_base64url(gzip.compress(bytes(9))),
    "not base64url": "u+/==",
    "not gzip": "u" + encode_base64url(b"plain"),
    "zlib and not gzip": "u" + encode_base64url(zlib.compress(bytes(9))),
    "cut off": encode_list(new_list())[:20],
    "a bomb": "u" + encode_base64url(gzip.compress(bytes(MAX_LIST_BYTES + 1))),
    "no text": None,
}


@pytest.mark.parametrize("text", LISTS_REFUSED.values(), ids=LISTS_REFUSED.keys())
def test_a_text_that_is_no_list_is_refused(text: object) -> None:
    with pytest.raises(MalformedDocumentError):
        decode_list(text)


def test_the_list_as_a_jwt_names_issuer_time_and_key() -> None:
    token = status_list_jwt(an_unsigned_status_list(), COLLEGE)
    assert peek_jws_header(token) == {"typ": "vc+jwt", "alg": "EdDSA", "kid": COLLEGE.id}
    claims = peek_jws_payload(token)
    assert (claims["iss"], claims["jti"]) == (COLLEGE_DID, STATUS_URL)
    assert claims["exp"] - claims["nbf"] == 2 * A_DAY.total_seconds()


def test_the_list_credential_is_built_for_one_purpose() -> None:
    built = status_list_credential(
        url=STATUS_URL,
        issuer=COLLEGE_DID,
        bits=new_list(),
        valid_from=NOW,
        valid_until=NOW + A_DAY,
        ttl_ms=1,
        purpose="suspension",
    )
    assert built["credentialSubject"]["statusPurpose"] == "suspension"
