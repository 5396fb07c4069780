"""Whom a badge names without saying it to everybody: https://www.imsglobal.org/spec/ob/v3p0#identityobject."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.standards.openbadges import hashed_identity, is_identity_of

KOSHER = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
    "identityType": "emailAddress",
    "salt": "Kosher",
}


@pytest.mark.parametrize("spelling", ["a@example.com", "A@Example.com", " a@example.com "])
def test_the_address_of_the_specification_is_known_again_however_it_is_spelt(spelling: str) -> None:
    assert is_identity_of(KOSHER, spelling)


def test_an_address_hashed_as_it_was_given_is_known_again() -> None:
    identity = hashed_identity("Ana@Example.com", "s", identity_type="userName")
    assert is_identity_of(identity, "Ana@Example.com", identity_type="userName")
    assert not is_identity_of(identity, "ana@example.com", identity_type="userName")


def test_the_digest_of_old_badges_is_read_though_never_written() -> None:
    """Vector computed with md5sum: printf a@example.comKosher."""
    old = {**KOSHER, "identityHash": "md5$ddd142639a792e74751ee7e129237efa"}
    assert is_identity_of(old, "a@example.com")
    assert not is_identity_of(old, "b@example.com")


def test_a_name_that_is_not_hashed_is_compared_as_it_is() -> None:
    plain = {"hashed": False, "identityHash": "7", "identityType": "sourcedId"}
    assert is_identity_of(plain, "7", identity_type="sourcedId")
    assert not is_identity_of(plain, "8", identity_type="sourcedId")


CHANGES: dict[str, Any] = {
    "another salt": {"salt": "Kosher!"},
    "no salt": {"salt": None},
    "another kind of name": {"identityType": "userName"},
    "a digest of no kind": {"identityHash": "b5809d8a"},
    "a digest of another kind": {"identityHash": "sha1$b5809d8a"},
    "a digest that is no text": {"identityHash": 7},
    "said to be plain": {"hashed": False},
    "half a character": {"identityHash": "sha256$\ud83d"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_not_known_again(change: Any) -> None:
    assert not is_identity_of({**KOSHER, **change}, "a@example.com")
    assert not is_identity_of({**KOSHER, **change}, "a\ud83d")


@pytest.mark.parametrize("identity", [None, [], "a@example.com", {}])
def test_what_is_no_identity_names_nobody(identity: object) -> None:
    assert not is_identity_of(identity, "a@example.com")
