"""The site's signing keys: made at the first start, sealed at rest, rotated and removed by command.

One key signs. Of those before it only the public part is kept, for what they signed keeps verifying. A key
that is removed, because somebody else may have it, is published no more, and everything it signed fails.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from credentials.proofs.dids import PublishedKey
from credentials.proofs.keys import P256Key, PublicKey, SigningKey
from webapp.errors import NotFoundRefusal, Refusal
from webapp.records import SealedKey
from webapp.storage import Storage
from webapp.vault import Vault

# A seed alone is a key that signs; with this before it, what is sealed is the public part of a retired one.
_PUBLIC = b"public:"
_NUMBER = re.compile(r"#key-([0-9]{1,9})$", re.ASCII)
_SELECTIVE = 2


@dataclass(frozen=True)
class KnownKey:
    """One key of a site as it is kept: when it was made, and whether it signs or only verifies."""

    id: str
    made_at: datetime
    held: SigningKey | PublishedKey

    @property
    def signs(self) -> bool:
        """Tell whether the site signs with it."""
        return isinstance(self.held, SigningKey)


class Keyring:
    """Read and change a site's keys where all its processes keep them, so that each sees a change at once."""

    def __init__(self, storage: Storage, vault: Vault, did: str) -> None:
        self._storage = storage
        self._vault = vault
        self._did = did

    @property
    def signing(self) -> SigningKey:
        """Give the key that signs."""
        with self._storage.session() as session:
            return self._signing(self._known(session))

    @property
    def retired(self) -> tuple[PublishedKey, ...]:
        """Give the keys that sign no more and are still published."""
        with self._storage.session() as session:
            held = [known.held for known in self._known(session)]
        return tuple(key for key in held if isinstance(key, PublishedKey))

    def known(self) -> list[KnownKey]:
        """Give all keys, the oldest first."""
        with self._storage.session() as session:
            return self._known(session)

    def begin(self, *, now: datetime) -> None:
        """Make the first key, unless there is one."""
        with self._storage.session() as session:
            if not self._known(session):
                session.add(self._sealed(SigningKey.generate(self._did), now))
                session.commit()

    def rotate(self, *, now: datetime) -> SigningKey:
        """Make the key that signs from now on, and let go of the secret of the one before, in one step."""
        with self._storage.session() as session:
            known = self._known(session)
            before = session.get_one(SealedKey, self._signing(known).id)
            name = f"key-{max(_SELECTIVE, *(_number_of(one.id) for one in known)) + 1}"
            key = SigningKey.generate(self._did, name=name)
            before.sealed_seed = self._vault.seal(_PUBLIC + self._signing(known).public_key)
            made_at = max(now, known[-1].made_at + timedelta(microseconds=1))
            session.add(self._sealed(key, made_at))
            try:
                session.commit()
            except (IntegrityError, OperationalError) as error:
                raise Refusal("The keys were rotated by somebody else at this moment") from error
        return key

    def remove(self, name: str) -> str:
        """Publish a retired key no more; give its full name."""
        identifier = f"{self._did}#{name.rpartition('#')[2]}"
        if _number_of(identifier) == _SELECTIVE:
            raise Refusal(
                "This key cannot be removed",
                "It is derived from the site's secret, and published with the service endpoints only.",
            )
        with self._storage.session() as session:
            known = {one.id: one for one in self._known(session)}
            if identifier not in known or name not in (identifier, identifier.rpartition("#")[2]):
                raise NotFoundRefusal("key")
            if known[identifier].signs:
                raise Refusal(
                    "This key signs", "Rotate first: then another signs, and this one can be removed."
                )
            session.delete(session.get_one(SealedKey, identifier))
            session.commit()
        return identifier

    def _known(self, session: Session) -> list[KnownKey]:
        kept: Sequence[SealedKey] = session.exec(
            select(SealedKey).where(SealedKey.controller == self._did)
        ).all()
        ordered = sorted(kept, key=lambda one: (one.made_at, _number_of(one.id)))
        return [KnownKey(one.id, one.made_at, self._opened(one)) for one in ordered]

    def _opened(self, kept: SealedKey) -> SigningKey | PublishedKey:
        opened = self._vault.open(kept.sealed_seed)
        if opened.startswith(_PUBLIC):
            public = PublicKey("Ed25519", opened.removeprefix(_PUBLIC))
            return PublishedKey(self._did, kept.id, public)
        return SigningKey(seed=opened, controller=self._did, id=kept.id)

    def _signing(self, known: Sequence[KnownKey]) -> SigningKey:
        (key,) = (one.held for one in known if isinstance(one.held, SigningKey))
        return key

    def _sealed(self, key: SigningKey, now: datetime) -> SealedKey:
        sealed = self._vault.seal(key.seed)
        return SealedKey(id=key.id, controller=self._did, sealed_seed=sealed, made_at=now)


def selective_key(vault: Vault, did: str) -> P256Key:
    """Derive the site's P-256 key, for proofs of which holders show a part."""
    return P256Key(vault.derive("selective disclosure"), did, f"{did}#key-{_SELECTIVE}")


def _number_of(identifier: str) -> int:
    found = _NUMBER.search(identifier)
    return int(found[1]) if found else 0
