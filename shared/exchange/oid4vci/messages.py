"""Messages of OpenID for Verifiable Credential Issuance 1.0, spelt as in the specification.

https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from credentials.standards.openbadges import CONTEXTS
from credentials.standards.vc import JSON
from exchange.wire import Message

PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
PROOF_ALGORITHMS = ("EdDSA", "Ed25519")
CRYPTOSUITES = ("eddsa-rdfc-2022",)
BINDING_METHODS = ("did:key",)
OPEN_BADGE: JSON = {
    "@context": list(CONTEXTS),
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
}

Text = Annotated[str, Field(min_length=1, max_length=2048)]


class TxCode(Message):
    """The code that the issuer sends on another way; its presence alone means that one is needed."""

    input_mode: Literal["numeric", "text"] = "numeric"
    length: Annotated[int, Field(ge=1, le=64)] | None = None
    description: Annotated[str, Field(max_length=300)] | None = None


class PreAuthorizedGrant(Message):
    """The grant of an offer that needs no sign-in at the issuer (section 4.1.1)."""

    pre_authorized_code: Text = Field(alias="pre-authorized_code")
    tx_code: TxCode | None = None
    authorization_server: Text | None = None


class Grants(Message):
    """The grants of an offer; others than the pre-authorized one are ignored."""

    pre_authorized: PreAuthorizedGrant | None = Field(
        default=None, alias="urn:ietf:params:oauth:grant-type:pre-authorized_code"
    )


class CredentialOffer(Message):
    """A credential offer (section 4.1.1)."""

    credential_issuer: Text
    credential_configuration_ids: Annotated[list[Text], Field(min_length=1, max_length=100)]
    grants: Grants | None = None


class CredentialDefinition(Message):
    """What an `ldp_vc` configuration says about the credential (appendix A.1.2)."""

    context: list[Any] = Field(alias="@context")
    type: Annotated[list[str], Field(min_length=1)]


class ProofType(Message):
    """What a configuration says about one kind of key proof."""

    proof_signing_alg_values_supported: list[str | int]


class Display(Message):
    """How an issuer or a credential is called in one language."""

    name: str | None = None
    locale: str | None = None


class CredentialMetadata(Message):
    """How a credential is shown before it is there."""

    display: list[Display] = []


class CredentialConfiguration(Message):
    """One kind of credential that an issuer offers (section 12.2.4)."""

    format: str
    cryptographic_binding_methods_supported: list[str] = []
    proof_types_supported: dict[str, ProofType] = {}
    credential_definition: CredentialDefinition | None = None
    credential_metadata: CredentialMetadata = CredentialMetadata()


class IssuerMetadata(Message):
    """The metadata of a credential issuer (section 12.2.4), as far as a holder needs them."""

    credential_issuer: Text
    credential_endpoint: Text
    nonce_endpoint: Text | None = None
    authorization_servers: list[Text] = []
    display: list[Display] = []
    credential_configurations_supported: dict[str, JSON]


class AuthorizationServerMetadata(Message):
    """The metadata of an authorization server (RFC 8414), as far as a holder needs them."""

    issuer: Text
    token_endpoint: Text
    grant_types_supported: list[str] = []
    anonymous_access: bool = Field(default=False, alias="pre-authorized_grant_anonymous_access_supported")


class AuthorizationDetail(Message):
    """What a token opens, if the server says so (section 6.2)."""

    type: str
    credential_configuration_id: str | None = None
    credential_identifiers: list[Text] = []


class TokenResponse(Message):
    """The answer of the token endpoint (section 6.2)."""

    access_token: Annotated[str, Field(pattern=r"^[A-Za-z0-9._~+/-]{1,4096}=*$")]
    token_type: str
    authorization_details: list[AuthorizationDetail] = []


class NonceResponse(Message):
    """The answer of the nonce endpoint (section 7.2)."""

    c_nonce: Text


class CredentialRequest(Message):
    """A credential request (section 8.2); its proofs are read apart, for they have an error of their own."""

    credential_identifier: Text | None = None
    credential_configuration_id: Text | None = None
    credential_response_encryption: JSON | None = None


class IssuedCredential(Message):
    """One entry of a credential response."""

    credential: JSON


class CredentialResponse(Message):
    """An immediate credential response (section 8.3)."""

    credentials: Annotated[list[IssuedCredential], Field(min_length=1)]
