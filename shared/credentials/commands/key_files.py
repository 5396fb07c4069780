"""Keep private keys in files, as JWK with the DID URL that names them."""

from __future__ import annotations

from credentials.commands.files import read_json
from credentials.errors import MalformedDocumentError
from credentials.proofs.base64url import decode_base64url, encode_base64url
from credentials.proofs.keys import P256Key, SigningKey
from credentials.standards.vc import JSON

_KINDS: dict[tuple[object, object], type[SigningKey] | type[P256Key]] = {
    ("OKP", "Ed25519"): SigningKey,
    ("EC", "P-256"): P256Key,
}


def private_jwk(key: SigningKey | P256Key) -> JSON:
    """Write a key with its secret; whoever reads this can sign."""
    secret = key.seed if isinstance(key, SigningKey) else key.secret
    return {**key.public_jwk(), "d": encode_base64url(secret), "kid": key.id}


def read_key(name: str) -> SigningKey | P256Key:
    """Read a key from its file."""
    jwk = read_json(name)
    kind, kid, secret = _KINDS.get((jwk.get("kty"), jwk.get("crv"))), jwk.get("kid"), jwk.get("d")
    if kind is None or not isinstance(kid, str) or not isinstance(secret, str):
        expected = "a private JWK of Ed25519 or P-256 with its DID URL as kid"
        raise MalformedDocumentError(f"{name}: found another document, expected {expected}")
    controller, hash_sign, _ = kid.partition("#")
    if not hash_sign or not controller.startswith("did:"):
        raise MalformedDocumentError(f"{name}: found the kid {kid!r:.100}, expected a DID with a #fragment")
    key = kind(decode_base64url(secret), controller, kid)
    if any(jwk.get(member) != value for member, value in key.public_jwk().items()):
        raise MalformedDocumentError(f"{name}: found a public key that is not that of the private one")
    return key
