"""Secrets at rest: one key from the environment or a file of mode 0600 seals every private key."""

import os
import secrets
from pathlib import Path

import nacl.exceptions
import nacl.hash
import nacl.secret
from nacl.encoding import RawEncoder

from webapp.errors import StartError
from webapp.settings import Settings

SECRET_FILE = "secret.key"


class Vault:
    """Seal and open small secrets with XSalsa20-Poly1305."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._box = nacl.secret.SecretBox(self.derive("keys at rest"))

    def derive(self, purpose: str) -> bytes:
        """Derive 32 bytes for one purpose, so that no two uses share a key."""
        return nacl.hash.blake2b(purpose.encode(), key=self._secret[:64], encoder=RawEncoder)

    def seal(self, secret: bytes) -> bytes:
        """Encrypt a secret for storage."""
        return bytes(self._box.encrypt(secret))

    def open(self, sealed: bytes) -> bytes:
        """Decrypt a stored secret; raises StartError when it was sealed under another key."""
        try:
            return self._box.decrypt(sealed)
        except nacl.exceptions.CryptoError as error:
            raise StartError(
                "The stored keys were sealed under another secret: set WELLSPRING_SECRET, or put back "
                f"{SECRET_FILE}, as it was when they were made."
            ) from error


def open_vault(settings: Settings) -> Vault:
    """Open the site's vault; the first start without a configured secret makes the file."""
    if settings.secret is not None:
        return Vault(_long_enough(settings.secret.get_secret_value()))
    path = settings.data / SECRET_FILE
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(48))
    if path.stat().st_mode & 0o077:
        raise StartError(
            f"{path} can be read by others (found mode {path.stat().st_mode & 0o777:o}, expected 600)."
        )
    return Vault(_long_enough(path.read_text().strip()))


def _long_enough(secret: str) -> str:
    if len(secret) < 32:
        raise StartError(f"The secret has {len(secret)} characters, expected at least 32.")
    return secret


def _write_private(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
    except OSError as error:
        raise StartError(f"The data folder {path.parent} cannot be written: {error.strerror}.") from error
