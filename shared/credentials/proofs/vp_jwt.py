"""Secure presentations as JWT, and open those of others.

https://www.w3.org/TR/vc-jose-cose/#securing-vps-with-jose
"""

from __future__ import annotations

from datetime import datetime

from credentials.errors import InvalidProofError, KeyNotFoundError, MalformedDocumentError
from credentials.parsing import check_json
from credentials.proofs.contexts import check_contexts
from credentials.proofs.dids import Resolve
from credentials.proofs.jose import CompactJWS, Signer, algorithm_of, sign_jws
from credentials.proofs.jwt_claims import check_time, used_at
from credentials.proofs.jwt_keys import MEMBERS, check_header, key_of_header
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON, VERIFIABLE_PRESENTATION, as_list, has_type, id_of

TYPE = "vp+jwt"


def secure_presentation(presentation: JSON, *, key: Signer, challenge: str, domain: str) -> str:
    """Give a presentation as a JWT that only answers this challenge of this domain."""
    check_json(presentation)
    payload = {**presentation, "iss": key.controller, "nonce": challenge, "aud": domain}
    header = {"alg": algorithm_of(PublicKey.of_jwk(key.public_jwk())), "kid": key.id, "typ": TYPE}
    return sign_jws(payload, header=header, sign=key.sign)


def open_vp_jwt(
    token: object,
    *,
    resolve: Resolve,
    now: datetime,
    expected_challenge: str | None = None,
    expected_domain: str | None = None,
) -> tuple[JSON, str]:
    """Give the presentation that a JWT carries, and the DID of the holder who signed it."""
    jws = CompactJWS.read(token)
    check_header(jws.header, members=(*MEMBERS, "cty"), types=("JWT", TYPE))
    claims = jws.claims()
    if "vp" in claims or "vc" in claims or not has_type(claims, [VERIFIABLE_PRESENTATION]):
        raise MalformedDocumentError("found another payload, expected a presentation and nothing around it")
    check_contexts(claims)
    holder = _holder(jws.header, claims)
    at = used_at(claims) if "iat" in claims or "nbf" in claims else None
    key = key_of_header(
        jws.header, issuer=holder, at=at, resolve=resolve, fetch=None, relationship="authentication"
    )
    jws.check(key)
    check_time(claims, now)
    for claim, expected in (("nonce", expected_challenge), ("aud", expected_domain)):
        if expected is not None and expected not in as_list(claims.get(claim)):
            raise InvalidProofError(
                f"found the {claim} {claims.get(claim)!r:.200}, expected {expected!r:.200}"
            )
    return claims, holder


def _holder(header: JSON, claims: JSON) -> str:
    """Say who is to have signed: the holder or `iss`, who must be the same, or else whose key it names."""
    named = [id_of(claims["holder"])] if "holder" in claims else []
    named += [claims["iss"]] if "iss" in claims else []
    kid = header.get("kid")
    named = named or [kid.partition("#")[0] if isinstance(kid, str) else None]
    holder = named[0]
    if not isinstance(holder, str) or any(one != holder for one in named):
        raise KeyNotFoundError(f"found the holder and iss {named!r:.300}, expected one DID")
    return holder
