"""What templates need to show a card or a finding: views of deeds' values, nothing decided here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.verifying import Report
from wallet.cards import Card
from wallet.describing import Sheet
from wallet.parties import accent_of, shown_did
from webapp.clock import now
from webapp.site import current_site

JSON = dict[str, Any]


@dataclass(frozen=True)
class ShownCard:
    """A card as the templates show it."""

    id: str
    sheet: Sheet
    credential: JSON
    report: Report
    kind: str
    words: str
    issuer_name: str | None
    issuer_shown: str
    accent: str
    stale: bool
    came_from: str
    received_at: datetime
    checked_at: datetime


def shown_card(card: Card) -> ShownCard:
    """Give what the templates show of a card."""
    kind, words = card.standing
    return ShownCard(
        id=card.id,
        sheet=card.sheet,
        credential=card.credential,
        report=card.report,
        kind=kind,
        words=words,
        issuer_name=card.issuer_name,
        issuer_shown=shown_did(card.held.issuer),
        accent=accent_of(card.held.issuer, current_site().settings),
        stale=card.is_stale(now()),
        came_from=card.held.came_from,
        received_at=card.held.received_at,
        checked_at=card.held.checked_at,
    )
