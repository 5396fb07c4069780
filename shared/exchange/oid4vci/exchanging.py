"""Exchange the code of an offer for an access token (section 6)."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from credentials.standards.vc import JSON
from exchange.errors import ProtocolError
from exchange.oid4vci.desk import CODE, OFFER, TOKEN, Desk
from exchange.oid4vci.messages import PRE_AUTHORIZED_GRANT
from exchange.oid4vci.offering import close_offer

# A bearer token that lives longer would have to be bound to its sender (section 13.10).
TOKEN_LIVES = timedelta(seconds=300)
MAX_WRONG_TRIES = 5


def exchange_code(desk: Desk, form: Mapping[str, str], *, now: datetime) -> JSON:
    """Return an access token for a pre-authorized code, which is spent by that.

    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-6
    """
    code = _asked_code(form)
    ticket = desk.tickets.take(CODE, code, now=now)
    if ticket is None:
        raise ProtocolError("invalid_grant", "this code is unknown, used, withdrawn or expired")
    offer = desk.tickets.read(OFFER, ticket["offer"], now=now)
    if offer is None:
        raise ProtocolError("invalid_grant", "the offer of this code has expired")
    _check_tx_code(desk, code, form.get("tx_code"), ticket=ticket, offer=offer, now=now)
    close_offer(desk, ticket["offer"], "used", now=now)
    token = secrets.token_urlsafe(32)
    kept = {"offer": ticket["offer"], "awards": offer["awards"], "client_id": form.get("client_id")}
    desk.tickets.put(TOKEN, token, kept, expires=now + TOKEN_LIVES)
    lives = int(TOKEN_LIVES.total_seconds())
    return {"access_token": token, "token_type": "Bearer", "expires_in": lives}


def _asked_code(form: Mapping[str, str]) -> str:
    grant = form.get("grant_type")
    if grant is None:
        raise ProtocolError("invalid_request", "grant_type is missing")
    if grant != PRE_AUTHORIZED_GRANT:
        raise ProtocolError("unsupported_grant_type", f"found {grant}, expected {PRE_AUTHORIZED_GRANT}")
    if "authorization_details" in form:
        raise ProtocolError("invalid_authorization_details", "this server knows no authorization details")
    code = form.get("pre-authorized_code")
    if code is None:
        raise ProtocolError("invalid_request", "pre-authorized_code is missing")
    return code


def _check_tx_code(
    desk: Desk, code: str, given: str | None, *, ticket: JSON, offer: JSON, now: datetime
) -> None:
    """Refuse a transaction code that is missing, unexpected or wrong, and count the wrong ones.

    The code's ticket has been taken, so two guesses cannot be made at once; it is put back here
    unless the guess was the last one.
    """
    expected: str | None = offer["tx_code"]
    wrong = False
    if expected is not None and given is not None:
        if hmac.compare_digest(given.encode(), expected.encode()):
            return
        wrong = True
    elif expected is None and given is None:
        return
    tries = ticket["wrong_tries"] + wrong
    if tries >= MAX_WRONG_TRIES:
        close_offer(desk, ticket["offer"], "withdrawn", now=now)
        raise ProtocolError("invalid_grant", f"wrong transaction code; {tries} tries have ended this offer")
    expires = datetime.fromisoformat(offer["expires"])
    desk.tickets.put(CODE, code, ticket | {"wrong_tries": tries}, expires=expires)
    if wrong:
        left = MAX_WRONG_TRIES - tries
        raise ProtocolError("invalid_grant", f"wrong transaction code, {left} tries left")
    expectation = "this offer needs a tx_code" if expected else "this offer needs no tx_code"
    raise ProtocolError("invalid_request", expectation)
