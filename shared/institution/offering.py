"""Offer awards to their learner's wallet, take an offer back, and say how an award stands."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from exchange.oid4vci import issuer
from exchange.oid4vci.issuer import Desk, Offer
from institution.records import Award
from webapp.errors import NotFoundRefusal, Refusal
from webapp.words import day

CODE_TICKET = "offer_code"
CODE_DIGITS = 6
CODE_HINT = "The six digits that the institution told you"

Word = Literal["not_offered", "waiting", "opened", "ended", "taken_back", "held", "revoked"]


@dataclass(frozen=True)
class Standing:
    """How an award stands, as a word for the code and as words for people."""

    word: Word
    state: str
    words: str

    @property
    def open_for_offer(self) -> bool:
        """Tell whether a new offer makes sense."""
        return self.word in ("not_offered", "opened", "ended", "taken_back")


def offer_awards(
    desk: Desk,
    awards: Sequence[Award],
    *,
    with_code: bool,
    now: datetime,
    choose: Callable[[int], int] = secrets.randbelow,
) -> Offer:
    """Make one offer for the awards of one person; earlier offers of them end. Raises Refusal."""
    if not awards or any(award.revoked_at or award.issued_at for award in awards):
        raise Refusal("There is nothing to offer", "What is in the wallet or withdrawn cannot be offered.")
    for key in {award.offer for award in awards if award.offer}:
        issuer.withdraw_offer(desk, key, now=now)
    code = f"{choose(10**CODE_DIGITS):0{CODE_DIGITS}}" if with_code else None
    configurations = {award.achievement: award.id for award in awards}
    if len(configurations) < len(awards):
        raise Refusal("One offer holds each badge once", "Offer the second one by itself.")
    offer = issuer.make_offer(desk, awards=configurations, tx_code=code, now=now, tx_code_hint=CODE_HINT)
    if code is not None:
        desk.tickets.put(CODE_TICKET, offer.key, {"code": code}, expires=offer.expires)
    for award in awards:
        award.offer, award.offer_ends = offer.key, offer.expires
    return offer


def offer_of(award: Award, *, origin: str) -> Offer | None:
    """Give the last offer that was made for an award."""
    if award.offer is None or award.offer_ends is None:
        return None
    return Offer(award.offer, f"{origin}/oid4vci/offers/{award.offer}", award.offer_ends)


def code_of(desk: Desk, key: str, *, now: datetime) -> str | None:
    """Give the code that the learner has to be told, while its offer lives."""
    kept = desk.tickets.read(CODE_TICKET, key, now=now)
    return str(kept["code"]) if kept else None


def awards_in(session: Session, key: str) -> Sequence[Award]:
    """List the awards of an offer; raises NotFoundRefusal."""
    found = session.exec(select(Award).where(Award.offer == key).order_by(col(Award.made_at), col(Award.id)))
    awards = found.all()
    if not awards:
        raise NotFoundRefusal("offer")
    return awards


def take_back(desk: Desk, key: str, *, now: datetime) -> None:
    """Take an offer back; raises Refusal when it was used or ended before."""
    if not issuer.withdraw_offer(desk, key, now=now):
        raise Refusal(
            "This offer has already ended",
            "It was used, taken back or ran out before. Withdraw the badge itself if it must not count.",
            status=409,
            code="offer_ended",
        )


def renew(desk: Desk, awards: Sequence[Award], *, with_code: bool, now: datetime) -> Offer:
    """Offer again what an ended offer did not bring into the wallet; raises Refusal while it still waits."""
    left = [award for award in awards if standing(desk, award, now=now).open_for_offer]
    if not left:
        raise Refusal(
            "There is nothing to offer again",
            "The offer still waits, or its badges are in the wallet or withdrawn.",
            status=409,
            code="offer_lives",
        )
    return offer_awards(desk, left, with_code=with_code, now=now)


def standing(desk: Desk, award: Award, *, now: datetime) -> Standing:
    """Say how an award stands."""
    if award.revoked_at is not None:
        return Standing("revoked", "fail", f"Withdrawn on {day(award.revoked_at)}")
    if award.issued_at is not None:
        return Standing("held", "pass", f"In the wallet since {day(award.issued_at)}")
    if award.offer is None or award.offer_ends is None:
        return Standing("not_offered", "missing", "Awarded, not offered yet")
    if award.offer_ends <= now:
        return Standing("ended", "unknown", f"Offer ended on {day(award.offer_ends)}")
    state = issuer.offer_state(desk, award.offer, now=now)
    return _STANDINGS[state]


_STANDINGS: Mapping[str, Standing] = {
    "waiting": Standing("waiting", "pending", "Offer waiting"),
    "used": Standing("opened", "pending", "Offer opened, badge not collected yet"),
    "withdrawn": Standing("taken_back", "unknown", "Offer taken back"),
    "expired": Standing("ended", "unknown", "Offer has ended"),
}
