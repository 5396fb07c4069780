"""Secure credentials as VC-JWT, and open those of others.

https://www.imsglobal.org/spec/ob/v3p0#jwt-proof
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from credentials.errors import MalformedDocumentError, StructureError
from credentials.parsing import check_json
from credentials.proofs.contexts import check_contexts
from credentials.proofs.dids import Resolve
from credentials.proofs.jose import CompactJWS, Signer, algorithm_of, sign_jws
from credentials.proofs.jwt_claims import (
    CLAIMS,
    check_claims,
    check_time,
    claims_for,
    credential_of,
    used_at,
)
from credentials.proofs.jwt_keys import MEMBERS, Fetch, check_header, key_of_header
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON, id_of


def secure(credential: JSON, *, key: Signer, typ: Literal["JWT", "vc+jwt"] = "JWT") -> str:
    """Give a credential of version 2.0 as a JWT, signed with RS256, ES256 or EdDSA as the key is."""
    check_json(credential)
    if (issuer := id_of(credential.get("issuer"))) != key.controller:
        raise ValueError(f"found the issuer {issuer}, expected {key.controller}, whose key this is")
    if claimed := sorted(credential.keys() & CLAIMS):
        raise StructureError(f"found the claim {claimed[0]}, expected a credential without claims of its own")
    payload = {**credential, **claims_for(credential)}
    try:
        check_claims(payload, credential_of(payload))
    except MalformedDocumentError as error:
        raise StructureError(f"found a credential that no JWT can carry: {error}") from error
    header = {"alg": algorithm_of(PublicKey.of_jwk(key.public_jwk())), "kid": key.id, "typ": typ}
    return sign_jws(payload, header=header, sign=key.sign)


def open_vc_jwt(
    token: object, *, resolve: Resolve, fetch: Fetch | None = None, now: datetime | None = None
) -> JSON:
    """Give the credential that a JWT carries, once it is sure that the issuer it names signed it.

    Whoever does not look at the dates of the credential itself gives `now`. A token of the type vc+jwt need
    not repeat the credential's members as claims, but claims that it has must say the same.
    https://www.imsglobal.org/spec/ob/v3p0#verify-jwt-proof
    https://www.w3.org/TR/vc-jose-cose/#securing-json-ld-verifiable-credentials-with-jose
    """
    jws = CompactJWS.read(token)
    plain = jws.header.get("typ") == "vc+jwt"
    check_header(jws.header, members=(*MEMBERS, "cty") if plain else MEMBERS)
    claims = jws.claims()
    credential = credential_of(claims)
    check_claims(claims, credential, all_required=not plain)
    check_contexts(credential)
    _check_signature(jws, claims, credential, resolve=resolve, fetch=fetch)
    if now is not None:
        check_time(claims, now)
    return credential


def open_list_jwt(token: object, *, resolve: Resolve, fetch: Fetch | None = None) -> tuple[JSON, str]:
    """Give the status list that a JWT carries, and the DID of the issuer who signed it.

    A list need not repeat its members as claims, but claims that it has must say the same.
    https://www.w3.org/TR/vc-jose-cose/#securing-json-ld-verifiable-credentials-with-jose
    """
    jws = CompactJWS.read(token)
    check_header(jws.header, members=(*MEMBERS, "cty"))
    claims = jws.claims()
    status_list = credential_of(claims)
    check_claims(claims, status_list, all_required=False)
    return status_list, _check_signature(jws, claims, status_list, resolve=resolve, fetch=fetch)


def _check_signature(
    jws: CompactJWS, claims: JSON, credential: JSON, *, resolve: Resolve, fetch: Fetch | None
) -> str:
    """Check that the issuer of the credential signed the token, and give its DID or address."""
    issuer = id_of(credential.get("issuer"))
    if issuer is None:
        raise MalformedDocumentError("found no issuer, expected one with an id")
    at = used_at(claims) if "iat" in claims or "nbf" in claims else None
    jws.check(key_of_header(jws.header, issuer=issuer, at=at, resolve=resolve, fetch=fetch))
    return issuer
