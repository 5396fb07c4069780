"""Answer a request: send what was chosen or decline, and write the history of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlmodel import Session, col, select

from credentials.proofs.keys import SigningKey
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vp import holder
from exchange.oid4vp.holder import Answer, SeenRequest
from wallet.cards import Card
from wallet.consenting import NOTHING_SENT, asker_of
from wallet.records import Share
from wallet.tray import Tray
from webapp.errors import NotFoundRefusal, Refusal
from webapp.site import Site

JSON = dict[str, Any]

# What happens before the first byte leaves.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True)
class Answering:
    """Answer requests for one learner."""

    session: Session
    tray: Tray
    site: Site
    key: SigningKey
    learner: str

    def send(
        self, ticket: str, request: SeenRequest, chosen: Mapping[str, Sequence[Card]], *, now: datetime
    ) -> Answer:
        """Send what was chosen; the history says so before the first byte leaves, whatever happens then."""
        waiting = self.tray.take("request", ticket, now=now)
        share = self._begin(request, "sending", now=now)
        share.cards = list(_lines(chosen))
        self.session.commit()
        credentials = {query: [card.credential for card in cards] for query, cards in chosen.items()}
        http = self.site.peers.http
        try:
            answer = holder.respond(request, credentials, key=self.key, http=http, now=now)
        except ProtocolError as error:
            if not isinstance(error, PeerError) or isinstance(error.__cause__, NEVER_LEFT):
                self.session.delete(share)
                self.tray.put_back("request", ticket, waiting, expires=request.expires)
                self.session.commit()
                raise _not_sent(share, error) from error
            share.state = "unsure" if error.code == "unusable_answer" else "refused"
            self.session.commit()
            raise _not_taken(share, error) from error
        share.state, share.status_url = "sent", answer.status_url
        self.session.flush()
        return answer

    def decline(self, ticket: str, request: SeenRequest, *, now: datetime) -> Answer:
        """Tell them no and nothing else; that they cannot be told changes nothing."""
        self.tray.take("request", ticket, now=now)
        self._begin(request, "declined", now=now)
        self.session.commit()
        try:
            return holder.decline(request, http=self.site.peers.http)
        except PeerError:
            return Answer(redirect_uri=None, status_url=None)

    def _begin(self, request: SeenRequest, state: str, *, now: datetime) -> Share:
        keep = request.retention_days
        share = Share(
            id=str(uuid4()),
            learner=self.learner,
            verifier=request.did,
            host=request.host,
            name=asker_of(request, site=self.site).name,
            purpose=request.purpose,
            cards=[],
            state=state,
            answered_at=now,
            keep_until=now + timedelta(days=keep) if keep is not None else None,
        )
        self.session.add(share)
        return share


def shares_of(session: Session, learner: str, *, most: int | None = None) -> Sequence[Share]:
    """List a learner's answers, the newest first."""
    query = select(Share).where(Share.learner == learner).order_by(col(Share.answered_at).desc(), Share.id)
    return session.exec(query.limit(most)).all()


def share_of(session: Session, learner: str, identifier: str) -> Share:
    """Give one answer of a learner; raises NotFoundRefusal for anybody else's."""
    share = session.get(Share, identifier)
    if share is None or share.learner != learner:
        raise NotFoundRefusal("share")
    return share


def _lines(chosen: Mapping[str, Sequence[Card]]) -> Iterator[JSON]:
    """Give the history's lines of the cards that leave, each card once."""
    for card in {card.id: card for cards in chosen.values() for card in cards}.values():
        yield {"name": card.sheet.name, "issuer": card.issuer_name, "card": card.id}


def _not_sent(share: Share, error: ProtocolError) -> Refusal:
    if isinstance(error, PeerError):
        meaning = f"{NOTHING_SENT} {share.host} did not answer. Try again in a few minutes."
        return Refusal("They could not be reached", meaning, status=502, code="unreached")
    meaning = f"{NOTHING_SENT} Found: {error.description}."
    return Refusal("This answer does not fit the request", meaning, code=error.code)


def _not_taken(share: Share, error: PeerError) -> Refusal:
    if share.state == "refused":
        meaning = (
            f"{share.host} answered that it does not take what you sent. Go back to where you found the "
            f"request and start again. Found: {error.description}."
        )
        return Refusal("They did not take it", meaning, status=502, code=error.code)
    meaning = (
        f"We sent your cards, and {share.host} gave no answer that can be used. It may have them. Your "
        f"history says so too. Found: {error.description}."
    )
    return Refusal("We do not know whether it arrived", meaning, status=502, code=error.code)
