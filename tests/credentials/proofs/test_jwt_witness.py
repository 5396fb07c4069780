"""Our tokens before independent witnesses, and theirs before us: joserfc, and openbadgeslib with PyJWT."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from openbadgeslib.ob3.credential import Achievement, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.signer import OB3Signer
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from credentials.errors import InvalidProofError
from credentials.proofs.dids import did_document, did_web_url
from credentials.proofs.jose import Signer, verify_jws
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.vc_jwt import open_vc_jwt, secure
from credentials.standards.vc import JSON
from tests.credentials.proofs.jwt_cases import KEYS, P256, RSA, claims, header, resolve
from tests.making import ANA, COLLEGE, COLLEGE_DID, an_unsigned_badge


def private_pem(algorithm: str) -> bytes:
    """Write one of the college's keys as others read them."""
    private: Any = {
        "EdDSA": ed25519.Ed25519PrivateKey.from_private_bytes(COLLEGE.seed),
        "ES256": ec.derive_private_key(int.from_bytes(P256.secret, "big"), ec.SECP256R1()),
        "RS256": load_der_private_key(RSA.der, None),
    }[algorithm]
    pem: bytes = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem


KINDS: dict[str, Any] = {"EdDSA": OKPKey, "ES256": ECKey, "RS256": RSAKey}


@pytest.fixture(autouse=True)
def _old_name_of_an_algorithm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let joserfc use the name EdDSA without a warning."""
    monkeypatch.setattr(jws.JWSRegistry.algorithms["EdDSA"], "security_warning", None)


@pytest.mark.parametrize(("algorithm", "key"), KEYS.items(), ids=KEYS.keys())
def test_joserfc_verifies_our_token_and_not_a_changed_one(algorithm: str, key: Signer) -> None:
    token = secure(an_unsigned_badge(), key=key)
    public = KINDS[algorithm].import_key(key.public_jwk())
    seen = jws.deserialize_compact(token, public, [algorithm])
    assert json.loads(seen.payload)["sub"] == ANA.controller
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(token[:-8] + "AAAAAAAA", public, [algorithm])


@pytest.mark.parametrize(("algorithm", "key"), KEYS.items(), ids=KEYS.keys())
def test_we_open_what_joserfc_signed(algorithm: str, key: Signer) -> None:
    private = KINDS[algorithm].import_key(private_pem(algorithm).decode())
    head = header(alg=algorithm, kid=key.id)
    token = jws.serialize_compact(head, json.dumps(claims()).encode(), private, [algorithm])
    assert open_vc_jwt(token, resolve=resolve) == claims()
    public = PublicKey.of_jwk(key.public_jwk())
    assert verify_jws(token, public_key=public, typ="JWT", algorithms=[algorithm])[1] == claims()
    with pytest.raises(InvalidProofError):
        verify_jws(token[:-8] + "AAAAAAAA", public_key=public, typ="JWT", algorithms=[algorithm])


def downloading(*keys: Signer) -> Any:
    """Give the college's DID document as a site would."""
    document = did_document(COLLEGE_DID, list(keys), as_jwk=[P256.id])
    return {did_web_url(COLLEGE_DID): json.dumps(document).encode()}.__getitem__


@pytest.mark.parametrize(("algorithm", "key"), KEYS.items(), ids=KEYS.keys())
def test_openbadgeslib_accepts_our_badge_by_did_web(algorithm: str, key: Signer) -> None:
    verifier = OB3Verifier.for_issuer_did(COLLEGE_DID, downloading(key))
    token = secure(an_unsigned_badge(validUntil="2099-01-01T00:00:00Z"), key=key)
    seen = verifier.verify(token, ANA.controller)
    assert (seen.issuer.id, seen.recipient_id) == (COLLEGE_DID, ANA.controller)
    with pytest.raises(OB3VerificationError):
        verifier.verify(token[:-8] + "AAAAAAAA")


def a_foreign_badge(algorithm: str) -> str:
    """Let openbadgeslib issue a badge of the college."""
    badge = OpenBadgeCredential(
        id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a03",
        issuer=Issuer(id=COLLEGE_DID, name="Riverbend Community College", url="https://college.example/"),
        achievement=Achievement(
            id="https://college.example/achievements/1",
            name="Security Operations I",
            description="Works a shift.",
            criteria_narrative="Three shifts.",
        ),
        recipient_id=ANA.controller,
        issuance_date=datetime(2026, 5, 7, 9, 41, tzinfo=UTC),
        expiration_date=datetime(2099, 1, 1, tzinfo=UTC),
    )
    token: str = OB3Signer(private_pem(algorithm), algorithm).sign(badge)
    return token


@pytest.mark.parametrize(("algorithm", "key"), KEYS.items(), ids=KEYS.keys())
def test_we_open_a_badge_that_openbadgeslib_issued(algorithm: str, key: Signer) -> None:
    """Its header holds the key itself, which we believe because the issuer's document publishes it."""
    opened: JSON = open_vc_jwt(a_foreign_badge(algorithm), resolve=resolve)
    assert opened["credentialSubject"]["id"] == ANA.controller
    assert opened["validUntil"].startswith("2099-01-01T00:00:00")
