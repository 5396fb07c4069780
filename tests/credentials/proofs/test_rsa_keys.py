"""RSA keys, which sign VC-JWT."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.rsa_keys import RSAKey
from tests.credentials.proofs.jwt_cases import RSA
from tests.making import COLLEGE_DID


def test_a_key_signs_what_its_public_part_verifies() -> None:
    RSA.public_key.verify(RSA.sign(b"this"), b"this")
    with pytest.raises(InvalidProofError):
        RSA.public_key.verify(RSA.sign(b"this"), b"that")


def test_a_key_is_published_as_a_jwk_without_its_secret_and_never_shown() -> None:
    assert RSA.public_jwk().keys() == {"kty", "n", "e"}
    assert PublicKey.of_jwk(RSA.public_jwk()) == RSA.public_key
    assert "der" not in repr(RSA)
    with pytest.raises(MalformedDocumentError, match="Multikey"):
        _ = RSA.public_key.multikey


def test_a_key_is_kept_as_its_octets() -> None:
    assert RSAKey(RSA.der, RSA.controller, RSA.id).sign(b"this") == RSA.sign(b"this")


@pytest.mark.parametrize("der", [b"", b"key", RSA.public_key.raw])
def test_what_is_no_private_key_is_refused(der: bytes) -> None:
    with pytest.raises(ValueError, match="PKCS #8"):
        RSAKey(der, COLLEGE_DID, f"{COLLEGE_DID}#key-1")


def test_a_key_of_another_kind_is_refused() -> None:
    der = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )
    with pytest.raises(ValueError, match="RSA"):
        RSAKey(der, COLLEGE_DID, f"{COLLEGE_DID}#key-1")
