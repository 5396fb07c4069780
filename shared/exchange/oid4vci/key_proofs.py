"""Prove the possession of a key by a JWT (appendix F.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from credentials.errors import CredentialError
from credentials.proofs.dids import verification_key
from credentials.proofs.keys import SigningKey, peek_jws_header, verify_jws
from credentials.standards.vc import JSON
from exchange.errors import ProtocolError
from exchange.oid4vci.messages import PROOF_ALGORITHMS

PROOF_TYPE = "openid4vci-proof+jwt"
LONGEST_PROOF = 8192
OLDEST_SECONDS = 300
AHEAD_SECONDS = 60
KEY_SOURCES = ("kid", "jwk", "x5c")


@dataclass(frozen=True)
class KeyProof:
    """What a valid proof says: the DID that holds the key, and the nonce it answers."""

    holder: str
    nonce: str


def make_proof(key: SigningKey, *, audience: str, nonce: str | None, now: datetime) -> str:
    """Return a proof of possession of `key` for the issuer `audience`.

    There is no `iss`: the token came from anonymous access (appendix F.1).
    """
    payload: JSON = {"aud": audience, "iat": int(now.timestamp())}
    return key.jws(payload | ({"nonce": nonce} if nonce else {}), typ=PROOF_TYPE)


def check_proof(
    proof: object,
    *,
    expected_audience: str,
    client_id: str | None,
    resolve: Callable[[str], JSON],
    now: datetime,
) -> KeyProof:
    """Return what a proof proves, or raise `invalid_proof`; whether the nonce is known is left open.

    https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#appendix-F.4
    """
    if not isinstance(proof, str) or len(proof) > LONGEST_PROOF or proof.count(".") != 2:
        _refuse(f"found no compact JWS of at most {LONGEST_PROOF} characters")
    try:
        kid = _checked_kid(peek_jws_header(proof))
        holder, public_key = verification_key(kid, relationship="authentication", resolve=resolve, at=now)
        _, payload = verify_jws(proof, public_key=public_key, typ=PROOF_TYPE, algorithms=PROOF_ALGORITHMS)
    except CredentialError as error:
        raise ProtocolError("invalid_proof", str(error)) from error
    _check_payload(payload, expected_audience=expected_audience, client_id=client_id, now=now)
    nonce = payload.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        _refuse("nonce is missing")
    return KeyProof(holder=holder, nonce=nonce)


def _checked_kid(header: JSON) -> str:
    """Return the only key source of a header, which must be a DID URL of the method that is offered."""
    sources = [name for name in KEY_SOURCES if name in header]
    if len(sources) != 1:
        _refuse(
            f"found {' and '.join(sources) or 'no key'}, expected exactly one of {', '.join(KEY_SOURCES)}"
        )
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid.startswith("did:key:") or "#" not in kid:
        _refuse("expected the key as a kid that is a DID URL of did:key")
    return kid


def _check_payload(payload: JSON, *, expected_audience: str, client_id: str | None, now: datetime) -> None:
    if payload.get("aud") != expected_audience:
        _refuse(f"aud is {payload.get('aud')!s:.80}, expected {expected_audience}")
    if "iss" in payload and (client_id is None or payload["iss"] != client_id):
        _refuse("iss is there, expected none after anonymous access")
    issued = payload.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool):
        _refuse("iat is missing or not a number")
    age = now.timestamp() - issued
    if age > OLDEST_SECONDS or age < -AHEAD_SECONDS:
        _refuse(f"iat is {age:.0f} seconds ago, expected at most {OLDEST_SECONDS} and not in the future")


def _refuse(description: str) -> NoReturn:
    raise ProtocolError("invalid_proof", description)
