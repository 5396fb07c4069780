"""Build who somebody is: organisations and people, their addresses, identifiers and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from credentials.standards.building import built
from credentials.standards.vc import JSON


def profile(
    *,
    id: str,
    name: str | None = None,
    url: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    description: str | None = None,
    image: JSON | None = None,
    address: JSON | None = None,
    other_identifier: Sequence[JSON] | None = None,
    official: str | None = None,
    parent_org: JSON | None = None,
    family_name: str | None = None,
    given_name: str | None = None,
    additional_name: str | None = None,
    patronymic_name: str | None = None,
    honorific_prefix: str | None = None,
    honorific_suffix: str | None = None,
    family_name_prefix: str | None = None,
    date_of_birth: date | None = None,
    endorsement: Sequence[JSON] | None = None,
    endorsement_jwt: Sequence[str] | None = None,
) -> JSON:
    """Build the Profile of an organisation or person; `official` is whoever signs for an organisation."""
    return built(
        "Profile",
        {
            "id": id,
            "type": ["Profile"],
            "name": name,
            "url": url,
            "phone": phone,
            "email": email,
            "description": description,
            "image": image,
            "address": address,
            "otherIdentifier": other_identifier,
            "official": official,
            "parentOrg": parent_org,
            "familyName": family_name,
            "givenName": given_name,
            "additionalName": additional_name,
            "patronymicName": patronymic_name,
            "honorificPrefix": honorific_prefix,
            "honorificSuffix": honorific_suffix,
            "familyNamePrefix": family_name_prefix,
            "dateOfBirth": None if date_of_birth is None else f"{date_of_birth:%Y-%m-%d}",
            "endorsement": endorsement,
            "endorsementJwt": endorsement_jwt,
        },
    )


def address(
    *,
    country: str | None = None,
    country_code: str | None = None,
    region: str | None = None,
    locality: str | None = None,
    street: str | None = None,
    post_office_box: str | None = None,
    postal_code: str | None = None,
    geo: JSON | None = None,
) -> JSON:
    """Build a postal address, with its place on the globe if it matters."""
    return built(
        "Address",
        {
            "type": ["Address"],
            "addressCountry": country,
            "addressCountryCode": country_code,
            "addressRegion": region,
            "addressLocality": locality,
            "streetAddress": street,
            "postOfficeBoxNumber": post_office_box,
            "postalCode": postal_code,
            "geo": geo,
        },
    )


def geo_coordinates(*, latitude: float, longitude: float) -> JSON:
    """Build a place on the globe in degrees, north and east positive."""
    return built("GeoCoordinates", {"type": "GeoCoordinates", "latitude": latitude, "longitude": longitude})


def identifier_entry(*, identifier: str, identifier_type: str) -> JSON:
    """Build a further name of something, as some register gives it."""
    stated = {"type": "IdentifierEntry", "identifier": identifier, "identifierType": identifier_type}
    return built("IdentifierEntry", stated)


def image(*, id: str, caption: str | None = None) -> JSON:
    """Build the link to a picture, or the picture itself as a data: address."""
    return built("Image", {"id": id, "type": "Image", "caption": caption})
