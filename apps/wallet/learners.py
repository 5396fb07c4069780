"""Learners and their keys: one did:key each, its seed sealed, never shown and never sent."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from credentials.proofs.keys import SigningKey
from wallet.records import HolderKey
from webapp.vault import Vault


def holder_key(session: Session, vault: Vault, learner: str, *, now: datetime) -> SigningKey:
    """Open a learner's key; the first use makes it."""
    stored = session.get(HolderKey, learner) or _make(session, vault, learner, now=now)
    return SigningKey.for_holder(vault.open(stored.sealed_seed))


def _make(session: Session, vault: Vault, learner: str, *, now: datetime) -> HolderKey:
    key = SigningKey.for_holder()
    made = HolderKey(learner=learner, did=key.controller, sealed_seed=vault.seal(key.seed), made_at=now)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # Another request of the same learner was quicker; its key is the learner's key.
        return session.get_one(HolderKey, learner)
    return made
