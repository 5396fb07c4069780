"""What one running site is made of, in one value that its pages and routes receive."""

from dataclasses import dataclass, field

from flask import Flask, current_app, g
from sqlmodel import Session

from credentials.proofs.keys import P256Key, SigningKey
from webapp.institution_folder import InstitutionFolder
from webapp.keys import Keyring, selective_key
from webapp.messages import MessageLog
from webapp.peers import Peers
from webapp.settings import Settings
from webapp.storage import Storage
from webapp.tickets import Tickets
from webapp.vault import Vault


@dataclass(frozen=True)
class Site:
    """Everything a site stands on; made once by its `create_app`."""

    settings: Settings
    folder: InstitutionFolder
    storage: Storage
    vault: Vault
    peers: Peers
    messages: MessageLog
    did: str
    keyring: Keyring
    name: str = field(default="")

    @property
    def origin(self) -> str:
        """Give the one origin under which everybody knows this site."""
        return self.settings.origin

    @property
    def key(self) -> SigningKey:
        """Give the key that signs now: another one as soon as the keys were rotated."""
        return self.keyring.signing

    @property
    def selective_key(self) -> P256Key:
        """Give the key for proofs of which holders show a part."""
        return selective_key(self.vault, self.did)

    @property
    def published_keys(self) -> tuple[SigningKey | P256Key, ...]:
        """Give the keys that the site signs with; the second only for the service endpoints."""
        return (self.key,) if self.settings.vc_api_token is None else (self.key, self.selective_key)


def current_site() -> Site:
    """Give the site that answers the running request."""
    site: Site = current_app.extensions["wellspring"]
    return site


def database() -> Session:
    """Give the session of the running request; it is committed when the answer is not an error of ours."""
    if "database" not in g:
        g.database = current_site().storage.session()
    session: Session = g.database
    return session


def tickets() -> Tickets:
    """Give the tickets of the running request."""
    return Tickets(database)


def keep_sessions(app: Flask) -> None:
    """Commit each request's session once, after the answer is known, and close it always."""

    @app.after_request
    def commit(response):  # type: ignore[no-untyped-def]
        session: Session | None = g.get("database")
        if session is not None:
            if response.status_code >= 500:
                session.rollback()
            else:
                session.commit()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("database", None)
        if session is not None:
            session.close()
