"""The two proof values of ecdsa-sd-2023, before another reader of CBOR."""

from __future__ import annotations

import base64

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as some

from credentials.errors import InvalidProofError
from credentials.proofs.selective.proof_values import BaseProof, DerivedProof, key_octets
from tests.credentials.selective_cases import PROOF_KEY, a_base, a_part, proof_of

KEY = PROOF_KEY.public_key
SIGNATURES = some.lists(some.binary(min_size=64, max_size=64), max_size=5).map(tuple)
DIGESTS = some.lists(some.binary(min_size=32, max_size=32), max_size=30, unique=True)


@given(SIGNATURES, some.lists(some.text()).map(tuple))
def test_a_base_proof_is_read_back(signatures: tuple[bytes, ...], pointers: tuple[str, ...]) -> None:
    written = BaseProof(bytes(64), KEY, bytes(range(32)), signatures, pointers)
    assert BaseProof.read(str(written)) == written


@given(SIGNATURES, DIGESTS, some.sets(some.integers(0, 70_000)))
def test_a_derived_proof_is_read_back(
    signatures: tuple[bytes, ...], digests: list[bytes], indexes: set[int]
) -> None:
    written = DerivedProof(bytes(64), KEY, signatures, dict(enumerate(digests)), tuple(sorted(indexes)))
    assert DerivedProof.read(str(written)) == written


def test_another_reader_finds_the_components_in_their_order() -> None:
    for value, third in ((proof_of(a_base())["proofValue"], 0x00), (proof_of(a_part())["proofValue"], 0x01)):
        assert value[0] == "u" and "=" not in value
        octets = base64.urlsafe_b64decode(value[1:] + "=" * (-len(value[1:]) % 4))
        assert octets[:3] == bytes([0xD9, 0x5D, third])
        signature, key, *_ = components = cbor2.loads(octets[3:])
        assert len(components) == 5 and len(signature) == 64
        assert key == key_octets(KEY) and key[:2] == b"\x80\x24" and len(key) == 35


BAD_COMPONENTS: dict[str, list[object]] = {
    "a short HMAC key": [bytes(64), key_octets(KEY), bytes(31), [], []],
    "a number as HMAC key": [bytes(64), key_octets(KEY), 7, [], []],
    "a pointer of bytes": [bytes(64), key_octets(KEY), bytes(32), [], [b"/issuer"]],
    "pointers as text": [bytes(64), key_octets(KEY), bytes(32), [], "/issuer"],
    "a short signature": [bytes(64), key_octets(KEY), bytes(32), [bytes(63)], []],
    "four of them": [bytes(64), key_octets(KEY), bytes(32), []],
}


@pytest.mark.parametrize("components", BAD_COMPONENTS.values(), ids=BAD_COMPONENTS.keys())
def test_a_base_proof_is_refused_with(components: list[object]) -> None:
    octets = b"\xd9\x5d\x00" + cbor2.dumps(components)
    with pytest.raises(InvalidProofError):
        BaseProof.read("u" + base64.urlsafe_b64encode(octets).decode().rstrip("="))


def test_the_tagged_arrays_of_early_drafts_are_refused() -> None:
    octets = b"\xd9\x5d\x00" + cbor2.dumps([cbor2.CBORTag(64, bytes(64)), key_octets(KEY), bytes(32), [], []])
    with pytest.raises(InvalidProofError):
        BaseProof.read("u" + base64.urlsafe_b64encode(octets).decode().rstrip("="))
