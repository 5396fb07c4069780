"""Answer credential requests: the token opens, the proof binds, the desk issues (sections 7 and 8)."""

import secrets
from datetime import datetime, timedelta

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.errors import BearerError, ProtocolError
from exchange.oid4vci.desk import NONCE, TOKEN, Desk
from exchange.oid4vci.key_proofs import KeyProof, check_proof
from exchange.oid4vci.messages import CredentialRequest
from exchange.wire import read_message

NONCE_LIVES = timedelta(minutes=5)
MAX_REQUEST = 65_536
PROOF_TYPES = ("jwt", "di_vp", "attestation")


def make_nonce(desk: Desk, *, now: datetime) -> JSON:
    """Return a fresh nonce for a key proof, good for one credential request."""
    nonce = secrets.token_urlsafe(32)
    desk.tickets.put(NONCE, nonce, {}, expires=now + NONCE_LIVES)
    return {"c_nonce": nonce}


def answer_credential_request(
    desk: Desk, *, authorization: str | None, media_type: str, body: bytes, now: datetime
) -> JSON:
    """Issue the credential asked for to the key that the request proves.

    1. the token is ours and alive; 2. the body names one configuration that the token opens;
    3. to 13. its one proof holds; 14. the nonce is taken; 15. the credential is bound to the key.
    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-8.2
    """
    token = _open_token(desk, authorization, now=now)
    document = _read_body(body, media_type)
    award = _award(desk, read_message(CredentialRequest, document, code="invalid_credential_request"), token)
    proof = _check_proofs(desk, document.get("proofs"), client_id=token["client_id"], now=now)
    if desk.tickets.take(NONCE, proof.nonce, now=now) is None:
        raise ProtocolError("invalid_nonce", "c_nonce is unknown, used or expired")
    credential = desk.issue(award, holder=proof.holder, now=now)
    return {"credentials": [{"credential": credential}]}


def _open_token(desk: Desk, authorization: str | None, *, now: datetime) -> JSON:
    """Return what the bearer token opens (RFC 6750 sections 2.1 and 3.1)."""
    scheme, _, value = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not value.strip():
        raise BearerError("", "expected an access token in the Authorization header")
    token = desk.tickets.read(TOKEN, value.strip(), now=now)
    if token is None:
        raise BearerError("invalid_token", "this access token is unknown or expired")
    return token


def _read_body(body: bytes, media_type: str) -> JSON:
    if media_type != "application/json":
        found = f"media type is {media_type or 'missing'}, expected application/json"
        raise ProtocolError("invalid_credential_request", found)
    try:
        return parse_json(body, max_bytes=MAX_REQUEST)
    except MalformedDocumentError as error:
        raise ProtocolError("invalid_credential_request", str(error)) from error


def _award(desk: Desk, request: CredentialRequest, token: JSON) -> str:
    """Return the award that the request and its token name."""
    if request.credential_response_encryption is not None:
        raise ProtocolError("invalid_encryption_parameters", "this issuer does not encrypt responses")
    configuration = request.credential_configuration_id
    if (configuration is None) == (request.credential_identifier is None):
        expected = "expected exactly one of credential_configuration_id and credential_identifier"
        raise ProtocolError("invalid_credential_request", expected)
    if configuration is None:
        found = "found an identifier that no token response contained"
        raise ProtocolError("unknown_credential_identifier", found)
    if configuration not in desk.configurations():
        raise ProtocolError("unknown_credential_configuration", f"{configuration} is not offered here")
    award = token["awards"].get(configuration)
    if award is None:
        raise BearerError("insufficient_scope", f"the token does not open {configuration}", 403)
    return str(award)


def _check_proofs(desk: Desk, proofs: object, *, client_id: str | None, now: datetime) -> KeyProof:
    """Return the one proof of a request; more would be a batch, which this issuer does not offer."""
    if not isinstance(proofs, dict) or len(proofs) != 1:
        raise ProtocolError("invalid_proof", "expected proofs as an object with exactly one proof type")
    [(kind, found)] = proofs.items()
    if kind != "jwt":
        known = "not supported here" if kind in PROOF_TYPES else "not known"
        raise ProtocolError("invalid_proof", f"proof type {kind:.40} is {known}, expected jwt")
    if not isinstance(found, list) or len(found) != 1:
        raise ProtocolError("invalid_proof", "expected exactly one proof: there is no batch here")
    return check_proof(
        found[0], expected_audience=desk.origin, client_id=client_id, resolve=desk.resolve, now=now
    )
