"""What the panel of an offer shows: its link, its text for an e-mail, its code, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.oid4vci.issuer import Offer
from institution.achievements import achievement
from institution.desk import desk
from institution.offering import Standing, code_of, offer_of, standing
from institution.records import Award
from webapp.clock import now
from webapp.site import current_site, database
from webapp.words import day, without_sample

# An offer of several badges stands as the first of these that one of its badges stands in.
ORDER = ("waiting", "opened", "not_offered", "taken_back", "ended", "held", "revoked")


@dataclass(frozen=True)
class Sheet:
    """One offer, or what is left of it."""

    key: str
    offer: Offer | None
    link: str
    standing: Standing
    standings: tuple[Standing, ...]
    badges: tuple[str, ...]
    name: str
    mail: str
    code: str | None

    @property
    def seen(self) -> str:
        """Write how everything stands, so that a later look can tell whether something changed."""
        return ".".join(standing.word for standing in self.standings)

    @property
    def moves(self) -> bool:
        """Tell whether it may change by itself while somebody looks."""
        return any(standing.word in ("waiting", "opened") for standing in self.standings)


def sheet_of(awards: Sequence[Award]) -> Sheet:
    """Describe the offer of some awards of one person."""
    site, at = current_site(), now()
    issuing, first = desk(site), awards[0]
    standings = tuple(standing(issuing, award, now=at) for award in awards)
    offer = offer_of(first, origin=site.origin)
    link = offer.link_for(site.settings.wallet) if offer else ""
    badges = tuple(without_sample(achievement(database(), award.achievement).name) for award in awards)
    whole = min(standings, key=lambda one: ORDER.index(one.word))
    code = code_of(issuing, first.offer, now=at) if first.offer and whole.word == "waiting" else None
    return Sheet(
        key=first.offer or "",
        offer=offer,
        link=link,
        standing=whole,
        standings=standings,
        badges=badges,
        name=first.recipient_name,
        mail=_mail(first, badges, link, offer, code=code is not None),
        code=code,
    )


def _mail(award: Award, badges: Sequence[str], link: str, offer: Offer | None, *, code: bool) -> str:
    if offer is None:
        return ""
    subject = f"your badge “{badges[0]}” is" if len(badges) == 1 else f"your {len(badges)} badges are"
    kept = "it" if len(badges) == 1 else "them"
    asked = " Your wallet will ask for a code; you get it from us in another way." if code else ""
    return (
        f"Hello {award.recipient_name}, {subject} ready. Open {link} by {day(offer.expires)} "
        f"to keep {kept} in your wallet.{asked} {without_sample(current_site().name)}"
    )
