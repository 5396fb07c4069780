"""The counter: what the OpenID4VP rooms ask of an employer that receives applications."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from credentials.proofs.keys import SigningKey
from employer.applying import DECLINED, WAITING, application_asked
from employer.screening import receive
from webapp.messages import about
from webapp.site import Site, database, tickets
from webapp.sitting import Sitting
from webapp.tickets import Tickets

JSON = dict[str, Any]
SOMEBODY = "somebody who applies"


class ApplicationCounter:
    """Take the credentials of applicants; one counter serves one request."""

    def __init__(self, site: Site, session: Session) -> None:
        self._site = site
        self._session = session
        self.tickets: Tickets = tickets()

    @property
    def origin(self) -> str:
        """Give the site's origin."""
        return self._site.origin

    @property
    def did(self) -> str:
        """Give the site's did:web."""
        return self._site.did

    @property
    def key(self) -> SigningKey:
        """Give the key that signs requests."""
        return self._site.key

    def resolve(self, did: str) -> JSON:
        """Resolve an applicant's DID."""
        with about(SOMEBODY):
            return self._site.peers.resolve(did)

    def received(
        self, request_id: str, *, holder: str, credentials: list[tuple[str, JSON]], now: datetime
    ) -> str | None:
        """Keep and check what an applicant sent, and say where the decision can be followed."""
        application = application_asked(self._session, request_id)
        if application is None or application.state != WAITING:
            return None
        # The request is spent for good, and the database is free while others are asked.
        self._session.commit()
        texts = [text for text, _ in credentials]
        sitting = Sitting(self._site.peers)
        receive(self._session, application, texts, holder=holder, sitting=sitting, now=now)
        return f"{self.origin}/notices/{application.notice_key}"

    def declined(self, request_id: str, *, now: datetime) -> None:
        """Note that an applicant sent nothing."""
        application = application_asked(self._session, request_id)
        if application is not None and application.state == WAITING:
            application.state = DECLINED
            self._session.flush()


def counter(site: Site) -> ApplicationCounter:
    """Open the counter for the running request."""
    return ApplicationCounter(site, database())
