"""Offer credentials by reference: an unguessable link that ends with its first use."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

from credentials.standards.vc import JSON
from exchange.errors import ProtocolError
from exchange.oid4vci.desk import CODE, OFFER, Desk
from exchange.oid4vci.messages import PRE_AUTHORIZED_GRANT, TxCode

OfferState = Literal["waiting", "used", "expired", "withdrawn"]


@dataclass(frozen=True)
class Offer:
    """An offer that has been made: the key its site keeps, and the address a wallet reads."""

    key: str
    uri: str
    expires: datetime

    @property
    def link(self) -> str:
        """The link that any wallet on the device may open."""
        return f"openid-credential-offer://?{self._query}"

    def link_for(self, wallet_origin: str) -> str:
        """Return the link that the wallet at `wallet_origin` opens."""
        return f"{wallet_origin}/credential_offer?{self._query}"

    @property
    def _query(self) -> str:
        return urlencode({"credential_offer_uri": self.uri})


def make_offer(
    desk: Desk,
    *,
    awards: Mapping[str, str],
    tx_code: str | None,
    now: datetime,
    lives: timedelta = timedelta(days=7),
    tx_code_hint: str | None = None,
) -> Offer:
    """Offer one award of each configuration in `awards` to whoever holds the link first.

    `tx_code` is the second secret, which the learner gets on another way; `tx_code_hint` says where.
    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-4.1.3
    """
    unknown = sorted(set(awards) - set(desk.configurations()))
    if unknown or not awards:
        raise ValueError(f"found configurations {unknown}, expected one or more that the desk offers")
    if tx_code == "":
        raise ValueError("found an empty transaction code, expected None or a code")
    key, code, expires = secrets.token_urlsafe(32), secrets.token_urlsafe(32), now + lives
    told = {"tx_code": tx_code, "tx_code_hint": tx_code_hint}
    kept = {"awards": dict(awards), "code": code, "state": "waiting", "expires": expires.isoformat()}
    desk.tickets.put(OFFER, key, kept | told, expires=expires)
    desk.tickets.put(CODE, code, {"offer": key, "wrong_tries": 0}, expires=expires)
    return Offer(key=key, uri=f"{desk.origin}/oid4vci/offers/{key}", expires=expires)


def read_offer(desk: Desk, key: str, *, now: datetime) -> JSON:
    """Return the Credential Offer behind a link, while it waits."""
    kept = desk.tickets.read(OFFER, key, now=now)
    if kept is None:
        raise ProtocolError("invalid_request", "this offer is unknown or has expired", 404)
    if kept["state"] != "waiting":
        raise ProtocolError("invalid_request", f"this offer is {kept['state']}", 410)
    grant: JSON = {"pre-authorized_code": kept["code"]}
    if kept["tx_code"] is not None:
        grant["tx_code"] = _tx_code(kept["tx_code"], kept["tx_code_hint"])
    return {
        "credential_issuer": desk.origin,
        "credential_configuration_ids": list(kept["awards"]),
        "grants": {PRE_AUTHORIZED_GRANT: grant},
    }


def offer_state(desk: Desk, key: str, *, now: datetime) -> OfferState:
    """Return how an offer stands; one that is no longer kept has expired."""
    kept = desk.tickets.read(OFFER, key, now=now)
    state: OfferState = kept["state"] if kept else "expired"
    return state


def withdraw_offer(desk: Desk, key: str, *, now: datetime) -> bool:
    """Take an offer back; return False if it was used, withdrawn or expired before."""
    kept = desk.tickets.read(OFFER, key, now=now)
    # Whoever takes the code decides: a wallet that is quicker has used the offer.
    if kept is None or desk.tickets.take(CODE, kept["code"], now=now) is None:
        return False
    return close_offer(desk, key, "withdrawn", now=now)


def close_offer(desk: Desk, key: str, state: OfferState, *, now: datetime) -> bool:
    """Write down why an offer ended, once its code has been taken."""
    kept = desk.tickets.read(OFFER, key, now=now)
    return kept is not None and desk.tickets.change(OFFER, key, kept | {"state": state}, now=now)


def _tx_code(code: str, hint: str | None) -> JSON:
    numeric = code.isascii() and code.isdigit()
    return TxCode(input_mode="numeric" if numeric else "text", length=len(code), description=hint).wire()
