"""Derived proofs that somebody changed, forged or put together from others."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import base58
import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from credentials.errors import (
    CredentialError,
    InvalidProofError,
    UnsupportedProofError,
)
from credentials.proofs.base64url import decode_base64url, encode_base64url
from credentials.proofs.ecdsa_sd_2023 import derive, verify
from credentials.proofs.keys import P256Key
from credentials.proofs.selective.proof_values import BaseProof, DerivedProof
from credentials.proofs.selective.statements import LabelledDocument, lines_by_map
from credentials.standards.vc import JSON
from tests.credentials.selective_cases import (
    EVIDENCE,
    HMAC_KEY,
    KEY,
    PROOF_KEY,
    RESULT,
    a_base,
    a_part,
    an_unsigned_record,
    proof_of,
    publishing,
)
from tests.making import COLLEGE_DID

PART = a_part(RESULT, EVIDENCE)
VALUE = DerivedProof.read(proof_of(PART)["proofValue"])
OTHER = DerivedProof.read(
    proof_of(
        a_part(
            RESULT,
            document=an_unsigned_record(name="Another"),
        )
    )["proofValue"]
)
STRANGER = P256Key(bytes(31) + b"\x01", COLLEGE_DID, KEY.id)


def check(part: JSON) -> str:
    """Check the one proof of a part."""
    return verify(part, proof_of(part), resolve=publishing(KEY))


def with_value(value: object) -> JSON:
    """Give the part another proof value."""
    return {**PART, "proof": [{**proof_of(PART), "proofValue": str(value)}]}


def with_components(change: Callable[[list[Any]], object]) -> JSON:
    """Give the part a proof value whose five components are changed, as CBOR by another writer."""
    components = cbor2.loads(decode_base64url(proof_of(PART)["proofValue"][1:])[3:])
    changed = change(components)
    return with_value("u" + encode_base64url(b"\xd9\x5d\x01" + cbor2.dumps(changed or components)))


def with_octets(change: Callable[[bytes], bytes]) -> JSON:
    """Give the part a proof value whose bytes are changed."""
    return with_value("u" + encode_base64url(change(decode_base64url(proof_of(PART)["proofValue"][1:]))))


def swapped(labels: dict[int, bytes], one: int, other: int) -> dict[int, bytes]:
    """Exchange two labels."""
    return {**labels, one: labels[other], other: labels[one]}


def index_of_what_is_chosen() -> int:
    """Give the first place that is not mandatory."""
    return next(place for place in range(999) if place not in VALUE.mandatory_indexes)


def test_the_part_is_proven() -> None:
    assert check(PART) == COLLEGE_DID
    assert check(with_components(lambda components: None)) == COLLEGE_DID
    assert with_value(VALUE) == PART


VALUES: dict[str, Callable[[], JSON]] = {
    "the base proof": lambda: with_value(BaseProof.read(proof_of(a_base())["proofValue"])),
    "nothing": lambda: with_value("u"),
    "another base": lambda: with_value("z" + proof_of(PART)["proofValue"][1:]),
    "padding": lambda: with_value(proof_of(PART)["proofValue"] + "="),
    "the header of a base proof": lambda: with_octets(lambda octets: b"\xd9\x5d\x00" + octets[3:]),
    "the header of a BBS proof": lambda: with_octets(lambda octets: b"\xd9\x5d\x03" + octets[3:]),
    "no header": lambda: with_octets(lambda octets: octets[3:]),
    "only a header": lambda: with_octets(lambda octets: octets[:3]),
    "the last byte cut off": lambda: with_octets(lambda octets: octets[:-1]),
    "half of it": lambda: with_octets(lambda octets: octets[: len(octets) // 2]),
    "a byte more": lambda: with_octets(lambda octets: octets + b"\x00"),
    "another proof after it": lambda: with_octets(lambda octets: octets + octets[3:]),
    "a tag around it": lambda: with_octets(lambda octets: octets[:3] + b"\xd8\x40" + octets[3:]),
    "a map": lambda: with_components(lambda components: dict(enumerate(components))),
    "four components": lambda: with_components(lambda components: components[:4]),
    "six components": lambda: with_components(lambda components: [*components, b""]),
    "a short signature": lambda: with_components(lambda components: [components[0][:63], *components[1:]]),
    "the key of P-384": lambda: with_components(
        lambda components: [components[0], b"\x81\x24\x02" + bytes(48), *components[2:]]
    ),
    "a key of 35 bytes of another kind": lambda: with_components(
        lambda components: [components[0], b"\xed\x01" + bytes(33), *components[2:]]
    ),
    "a key off the curve": lambda: with_components(
        lambda components: [components[0], b"\x80\x24\x02" + b"\xff" * 32, *components[2:]]
    ),
    "no signatures": lambda: with_components(lambda components: components[2].clear()),
    "signatures that are no array": lambda: with_components(
        lambda components: components.__setitem__(2, b"".join(components[2]))
    ),
    "a signature of texts": lambda: with_components(
        lambda components: components[2].__setitem__(0, "s" * 64)
    ),
    "a signature too many": lambda: with_components(
        lambda components: components[2].append(components[2][0])
    ),
    "a signature too few": lambda: with_components(lambda components: components[2].pop()),
    "a hundred thousand numbers as signatures": lambda: with_components(
        lambda components: components.__setitem__(2, [0] * 100_000)
    ),
    "a label too many": lambda: with_components(
        lambda components: components[3].__setitem__(len(components[3]), bytes(32))
    ),
    "a label too few": lambda: with_components(lambda components: components[3].popitem()),
    "a label of 31 bytes": lambda: with_components(
        lambda components: components[3].__setitem__(0, bytes(31))
    ),
    "a label of text": lambda: with_components(lambda components: components[3].__setitem__(0, "x" * 32)),
    "one label for two things": lambda: with_components(
        lambda components: components[3].__setitem__(0, components[3][1])
    ),
    "labels by text": lambda: with_components(
        lambda components: components.__setitem__(3, {f"c14n{n}": v for n, v in components[3].items()})
    ),
    "labels in a list": lambda: with_components(
        lambda components: components.__setitem__(3, list(components[3].values()))
    ),
    "fifty thousand labels": lambda: with_components(
        lambda components: components.__setitem__(3, dict.fromkeys(range(50000), b""))
    ),
    "an index as text": lambda: with_components(lambda components: components[4].__setitem__(0, "0")),
    "a negative index": lambda: with_components(lambda components: components[4].__setitem__(0, -1)),
    "an index twice": lambda: with_components(lambda components: components[4].insert(1, components[4][0])),
    "indexes backwards": lambda: with_components(lambda components: components[4].reverse()),
    "an index beyond the end": lambda: with_components(lambda components: components[4].append(10**6)),
    "an index beyond all machines": lambda: with_components(
        lambda components: components[4].append(2**64 - 1)
    ),
    "two labels exchanged": lambda: with_value(replace(VALUE, label_map=swapped(VALUE.label_map, 0, 1))),
    "a label that was never signed": lambda: with_value(
        replace(VALUE, label_map={**VALUE.label_map, 0: bytes(32)})
    ),
    "a chosen statement as mandatory": lambda: with_value(
        replace(
            VALUE,
            mandatory_indexes=tuple(sorted({*VALUE.mandatory_indexes, index_of_what_is_chosen()})),
            signatures=VALUE.signatures[1:],
        )
    ),
    "a mandatory statement as chosen": lambda: with_value(
        replace(
            VALUE,
            mandatory_indexes=VALUE.mandatory_indexes[1:],
            signatures=(PROOF_KEY.sign(b"anything"), *VALUE.signatures),
        )
    ),
    "a mandatory and a chosen statement exchanged": lambda: with_value(
        replace(
            VALUE,
            mandatory_indexes=tuple(sorted({*VALUE.mandatory_indexes[1:], index_of_what_is_chosen()})),
        )
    ),
    "signatures in another order": lambda: with_value(replace(VALUE, signatures=VALUE.signatures[::-1])),
    "one signature for all": lambda: with_value(
        replace(VALUE, signatures=VALUE.signatures[:1] * len(VALUE.signatures))
    ),
    "the base signature of another badge": lambda: with_value(replace(VALUE, signature=OTHER.signature)),
    "the proof value of another badge": lambda: with_value(OTHER),
    "the base signature by a stranger": lambda: with_value(replace(VALUE, signature=STRANGER.sign(b"x"))),
    "a proof key of the holder": lambda: with_value(
        replace(VALUE, proof_key=STRANGER.public_key, signatures=(STRANGER.sign(b"x"),) * 99)
    ),
    "zeros as signature": lambda: with_value(replace(VALUE, signature=bytes(64))),
}


@pytest.mark.parametrize("make", VALUES.values(), ids=VALUES.keys())
def test_a_proof_value_is_refused_that_is(make: Callable[[], JSON]) -> None:
    part = make()
    with pytest.raises(InvalidProofError) as refused:
        check(part)
    assert not isinstance(refused.value, UnsupportedProofError)


@given(some.data())
@settings(max_examples=200)
def test_any_change_of_any_byte_of_the_proof_raises_only_own_errors(data: some.DataObject) -> None:
    octets = bytearray(decode_base64url(proof_of(PART)["proofValue"][1:]))
    for _ in range(data.draw(some.integers(1, 3))):
        octets[data.draw(some.integers(0, len(octets) - 1))] = data.draw(some.integers(0, 255))
    part = with_octets(lambda _: bytes(octets))
    if part == PART:
        return
    with pytest.raises(CredentialError):
        check(part)


@pytest.mark.parametrize("value", ["u" + "2V0B" + "h" * 200_000, "u2V0B" + "gYGB" * 60_000], ids=len)
def test_a_large_proof_value_is_refused_at_once(value: str) -> None:
    before = time.process_time()
    with pytest.raises(CredentialError):
        check(with_value(value))
    assert time.process_time() - before < 2


def test_a_base58_value_is_not_decoded() -> None:
    with pytest.raises(InvalidProofError, match="starts with u"):
        check(with_value("z" + base58.b58encode(b"\xd9\x5d\x01" + bytes(300)).decode()))


def test_one_thing_cannot_be_shown_as_two() -> None:
    """Every statement of the forged part was signed; only that two things have one label gives it away."""
    whole = a_base()
    description = "/credentialSubject/result/0/resultDescription"
    level = "/credentialSubject/result/0/achievedLevel"
    real = derive(whole, proof_of(whole), pointers=[description, level])
    forged = copy.deepcopy(real)
    (result,) = forged["credentialSubject"]["result"]
    forged["credentialSubject"]["result"] = [
        {"type": result["type"], "resultDescription": result["resultDescription"]},
        {"type": result["type"], "achievedLevel": result["achievedLevel"]},
    ]
    value = DerivedProof.read(proof_of(real)["proofValue"])
    unsecured = {name: content for name, content in forged.items() if name != "proof"}
    signed = set(LabelledDocument(an_unsigned_record(), HMAC_KEY).lines())
    digests = list(value.label_map.values())
    found = [
        labels
        for choice in product(range(len(digests)), repeat=len(digests) + 1)
        if set(lines_by_map(unsecured, labels := dict(enumerate(digests[one] for one in choice)))) <= signed
    ]
    assert len(found) == 1 and len(set(found[0].values())) == len(digests)
    with pytest.raises(InvalidProofError, match="one label twice"):
        check(
            {**forged, "proof": [{**proof_of(real), "proofValue": str(replace(value, label_map=found[0]))}]}
        )
