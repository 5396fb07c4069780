"""Ask for presentations: a signed request, fetched by reference, that is answered once."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode

from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON
from exchange.errors import ProtocolError
from exchange.oid4vp.dcql import read_dcql
from exchange.oid4vp.messages import (
    PREFIX,
    PURPOSE_FORMAT,
    REQUEST_OBJECT_TYPE,
    STATIC_AUDIENCE,
    VP_FORMATS,
    Purpose,
)
from exchange.tickets import Tickets
from exchange.wire import read_message

REQUEST = "oid4vp_request"
RESULT = "oid4vp_result"
LONGEST_WALLET_NONCE = 512


class Counter(Protocol):
    """What a site that verifies must offer."""

    @property
    def origin(self) -> str:
        """The site's origin without a trailing slash."""

    @property
    def did(self) -> str:
        """The site's did:web."""

    @property
    def tickets(self) -> Tickets:
        """The store of short-lived protocol state."""

    @property
    def key(self) -> SigningKey:
        """The key that signs request objects, listed under `authentication` in the DID document."""

    def resolve(self, did: str) -> JSON:
        """Return the DID document of `did`."""

    def received(
        self, request_id: str, *, holder: str, credentials: list[tuple[str, JSON]], now: datetime
    ) -> str | None:
        """Keep what `holder` presented: each credential as the exact text received and as JSON.

        Nothing has been judged about issuer, validity or status. Return where the holder may follow
        what becomes of it, if there is such a page.
        """

    def declined(self, request_id: str, *, now: datetime) -> None:
        """Note that the holder answered with an error, most often `access_denied`."""


@dataclass(frozen=True)
class AuthorizationRequest:
    """A request that has been made; `transaction_id` belongs in the browser's session and nowhere else."""

    request_id: str
    transaction_id: str
    client_id: str
    request_uri: str
    expires: datetime

    @property
    def link(self) -> str:
        """The link that any wallet on the device may open."""
        return f"openid4vp://?{self._query}"

    def link_for(self, wallet_origin: str) -> str:
        """Return the link that the wallet at `wallet_origin` opens."""
        return f"{wallet_origin}/openid4vp?{self._query}"

    @property
    def _query(self) -> str:
        asked = {"client_id": self.client_id, "request_uri": self.request_uri, "request_uri_method": "post"}
        return urlencode(asked)


def make_request(
    counter: Counter,
    *,
    purpose: str,
    retention_days: int,
    dcql: JSON,
    now: datetime,
    lives: timedelta = timedelta(minutes=30),
    request_id: str | None = None,
) -> AuthorizationRequest:
    """Open a request that one holder may answer until it expires.

    `request_id` is also the `state`, so it must not be guessable: by default it is made here.
    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5
    """
    _check_query(dcql)
    stated = {"purpose": purpose, "retention_days": retention_days}
    known = _unguessable(request_id)
    request = AuthorizationRequest(
        request_id=known,
        transaction_id=secrets.token_urlsafe(32),
        client_id=PREFIX + counter.did,
        request_uri=f"{counter.origin}/oid4vp/request/{known}",
        expires=now + lives,
    )
    kept = {
        "nonce": secrets.token_urlsafe(32),
        "transaction_id": request.transaction_id,
        "expires": int(request.expires.timestamp()),
        "purpose": read_message(Purpose, stated, code="invalid_request").wire(),
        "dcql": dcql,
    }
    counter.tickets.put(REQUEST, known, kept, expires=request.expires)
    return request


def transaction_of(counter: Counter, request_id: str, *, now: datetime) -> str | None:
    """Return the transaction of a request that still waits, for the browser that it was made for."""
    kept = counter.tickets.read(REQUEST, request_id, now=now)
    return None if kept is None else str(kept["transaction_id"])


def request_object(
    counter: Counter,
    request_id: str,
    *,
    wallet_nonce: str | None,
    now: datetime,
) -> str:
    """Return the signed request object; it may be fetched again while the request waits.

    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5.10
    """
    kept = counter.tickets.read(REQUEST, request_id, now=now)
    if kept is None:
        raise ProtocolError("invalid_request", "this request is unknown, answered or expired", 404)
    if wallet_nonce is not None and len(wallet_nonce) > LONGEST_WALLET_NONCE:
        expected = f"expected at most {LONGEST_WALLET_NONCE}"
        raise ProtocolError("invalid_request", f"wallet_nonce has {len(wallet_nonce)} characters, {expected}")
    payload = _payload(counter, request_id, kept) | {"iat": int(now.timestamp())}
    echo = {} if wallet_nonce is None else {"wallet_nonce": wallet_nonce}
    return counter.key.jws(payload | echo, typ=REQUEST_OBJECT_TYPE)


def _payload(counter: Counter, request_id: str, kept: JSON) -> JSON:
    client_id = PREFIX + counter.did
    return {
        "iss": client_id,
        "aud": STATIC_AUDIENCE,
        "exp": kept["expires"],
        "client_id": client_id,
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "response_uri": f"{counter.origin}/oid4vp/response/{request_id}",
        "nonce": kept["nonce"],
        "state": request_id,
        "client_metadata": {"vp_formats_supported": VP_FORMATS},
        "dcql_query": kept["dcql"],
        "verifier_info": [{"format": PURPOSE_FORMAT, "data": kept["purpose"]}],
    }


def _unguessable(request_id: str | None) -> str:
    known = secrets.token_urlsafe(32) if request_id is None else request_id
    if not re.fullmatch(r"[A-Za-z0-9_-]{22,128}", known):
        raise ValueError("found a guessable request id, expected 22 to 128 random url-safe characters")
    return known


def _check_query(dcql: JSON) -> None:
    """Refuse to ask what `receiving` could not check."""
    for query in read_dcql(dcql).credentials:
        if query.format != "ldp_vc" or not query.require_cryptographic_holder_binding:
            raise ValueError(f"query {query.id} asks for another format or waives holder binding")
        if query.trusted_authorities:
            raise ValueError(f"query {query.id} names trusted authorities, which are not looked up here")
