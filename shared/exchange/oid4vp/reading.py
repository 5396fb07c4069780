"""Read a verifier's request, and refuse whatever is not surely its own (section 5)."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn, Self
from urllib.parse import unquote, urlsplit

import httpx

from credentials.errors import CredentialError
from credentials.proofs.dids import verification_key
from credentials.proofs.keys import peek_jws_header, verify_jws
from credentials.standards.vc import JSON
from exchange.asking import Allow, ask, check_allowed
from exchange.errors import ProtocolError
from exchange.oid4vp.dcql import read_dcql
from exchange.oid4vp.messages import (
    CRYPTOSUITE,
    PREFIX,
    PURPOSE_FORMAT,
    REQUEST_OBJECT_MEDIA_TYPE,
    REQUEST_OBJECT_TYPE,
    STATIC_AUDIENCE,
    VP_FORMATS,
    Purpose,
    RequestObject,
)
from exchange.wire import read_message, read_query

LONGEST_LINK = 8192
AHEAD_SECONDS = 60
LONGEST_LIFE_SECONDS = 30 * 86_400
WALLET_METADATA: JSON = {
    "vp_formats_supported": VP_FORMATS,
    "client_id_prefixes_supported": ["decentralized_identifier"],
    "request_object_signing_alg_values_supported": ["EdDSA", "Ed25519"],
}
# Parameters of a request object that would change its meaning in a way we do not understand.
FORBIDDEN = {
    "redirect_uri": "invalid_request",
    "request": "invalid_request",
    "request_uri": "invalid_request",
    "scope": "invalid_scope",
    "transaction_data": "invalid_transaction_data",
}


@dataclass(frozen=True)
class SeenRequest:
    """A request as the holder sees it: who asks, for what and why, and where the answer goes."""

    client_id: str
    did: str
    host: str
    purpose: str | None
    retention_days: int | None
    expires: datetime
    nonce: str
    state: str | None
    response_uri: str
    dcql: JSON

    def to_json(self) -> JSON:
        """Return the request as JSON, so that a site can keep it until the holder has decided."""
        return vars(self) | {"expires": self.expires.isoformat()}

    @classmethod
    def from_json(cls, kept: JSON) -> Self:
        """Return the request that `to_json` wrote."""
        return cls(**(kept | {"expires": datetime.fromisoformat(kept["expires"])}))


def read_request(
    link: str, *, http: httpx.Client, resolve: Callable[[str], JSON], now: datetime, allow: Allow
) -> SeenRequest:
    """Fetch the request that a link names and make sure that its verifier signed it for us.

    1. the link names client and request; 2. the request is fetched without redirects; 3. its header;
    5., 6. its key is the client's; 4. it is the client of the link; 7. to 10. its members;
    11. the answer goes to the client's own host.
    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5
    """
    outer = _parameters(link)
    did = _did(outer["client_id"])
    wallet_nonce = secrets.token_urlsafe(24) if outer.get("request_uri_method") == "post" else None
    token = _fetch(check_allowed(allow, outer["request_uri"]), wallet_nonce, http=http)
    request = _request(_verified(token, did, resolve=resolve, now=now))
    _check_members(request, expected_client_id=outer["client_id"], wallet_nonce=wallet_nonce, now=now)
    host = _checked_host(request.response_uri, did)
    check_allowed(allow, request.response_uri)
    read_dcql(request.dcql_query)
    return _seen(request, did=did, host=host)


def _seen(request: RequestObject, *, did: str, host: str) -> SeenRequest:
    purpose = _purpose(request)
    return SeenRequest(
        client_id=request.client_id,
        did=did,
        host=host,
        purpose=purpose.purpose if purpose else None,
        retention_days=purpose.retention_days if purpose else None,
        expires=datetime.fromtimestamp(request.exp, UTC),
        nonce=request.nonce,
        state=request.state,
        response_uri=request.response_uri,
        dcql=request.dcql_query or {},
    )


def _parameters(link: str) -> Mapping[str, str]:
    """Return the parameters of a link, of the custom scheme or to this wallet."""
    if len(link) > LONGEST_LINK:
        _refuse(f"the link has {len(link)} characters, expected at most {LONGEST_LINK}")
    try:
        parts = urlsplit(link.strip())
    except ValueError as error:
        raise ProtocolError("invalid_request", "this is not a link") from error
    if parts.scheme not in ("openid4vp", "https", "http"):
        _refuse("expected a link that starts with openid4vp: or https:")
    found = read_query(parts.query, code="invalid_request")
    for name in ("client_id", "request_uri"):
        if name not in found:
            _refuse(f"{name} is missing; only signed requests by reference are taken")
    if found.get("request_uri_method", "get") not in ("get", "post"):
        _refuse("request_uri_method is neither get nor post", "invalid_request_uri_method")
    return found


def _did(client_id: str) -> str:
    """Return the DID in a client identifier of the only prefix that is taken."""
    did = client_id.removeprefix(PREFIX)
    if not client_id.startswith(PREFIX) or not did.startswith("did:web:"):
        _refuse(f"client_id is {client_id:.100}, expected {PREFIX}did:web:...", "invalid_client")
    return did


def _fetch(request_uri: str, wallet_nonce: str | None, *, http: httpx.Client) -> str:
    headers = {"Accept": REQUEST_OBJECT_MEDIA_TYPE}
    if wallet_nonce is None:
        answer = ask(http, "GET", request_uri, headers=headers)
    else:
        form = {"wallet_nonce": wallet_nonce, "wallet_metadata": json.dumps(WALLET_METADATA)}
        answer = ask(http, "POST", request_uri, headers=headers, form=form)
    return answer.expect(REQUEST_OBJECT_MEDIA_TYPE).text().strip()


def _verified(token: str, did: str, *, resolve: Callable[[str], JSON], now: datetime) -> JSON:
    """Return the payload of a request object that a key of `did` signed."""
    try:
        header = peek_jws_header(token)
        kid = header.get("kid")
        if not isinstance(kid, str) or kid.partition("#")[0] != did:
            _refuse(f"the request is signed by {kid!s:.100}, expected a key of {did}", "invalid_client")
        _, public_key = verification_key(kid, relationship="authentication", resolve=resolve, at=now)
        _, payload = verify_jws(token, public_key=public_key, typ=REQUEST_OBJECT_TYPE)
    except CredentialError as error:
        raise ProtocolError("invalid_client", f"the request is not surely of {did}: {error}") from error
    return payload


def _request(payload: JSON) -> RequestObject:
    for name, code in FORBIDDEN.items():
        if name in payload:
            _refuse(f"{name} is there, which this wallet does not take", code)
    return read_message(RequestObject, payload, code="invalid_request")


def _check_members(
    request: RequestObject, *, expected_client_id: str, wallet_nonce: str | None, now: datetime
) -> None:
    if request.client_id != expected_client_id:
        _refuse(f"the signed client_id is {request.client_id:.100}, the link says {expected_client_id}")
    if request.aud != STATIC_AUDIENCE:
        _refuse(f"aud is {request.aud:.80}, expected {STATIC_AUDIENCE}")
    present = now.timestamp()
    if not present < request.exp <= present + LONGEST_LIFE_SECONDS or request.iat > present + AHEAD_SECONDS:
        _refuse("the request has expired or is not of this time")
    if wallet_nonce is not None and request.wallet_nonce != wallet_nonce:
        _refuse("wallet_nonce is missing or not the one that was sent")
    if request.response_type != "vp_token" or request.response_mode != "direct_post":
        found = f"{request.response_type:.40} by {request.response_mode:.40}"
        _refuse(f"the request wants {found}, expected vp_token by direct_post")
    if request.dcql_query is None:
        _refuse("dcql_query is missing")
    _check_formats(request)


def _check_formats(request: RequestObject) -> None:
    if request.client_metadata is None:
        return
    support = request.client_metadata.vp_formats_supported.get("ldp_vc")
    suites = support.cryptosuite_values if support else []
    if suites is not None and CRYPTOSUITE not in suites:
        _refuse(f"the verifier does not take ldp_vc with {CRYPTOSUITE}", "vp_formats_not_supported")


def _checked_host(response_uri: str, did: str) -> str:
    """Return the verifier's host, which must also be where the answer goes."""
    host = unquote(did.removeprefix("did:web:").split(":")[0])
    try:
        netloc = urlsplit(response_uri).netloc
    except ValueError as error:
        raise ProtocolError("invalid_request", "response_uri is not a URL") from error
    if netloc != host:
        _refuse(f"response_uri leads to {netloc:.80}, expected {host} as in {did}")
    return host


def _purpose(request: RequestObject) -> Purpose | None:
    for info in request.verifier_info:
        if info.format == PURPOSE_FORMAT:
            return read_message(Purpose, info.data, code="invalid_request")
    return None


def _refuse(description: str, code: str = "invalid_request") -> NoReturn:
    raise ProtocolError(code, description)
