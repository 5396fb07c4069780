"""Find out about an issuer from what it publishes itself; an offer's own words are not trusted."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import httpx

from exchange.asking import Allow, Answer, ask, check_allowed
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci.messages import (
    BINDING_METHODS,
    PRE_AUTHORIZED_GRANT,
    PROOF_ALGORITHMS,
    AuthorizationServerMetadata,
    CredentialConfiguration,
    IssuerMetadata,
    PreAuthorizedGrant,
)
from exchange.wire import read_message

ISSUER_WELL_KNOWN = "openid-credential-issuer"
SERVER_WELL_KNOWN = "oauth-authorization-server"


@dataclass(frozen=True)
class SeenCredential:
    """One credential that an issuer offers: its name, and what its documents are said to be."""

    configuration_id: str
    name: str
    types: tuple[str, ...]


def well_known(identifier: str, name: str) -> str:
    """Return the metadata address of an identifier: the well-known part goes before its path.

    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-12.2.2
    """
    parts = _origin_and_path(identifier)
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{path}"


def read_issuer(identifier: str, *, http: httpx.Client, allow: Allow) -> IssuerMetadata:
    """Fetch the metadata of a credential issuer and check that they are its own."""
    address = well_known(identifier, ISSUER_WELL_KNOWN)
    issuer = _fetch(address, http=http, allow=allow).message(IssuerMetadata)
    if issuer.credential_issuer != identifier:
        found, expected = issuer.credential_issuer, identifier
        raise PeerError(f"the metadata belong to credential issuer {found}, expected {expected}")
    for endpoint in (issuer.credential_endpoint, issuer.nonce_endpoint):
        if endpoint is not None:
            check_allowed(allow, endpoint)
    return issuer


def read_authorization_server(
    issuer: IssuerMetadata, grant: PreAuthorizedGrant, *, http: httpx.Client, allow: Allow
) -> AuthorizationServerMetadata:
    """Fetch the metadata of the server that gives tokens for this issuer."""
    identifier = _server_identifier(issuer, grant)
    address = well_known(identifier, SERVER_WELL_KNOWN)
    server = _fetch(address, http=http, allow=allow).message(AuthorizationServerMetadata)
    if server.issuer != identifier:
        raise PeerError(f"the metadata belong to authorization server {server.issuer}, expected {identifier}")
    if server.grant_types_supported and PRE_AUTHORIZED_GRANT not in server.grant_types_supported:
        raise PeerError(f"{identifier} does not support the pre-authorized code grant")
    if not server.anonymous_access:
        raise PeerError(f"{identifier} gives no token to a wallet that it does not know")
    check_allowed(allow, server.token_endpoint)
    return server


def seen_credential(issuer: IssuerMetadata, configuration_id: str) -> SeenCredential:
    """Return how an offered credential is called, if this wallet can receive it."""
    found = issuer.credential_configurations_supported.get(configuration_id)
    if found is None:
        raise PeerError(f"{issuer.credential_issuer} does not know its own offer {configuration_id:.80}")
    try:
        configuration = read_message(CredentialConfiguration, found, code="")
    except ProtocolError as error:
        raise PeerError(f"the configuration {configuration_id:.80} is not readable: {error}") from error
    problem = _obstacle(configuration)
    if problem:
        raise PeerError(f"this wallet cannot receive {configuration_id:.80}: {problem}")
    names = [shown.name for shown in configuration.credential_metadata.display if shown.name]
    definition = configuration.credential_definition
    return SeenCredential(
        configuration_id=configuration_id,
        name=names[0] if names else configuration_id,
        types=tuple(definition.type if definition else ()),
    )


def _obstacle(configuration: CredentialConfiguration) -> str | None:
    """Return why a credential cannot be received, or None."""
    if configuration.format != "ldp_vc":
        return f"its format is {configuration.format:.40}, expected ldp_vc"
    if configuration.credential_definition is None:
        return "it has no credential_definition"
    if not set(BINDING_METHODS) & set(configuration.cryptographic_binding_methods_supported):
        return f"it is not bound to {BINDING_METHODS[0]}"
    jwt = configuration.proof_types_supported.get("jwt")
    if jwt is None or not set(PROOF_ALGORITHMS) & set(jwt.proof_signing_alg_values_supported):
        return "it takes no JWT proof by an Ed25519 key"
    return None


def _server_identifier(issuer: IssuerMetadata, grant: PreAuthorizedGrant) -> str:
    servers, named = issuer.authorization_servers, grant.authorization_server
    if named is not None and named not in (servers or [issuer.credential_issuer]):
        raise PeerError(f"the offer names authorization server {named:.80}, which its issuer does not list")
    return named or (servers[0] if servers else issuer.credential_issuer)


def _fetch(url: str, *, http: httpx.Client, allow: Allow) -> Answer:
    check_allowed(allow, url)
    return ask(http, "GET", url, headers={"Accept": "application/json"}).expect("application/json")


def _origin_and_path(identifier: str) -> SplitResult:
    """Split an identifier that is a plain URL without query, fragment or user."""
    try:
        parts = urlsplit(identifier)
        plain = parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError as error:
        raise PeerError(f"{identifier:.80} is not a URL") from error
    if not plain or parts.query or parts.fragment:
        raise PeerError(f"{identifier:.80} is not the plain URL of an issuer")
    return parts
