"""The site's signing key: made at the first start, sealed at rest."""

from datetime import UTC, datetime

from sqlmodel import select

from credentials.proofs.keys import P256Key, SigningKey
from webapp.records import SealedKey
from webapp.storage import Storage
from webapp.vault import Vault


def site_key(storage: Storage, vault: Vault, did: str) -> SigningKey:
    """Open the site's Ed25519 key; the first start makes and seals it."""
    with storage.session() as session:
        stored = session.exec(select(SealedKey).where(SealedKey.controller == did)).first()
        if stored is not None:
            return SigningKey(seed=vault.open(stored.sealed_seed), controller=did, id=stored.id)
        key = SigningKey.generate(did)
        session.add(
            SealedKey(id=key.id, controller=did, sealed_seed=vault.seal(key.seed), made_at=datetime.now(UTC))
        )
        session.commit()
        return key


def selective_key(vault: Vault, did: str) -> P256Key:
    """Derive the site's P-256 key, for proofs of which holders show a part."""
    return P256Key(vault.derive("selective disclosure"), did, f"{did}#key-2")
