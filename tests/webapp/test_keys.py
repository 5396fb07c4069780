"""A site's keys: one signs, those before it verify, and a removed one does neither."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from college.app import TABLES
from credentials.proofs.keys import SigningKey
from tests.making import NOW
from webapp.errors import NotFoundRefusal, Refusal, StartError
from webapp.keys import Keyring
from webapp.records import Record, SealedKey
from webapp.storage import Storage
from webapp.vault import Vault

DID = "did:web:college.example"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    versions = Path(__file__).parents[2] / "apps" / "college" / "migrations"
    opened = Storage(
        f"sqlite:///{tmp_path}/college.sqlite", versions=versions, metadata=[Record.metadata, *TABLES]
    )
    opened.upgrade()
    yield opened
    opened.engine.dispose()


@pytest.fixture
def keyring(storage: Storage) -> Keyring:
    made = Keyring(storage, Vault("s" * 40), DID)
    made.begin(now=NOW)
    return made


def test_the_first_start_makes_one_key_and_later_ones_none(keyring: Keyring) -> None:
    first = keyring.signing
    keyring.begin(now=NOW)
    assert keyring.signing == first
    assert (first.id, keyring.retired) == (f"{DID}#key-1", ())


def test_after_a_rotation_another_key_signs_and_the_one_before_is_known_by_its_public_part(
    keyring: Keyring,
) -> None:
    first = keyring.signing
    second = keyring.rotate(now=NOW)
    assert keyring.signing == second
    assert second.seed != first.seed
    (retired,) = keyring.retired
    assert (retired.id, retired.public_jwk()) == (first.id, first.public_jwk())
    assert [one.signs for one in keyring.known()] == [False, True]


def test_the_secret_of_a_retired_key_is_kept_nowhere(keyring: Keyring, storage: Storage) -> None:
    first = keyring.signing
    keyring.rotate(now=NOW)
    with storage.session() as session:
        kept = session.exec(select(SealedKey).where(SealedKey.id == first.id)).one()
    assert first.seed not in Vault("s" * 40).open(kept.sealed_seed)


def test_no_name_is_given_twice_nor_that_of_the_second_kind_of_key(keyring: Keyring) -> None:
    names = [keyring.rotate(now=NOW - timedelta(days=1)).id for _ in range(3)]
    assert names == [f"{DID}#key-{number}" for number in (3, 4, 5)]
    keyring.remove("key-4")
    assert keyring.rotate(now=NOW).id == f"{DID}#key-6"
    assert keyring.signing.id == f"{DID}#key-6"


def test_a_retired_key_is_removed_by_its_name_in_full_or_in_short(keyring: Keyring) -> None:
    first, second = keyring.signing.id, keyring.rotate(now=NOW).id
    keyring.rotate(now=NOW)
    assert keyring.remove(first) == first
    assert keyring.remove("key-3") == second
    assert keyring.retired == ()


@pytest.mark.parametrize("name", ["key-9", "", "x", "did:web:other.example#key-1", f"{DID}#key-9"])
def test_a_key_that_is_none_of_the_sites_is_not_removed(keyring: Keyring, name: str) -> None:
    keyring.rotate(now=NOW)
    with pytest.raises(NotFoundRefusal):
        keyring.remove(name)
    assert len(keyring.known()) == 2


@pytest.mark.parametrize("name", ["key-1", "key-2"])
def test_the_key_that_signs_and_the_derived_one_are_not_removed(keyring: Keyring, name: str) -> None:
    with pytest.raises(Refusal):
        keyring.remove(name)
    assert keyring.signing.id == f"{DID}#key-1"


def test_two_who_rotate_at_once_make_one_key_or_two_but_never_lose_one(
    keyring: Keyring, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate = SigningKey.generate

    def interrupted(controller: str, *, name: str = "key-1") -> SigningKey:
        monkeypatch.setattr(SigningKey, "generate", generate)
        Keyring(storage, Vault("s" * 40), DID).rotate(now=NOW)
        return generate(controller, name=name)

    monkeypatch.setattr(SigningKey, "generate", interrupted)
    with pytest.raises(Refusal):
        keyring.rotate(now=NOW)
    assert [one.signs for one in keyring.known()] == [False, True]


def test_another_secret_opens_no_key(keyring: Keyring, storage: Storage) -> None:
    with pytest.raises(StartError):
        _ = Keyring(storage, Vault("t" * 40), DID).signing
