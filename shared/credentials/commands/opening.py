"""Tell what a file holds, and give the credential in it."""

from __future__ import annotations

from credentials.baking import unbake
from credentials.commands.files import MAX_JSON, read_bytes
from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from credentials.proofs.keys import peek_jws_payload
from credentials.standards.vc import JSON

_PNG = b"\x89PNG"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_credential(name: str) -> JSON | str:
    """Read a credential as JSON or, if it is a compact JWS, as text; out of a picture that carries one."""
    content = read_bytes(name)
    text = unbake(content) if _is_picture(content) else _text_of(content, name)
    if text.startswith("{"):
        return parse_json(text, max_bytes=MAX_JSON)
    return text


def looked_into(credential: JSON | str) -> JSON:
    """Give what a credential says, without believing it."""
    if isinstance(credential, dict):
        return credential
    payload = peek_jws_payload(credential)
    inner = payload.get("vc")
    return inner if isinstance(inner, dict) else payload


def _is_picture(content: bytes) -> bool:
    return content.startswith(_PNG) or content.lstrip().removeprefix(_BYTE_ORDER_MARK).startswith(b"<")


def _text_of(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise MalformedDocumentError(f"{name}: found bytes that are not text") from error
