"""Read a credential offer in any form it may come in, and look at who makes it (section 4)."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import httpx

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.asking import Allow, ask, check_allowed
from exchange.errors import ProtocolError
from exchange.oid4vci.discovering import (
    SeenCredential,
    read_authorization_server,
    read_issuer,
    seen_credential,
)
from exchange.oid4vci.messages import CredentialOffer, PreAuthorizedGrant
from exchange.wire import read_message, read_query

SCHEME = "openid-credential-offer"
PARAMETERS = ("credential_offer", "credential_offer_uri")
LONGEST_OFFER = 65_536


@dataclass(frozen=True)
class SeenOffer:
    """An offer as the holder sees it: who offers what, and where to claim it."""

    issuer: str
    issuer_name: str
    credentials: tuple[SeenCredential, ...]
    tx_code: JSON | None
    pre_authorized_code: str
    token_endpoint: str
    nonce_endpoint: str | None
    credential_endpoint: str

    def to_json(self) -> JSON:
        """Return the offer as JSON, so that a site can keep it until the holder has decided."""
        offered = [[c.configuration_id, c.name, list(c.types)] for c in self.credentials]
        return vars(self) | {"credentials": offered}

    @classmethod
    def from_json(cls, kept: JSON) -> Self:
        """Return the offer that `to_json` wrote."""
        offered = tuple(
            SeenCredential(known, name, tuple(types)) for known, name, types in kept["credentials"]
        )
        return cls(**(kept | {"credentials": offered}))


def read_offer(link_or_text: str, *, http: httpx.Client, allow: Allow) -> SeenOffer:
    """Read an offer and its issuer's own metadata.

    The offer may be a link of the custom scheme, a link to this wallet, the bare address of an offer,
    or its JSON text.
    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-4
    """
    offer = _offer(link_or_text.strip(), http=http, allow=allow)
    grant = offer.grants.pre_authorized if offer.grants else None
    if grant is None:
        raise _refused("it has no pre-authorized code; this wallet does not sign in at issuers")
    if len(set(offer.credential_configuration_ids)) != len(offer.credential_configuration_ids):
        raise _refused("it names a configuration twice")
    issuer = read_issuer(offer.credential_issuer, http=http, allow=allow)
    server = read_authorization_server(issuer, grant, http=http, allow=allow)
    names = [display.name for display in issuer.display if display.name]
    return SeenOffer(
        issuer=offer.credential_issuer,
        issuer_name=names[0] if names else offer.credential_issuer,
        credentials=tuple(seen_credential(issuer, known) for known in offer.credential_configuration_ids),
        tx_code=_tx_code(grant),
        pre_authorized_code=grant.pre_authorized_code,
        token_endpoint=server.token_endpoint,
        nonce_endpoint=issuer.nonce_endpoint,
        credential_endpoint=issuer.credential_endpoint,
    )


def _tx_code(grant: PreAuthorizedGrant) -> JSON | None:
    """Return what is known of the transaction code; an empty object still means that one is needed."""
    return grant.tx_code.wire() if grant.tx_code else None


def _offer(text: str, *, http: httpx.Client, allow: Allow) -> CredentialOffer:
    if len(text) > LONGEST_OFFER:
        raise _refused(f"it has {len(text)} characters, expected at most {LONGEST_OFFER}")
    if text.startswith("{"):
        return _parsed(text)
    inline, address = _parameters(text)
    if inline is not None:
        return _parsed(inline)
    check_allowed(allow, address)
    answer = ask(http, "GET", address, headers={"Accept": "application/json"})
    return answer.expect("application/json").message(CredentialOffer)


def _parameters(link: str) -> tuple[str | None, str]:
    """Return the offer inside a link, or the address where it is."""
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise _refused("it is not a link") from error
    if parts.scheme not in (SCHEME, "https", "http"):
        raise _refused(f"it is neither JSON nor a link that starts with {SCHEME}: or https:")
    found = read_query(parts.query, code="invalid_request")
    given = [name for name in PARAMETERS if name in found]
    if not given and parts.scheme != SCHEME:
        return None, link
    if len(given) != 1:
        raise _refused(f"it has {len(given)} of the parameters {' and '.join(PARAMETERS)}, expected one")
    return found.get("credential_offer"), found.get("credential_offer_uri", "")


def _parsed(text: str) -> CredentialOffer:
    try:
        document = parse_json(text, max_bytes=LONGEST_OFFER)
    except CredentialError as error:
        raise _refused(str(error)) from error
    return read_message(CredentialOffer, document, code="invalid_request")


def _refused(reason: str) -> ProtocolError:
    return ProtocolError("invalid_request", f"this is no credential offer that can be used: {reason}")
