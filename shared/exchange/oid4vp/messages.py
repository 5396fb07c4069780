"""Messages of OpenID for Verifiable Presentations 1.0, spelt as in the specification.

https://openid.net/specs/openid-4-verifiable-presentations-1_0.html
"""

from typing import Annotated

from pydantic import Field

from credentials.standards.vc import JSON
from exchange.wire import Message

PREFIX = "decentralized_identifier:"
REQUEST_OBJECT_TYPE = "oauth-authz-req+jwt"
REQUEST_OBJECT_MEDIA_TYPE = f"application/{REQUEST_OBJECT_TYPE}"
STATIC_AUDIENCE = "https://self-issued.me/v2"
PURPOSE_FORMAT = "purpose"
CRYPTOSUITE = "eddsa-rdfc-2022"
VP_FORMATS: JSON = {
    "ldp_vc": {"proof_type_values": ["DataIntegrityProof"], "cryptosuite_values": [CRYPTOSUITE]}
}
URL_SAFE = r"^[A-Za-z0-9._~-]{1,512}$"

Text = Annotated[str, Field(min_length=1, max_length=2048)]


class FormatSupport(Message):
    """What a verifier can check in one format."""

    cryptosuite_values: list[str] | None = None


class ClientMetadata(Message):
    """What a verifier says about itself; everything else it says has no standing."""

    vp_formats_supported: dict[str, FormatSupport]


class VerifierInfo(Message):
    """A statement about the verifier or its request (section 5.1)."""

    format: str
    data: JSON | str


class Purpose(Message):
    """Why credentials are asked for, and for how many days they are kept."""

    purpose: Annotated[str, Field(min_length=1, max_length=1000)]
    retention_days: Annotated[int, Field(ge=0, le=36_500)]


class RequestObject(Message):
    """The payload of a signed authorization request (sections 5.1, 5.8 and 5.10)."""

    client_id: Text
    aud: Text
    iat: float
    exp: float
    response_type: str
    response_mode: str
    response_uri: Text
    nonce: Annotated[str, Field(pattern=URL_SAFE)]
    state: Annotated[str, Field(pattern=URL_SAFE)] | None = None
    wallet_nonce: str | None = None
    client_metadata: ClientMetadata | None = None
    verifier_info: list[VerifierInfo] = []
    dcql_query: JSON | None = None


class DirectPostAnswer(Message):
    """What a response endpoint answers (section 8.2)."""

    redirect_uri: Text | None = None
