"""What an issuer publishes about itself under `/.well-known`."""

from credentials.standards.vc import JSON
from exchange.oid4vci.desk import Desk
from exchange.oid4vci.messages import (
    BINDING_METHODS,
    CRYPTOSUITES,
    OPEN_BADGE,
    PRE_AUTHORIZED_GRANT,
    PROOF_ALGORITHMS,
)


def metadata(desk: Desk) -> JSON:
    """Return the Credential Issuer Metadata.

    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-12.2.4
    """
    display = desk.display()
    locale = display.get("locale", "en")
    configurations = desk.configurations()
    return {
        "credential_issuer": desk.origin,
        "credential_endpoint": f"{desk.origin}/oid4vci/credential",
        "nonce_endpoint": f"{desk.origin}/oid4vci/nonce",
        "display": [display],
        "credential_configurations_supported": {
            name: _configuration(said, locale=locale) for name, said in configurations.items()
        },
    }


def authorization_server_metadata(desk: Desk) -> JSON:
    """Return the metadata of the issuer in its part of authorization server (RFC 8414).

    It knows no grant but the pre-authorized code, so `response_types_supported` is left out
    (section 12.2.4 of OpenID4VCI).
    """
    return {
        "issuer": desk.origin,
        "token_endpoint": f"{desk.origin}/oid4vci/token",
        "grant_types_supported": [PRE_AUTHORIZED_GRANT],
        "token_endpoint_auth_methods_supported": ["none"],
        "pre-authorized_grant_anonymous_access_supported": True,
    }


def _configuration(said: JSON, *, locale: str) -> JSON:
    shown = {"name": said["name"], "locale": locale}
    if said.get("description"):
        shown["description"] = said["description"]
    return {
        "format": "ldp_vc",
        "cryptographic_binding_methods_supported": list(BINDING_METHODS),
        "credential_signing_alg_values_supported": list(CRYPTOSUITES),
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": list(PROOF_ALGORITHMS)}},
        "credential_definition": said.get("credential_definition", OPEN_BADGE),
        "credential_metadata": {"display": [shown]},
    }
