"""Claim what an offer promises: token, nonce, proof of the key, and the exact text of each credential."""

from dataclasses import dataclass
from datetime import datetime

import httpx

from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON, id_of, types_of
from exchange.asking import Answer, ask, refusal
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci.accepting import SeenOffer
from exchange.oid4vci.discovering import SeenCredential
from exchange.oid4vci.key_proofs import make_proof
from exchange.oid4vci.messages import (
    PRE_AUTHORIZED_GRANT,
    CredentialResponse,
    NonceResponse,
    TokenResponse,
)
from exchange.slicing import exact_text

JSON_TYPE = "application/json"


@dataclass(frozen=True)
class ReceivedCredential:
    """A credential as it came: its exact text, and the configuration it was asked by."""

    text: str
    configuration_id: str


class ClaimError(PeerError):
    """Raised when a claim stops midway; `received` holds what had already come."""

    def __init__(self, cause: ProtocolError, received: list[ReceivedCredential]) -> None:
        super().__init__(cause.description, code=cause.code)
        self.received = tuple(received)


def claim(
    offer: SeenOffer, *, key: SigningKey, tx_code: str | None, http: httpx.Client, now: datetime
) -> list[ReceivedCredential]:
    """Claim every credential of an offer for `key`, one request each.

    The offer is spent when the first request is made; a fault after that raises `ClaimError`.
    """
    token = _token(offer, tx_code=tx_code, http=http)
    received: list[ReceivedCredential] = []
    for wanted in offer.credentials:
        try:
            text = _credential(offer, wanted, token=token, key=key, http=http, now=now)
        except ProtocolError as error:
            raise ClaimError(error, received) from error
        received.append(ReceivedCredential(text=text, configuration_id=wanted.configuration_id))
    return received


def _token(offer: SeenOffer, *, tx_code: str | None, http: httpx.Client) -> TokenResponse:
    """Exchange the code of the offer for a token (section 6.1)."""
    if (offer.tx_code is None) != (tx_code is None):
        needed = "needs a transaction code" if tx_code is None else "needs no transaction code"
        raise ProtocolError("invalid_request", f"this offer {needed}")
    form = {"grant_type": PRE_AUTHORIZED_GRANT, "pre-authorized_code": offer.pre_authorized_code}
    if tx_code is not None:
        form["tx_code"] = tx_code
    answer = ask(http, "POST", offer.token_endpoint, headers={"Accept": JSON_TYPE}, form=form)
    token = answer.expect(JSON_TYPE).message(TokenResponse)
    if token.token_type.lower() != "bearer":
        raise PeerError(f"the token is of type {token.token_type:.40}, expected Bearer")
    return token


def _credential(
    offer: SeenOffer,
    wanted: SeenCredential,
    *,
    token: TokenResponse,
    key: SigningKey,
    http: httpx.Client,
    now: datetime,
) -> str:
    """Ask for one credential, and once more if the nonce was too old (section 8.3.1.2)."""
    answer = _request(offer, wanted, token=token, key=key, http=http, now=now)
    if answer.status == 400 and refusal(answer).code == "invalid_nonce":
        answer = _request(offer, wanted, token=token, key=key, http=http, now=now)
    if answer.status == 202:
        raise PeerError("the issuer wants to issue later, which this wallet cannot wait for")
    response = answer.expect(JSON_TYPE).message(CredentialResponse)
    _check_promise(response.credentials[0].credential, wanted, holder=key.controller)
    return exact_text(answer.text(), "credentials", 0, "credential")


def _request(
    offer: SeenOffer,
    wanted: SeenCredential,
    *,
    token: TokenResponse,
    key: SigningKey,
    http: httpx.Client,
    now: datetime,
) -> Answer:
    nonce = _nonce(offer, http=http)
    proof = make_proof(key, audience=offer.issuer, nonce=nonce, now=now)
    body = _named(wanted, token) | {"proofs": {"jwt": [proof]}}
    headers = {"Accept": JSON_TYPE, "Authorization": f"Bearer {token.access_token}"}
    return ask(http, "POST", offer.credential_endpoint, headers=headers, json=body)


def _named(wanted: SeenCredential, token: TokenResponse) -> JSON:
    """Name the credential by the identifier that the token response gave it, if it gave one."""
    for detail in token.authorization_details:
        if detail.credential_configuration_id == wanted.configuration_id and detail.credential_identifiers:
            return {"credential_identifier": detail.credential_identifiers[0]}
    return {"credential_configuration_id": wanted.configuration_id}


def _nonce(offer: SeenOffer, *, http: httpx.Client) -> str | None:
    """Fetch a nonce, if the issuer has an endpoint for it (section 7)."""
    if offer.nonce_endpoint is None:
        return None
    answer = ask(http, "POST", offer.nonce_endpoint, headers={"Accept": JSON_TYPE})
    return answer.expect(JSON_TYPE).message(NonceResponse).c_nonce


def _check_promise(credential: JSON, wanted: SeenCredential, *, holder: str) -> None:
    """Refuse a credential that is about somebody else, or of another kind than the one offered."""
    subject = id_of(credential.get("credentialSubject"))
    if subject != holder:
        raise PeerError(f"the credential is about {subject or 'nobody in particular'}, expected {holder}")
    missing = sorted(set(wanted.types) - set(types_of(credential)))
    if missing:
        raise PeerError(f"the credential lacks the promised type {', '.join(missing):.80}")
