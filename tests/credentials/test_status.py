"""Status lists: https://www.w3.org/TR/vc-bitstring-status-list/."""

from __future__ import annotations

import gzip
import zlib

import pytest

from credentials.errors import MalformedDocumentError, StatusError
from credentials.proofs.jose import encode_base64url, peek_jws_header, peek_jws_payload
from credentials.standards.vc import JSON
from credentials.status import (
    MAX_LIST_BYTES,
    bit,
    check_status,
    decode_list,
    encode_list,
    new_list,
    set_bit,
    status_entry,
    status_list_jwt,
)
from tests.making import (
    A_DAY,
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_status_list,
    an_unsigned_status_list,
    fetching,
    resolving,
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
    with pytest.raises(ValueError, match="expected one below 131072"):
        set_bit(new_list(), index)


@pytest.mark.parametrize("length", [8, 131_073])
def test_a_list_too_short_to_hide_in_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="131072"):
        new_list(length)


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


def ask(entry: object, page: bytes) -> bool:
    """Ask a list that was just fetched."""
    result = check_status(
        entry,
        issuer=COLLEGE_DID,
        fetch=fetching({STATUS_URL: page}),
        resolve=resolving(COLLEGE, EMPLOYER),
        now=NOW,
    )
    assert (result.read_at, result.list_url) == (NOW, STATUS_URL)
    return result.revoked


@pytest.mark.parametrize("index", [0, 7, 8, STATUS_INDEX, 131_071])
def test_exactly_the_place_asked_for_is_read(index: int) -> None:
    entry = status_entry(STATUS_URL, index)
    neighbours = [place for place in (index - 1, index + 1) if 0 <= place < 131_072]
    assert ask(entry, a_status_list(index))
    assert not ask(entry, a_status_list(*neighbours))


def test_a_jwt_that_another_signed_is_refused() -> None:
    token = status_list_jwt(an_unsigned_status_list(), EMPLOYER).encode()
    with pytest.raises(StatusError, match="signed by did:web:employer"):
        ask(status_entry(STATUS_URL, 1), token)


ENTRIES: dict[str, JSON] = {
    "a number as place": {"statusListIndex": 5},
    "a negative place": {"statusListIndex": "-5"},
    "a place with a sign": {"statusListIndex": "+5"},
    "a place in other digits": {"statusListIndex": "\u0665"},
    "a place with zeros before it": {"statusListIndex": "05"},
    "a place of a thousand digits": {"statusListIndex": "9" * 1_000},
    "no place": {"statusListIndex": None},
    "no list": {"statusListCredential": None},
    "several bits a place": {"statusSize": 2},
    "another kind": {"type": "StatusList2021Entry"},
    "another purpose": {"statusPurpose": "message"},
    "several purposes": {"statusPurpose": ["revocation", "suspension"]},
}


@pytest.mark.parametrize("change", ENTRIES.values(), ids=ENTRIES.keys())
def test_an_entry_that_is_not_understood_is_never_taken_for_good(change: JSON) -> None:
    with pytest.raises(StatusError) as refusal:
        ask({**status_entry(STATUS_URL, 5), **change}, a_status_list())
    assert refusal.value.reason.startswith("The status list ")


@pytest.mark.parametrize("entry", [None, [], "x", [status_entry(STATUS_URL, 5)]])
def test_what_is_no_entry_is_never_taken_for_good(entry: object) -> None:
    with pytest.raises(StatusError):
        ask(entry, a_status_list())


LISTS: dict[str, JSON] = {
    "another type": {"type": ["VerifiableCredential"]},
    "no dates": {"validFrom": None},
    "another purpose": {"credentialSubject": {"statusPurpose": "suspension"}},
    "another subject": {"credentialSubject": {"type": "Achievement"}},
    "no list": {"credentialSubject": {"encodedList": "uAAAA"}},
}


@pytest.mark.parametrize("change", LISTS.values(), ids=LISTS.keys())
def test_a_list_that_is_not_understood_is_never_taken_for_good(change: JSON) -> None:
    unsigned = an_unsigned_status_list()
    subject = {**unsigned["credentialSubject"], **change.get("credentialSubject", {})}
    claims = {**unsigned, **change, "credentialSubject": subject}
    token = COLLEGE.jws({name: value for name, value in claims.items() if value is not None}, typ="vc+jwt")
    with pytest.raises(StatusError):
        ask(status_entry(STATUS_URL, 5), token.encode())
