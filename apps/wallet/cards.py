"""The cards of a learner: what they hold, how each stands now, and letting go of one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from credentials.verifying import Report
from wallet.checking import check, standing
from wallet.describing import Sheet, describe
from wallet.records import HeldCredential
from webapp.errors import NotFoundRefusal
from webapp.site import Site
from webapp.sitting import Sitting

JSON = dict[str, Any]

FRESH_FOR = timedelta(seconds=60)


@dataclass(frozen=True)
class Card:
    """A held credential as its pages show it."""

    held: HeldCredential

    @property
    def id(self) -> str:
        """Give the card's identifier in this wallet."""
        return self.held.id

    @cached_property
    def credential(self) -> JSON:
        """Read the credential's text."""
        document: JSON = json.loads(self.held.text)
        return document

    @cached_property
    def sheet(self) -> Sheet:
        """Describe what the credential says."""
        return describe(self.credential)

    @cached_property
    def report(self) -> Report:
        """Give the report of its last check."""
        return Report.from_json(self.held.report)

    @property
    def standing(self) -> tuple[str, str]:
        """Say how the card stood when it was last checked."""
        return standing(self.report)

    @property
    def issuer_name(self) -> str | None:
        """Give the issuer's name from the wallet's own list, if its signature was checked."""
        return self.report.issuer_listed_as

    def is_stale(self, now: datetime) -> bool:
        """Tell whether the last check is too old to be shown as how things are."""
        return now - self.held.checked_at >= FRESH_FOR


def cards_of(session: Session, learner: str) -> Sequence[Card]:
    """List a learner's cards, the newest first."""
    query = (
        select(HeldCredential)
        .where(HeldCredential.learner == learner)
        .order_by(col(HeldCredential.received_at).desc(), col(HeldCredential.name))
    )
    return [Card(held) for held in session.exec(query)]


def card_of(session: Session, learner: str, identifier: str) -> Card:
    """Give one card of a learner; raises NotFoundRefusal for anybody else's."""
    held = session.get(HeldCredential, identifier)
    if held is None or held.learner != learner:
        raise NotFoundRefusal("card")
    return Card(held)


def check_again(
    session: Session, cards: Sequence[Card], *, site: Site, holder: str, now: datetime
) -> Sequence[Card]:
    """Check cards as they are now, and remember the reports."""
    # All are checked before the first is written, so that no slow issuer holds up the database.
    sitting = Sitting(site.peers)
    reports = [check(card.credential, site=site, sitting=sitting, holder=holder, now=now) for card in cards]
    for card, report in zip(cards, reports, strict=True):
        card.held.report, card.held.checked_at = report.to_json(), now
    session.flush()
    return [Card(card.held) for card in cards]


def delete(session: Session, card: Card) -> None:
    """Let go of a card for good."""
    session.delete(card.held)
    session.flush()
