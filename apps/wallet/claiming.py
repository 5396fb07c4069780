"""Claim what an issuer offers: look at the offer, accept it, check what came, keep what holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from credentials.proofs.keys import SigningKey
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci.holder import ClaimError, ReceivedCredential, SeenOffer, claim, read_offer
from wallet.keeping import Finding, Keeper
from wallet.parties import did_of_site, host_of, known_parties
from webapp.errors import Refusal
from webapp.site import Site

USED, WITHDRAWN, EXPIRED = "offer_used", "offer_withdrawn", "offer_expired"
ENDED = (USED, WITHDRAWN, EXPIRED)


@dataclass(frozen=True)
class Offerer:
    """Who makes an offer: a name from the wallet's own list, or only where the offer is."""

    host: str
    did: str | None
    name: str | None
    calls_itself: str


@dataclass(frozen=True)
class Haul:
    """What an accepted offer brought, and why it broke off if it did."""

    findings: Sequence[Finding]
    broke_off: str = ""


class WrongCodeError(Exception):
    """Raised when the issuer does not take the code; its text says so to the learner."""


def open_offer(link: str, *, site: Site) -> SeenOffer:
    """Read an offer and its issuer's own description; raises Refusal when it cannot be used."""
    try:
        return read_offer(link, http=site.peers.http, allow=site.peers.allow)
    except ProtocolError as error:
        raise _unusable(error) from error


def offerer_of(offer: SeenOffer, *, site: Site) -> Offerer:
    """Say who makes an offer; a name it gives itself proves nothing."""
    did = did_of_site(offer.issuer)
    listed = known_parties(site.folder).get(did or "")
    return Offerer(host_of(offer.issuer), did, listed.name if listed else None, offer.issuer_name)


def accept(offer: SeenOffer, *, keeper: Keeper, key: SigningKey, tx_code: str | None, now: datetime) -> Haul:
    """Claim an offer and keep what passes; raises WrongCodeError, or Refusal when nothing came."""
    site = keeper.site
    try:
        received: Sequence[ReceivedCredential] = claim(
            offer, key=key, tx_code=tx_code, http=site.peers.http, now=now
        )
        broke_off = ""
    except ClaimError as error:
        received, broke_off = error.received, error.description
    except ProtocolError as error:
        if tx_code is not None and error.code in ("invalid_grant", "invalid_request"):
            raise _wrong_code(said_by_peer(error)) from error
        raise _unusable(error) from error
    offerer = offerer_of(offer, site=site)
    told = {offerer.did} if offerer.did and offerer.name is None else set()
    texts = [one.text for one in received]
    return Haul(keeper.consider(texts, told=told, came_from=offerer.host, now=now), broke_off)


def said_by_peer(error: ProtocolError) -> str:
    """Give what the other side said in its own words, if it said anything."""
    found = re.search(r" answered \d{3}: (.*)", error.description, re.DOTALL)
    return found[1][:300] if found else ""


def _wrong_code(said: str) -> Refusal | WrongCodeError:
    """Say why a code was not taken; only our own issuers count the tries in words we know."""
    if "ended this offer" in said:
        meaning = "The code was wrong too often. Ask for a new offer. Nothing was added to your wallet."
        return Refusal("This offer has ended", meaning, code=EXPIRED)
    left = re.search(r"\b(\d) tries left", said)
    if left:
        tries = "1 try is" if left[1] == "1" else f"{left[1]} tries are"
        return WrongCodeError(f"This is not the code that belongs to the offer. {tries} left.")
    told = f" They say: “{said}”." if said else ""
    return WrongCodeError(f"The code was not taken, or the offer has ended.{told}")


def _unusable(error: ProtocolError) -> Refusal:
    """Say why an offer cannot be used; the issuer's own words only choose among ours."""
    said = said_by_peer(error)
    nothing = "Nothing was added to your wallet."
    if "withdrawn" in said and "used" not in said:
        return Refusal("This offer was withdrawn", f"Ask for a new one. {nothing}", code=WITHDRAWN)
    if "expired" in said and "used" not in said:
        return Refusal("This offer has ended", f"Ask for a new one. {nothing}", code=EXPIRED)
    if "used" in said or error.code == "invalid_grant":
        return Refusal(
            "This offer has already been used",
            "Each offer works once. If it was you, the card is in your wallet. If it was not, "
            "ask whoever sent the offer to withdraw the card.",
            code=USED,
        )
    if isinstance(error, PeerError):
        meaning = f"{nothing} Try again in a few minutes, or ask for a new offer. Found: {error.description}."
        return Refusal("The issuer's answer cannot be used", meaning, status=502, code=error.code)
    return Refusal("This is not an offer that can be used", f"{nothing} Found: {error.description}.")
