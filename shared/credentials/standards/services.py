"""Build what any credential may say about how it is to be read, renewed and used."""

from __future__ import annotations

from credentials.standards.building import built
from credentials.standards.vc import JSON

JSON_SCHEMA = "1EdTechJsonSchemaValidator2019"
CREDENTIAL_REFRESH = "1EdTechCredentialRefresh"


def credential_schema(id: str) -> JSON:
    """Build the link to a JSON Schema that a credential says it fits."""
    return built("NamedKind", {"id": id, "type": JSON_SCHEMA})


def refresh_service(id: str) -> JSON:
    """Build the link at which a newer form of a credential can be fetched."""
    return built("NamedKind", {"id": id, "type": CREDENTIAL_REFRESH})


def terms_of_use(type: str, *, id: str | None = None) -> JSON:
    """Build the terms under which a credential was issued.

    No context that is kept here has a word for a kind of terms, so the type is a full address.
    https://www.w3.org/TR/vc-data-model-2.0/#terms-of-use
    """
    return built("Terms", {"id": id, "type": type})
