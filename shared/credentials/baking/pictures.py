"""Bake a secured credential into a PNG or SVG picture, and take it out as the very text that was baked."""

from __future__ import annotations

import json

from credentials.baking import png, svg
from credentials.errors import BakingError, CredentialError
from credentials.parsing import MAX_BYTES, parse_json
from credentials.proofs.jose import peek_jws_payload
from credentials.standards.documents import RECORD, kinds_of
from credentials.standards.vc import JSON

MAX_PICTURE = 16 * 1_048_576
# A token is a third longer than what it holds.
MAX_TEXT = 2 * MAX_BYTES


def bake(picture: bytes, credential: JSON | str) -> bytes:
    """Give a copy of a picture that carries a secured credential: JSON with its proof, or a compact JWS.

    A text stays as it is, but for the kind of its line ends in SVG. A picture that carries one is refused.
    """
    _check_size(picture)
    text = _text_of(credential)
    document = _document_in(text)
    if text.startswith("{") and not document.get("proof"):
        raise BakingError("found a credential without a proof, expected a secured one")
    is_record = RECORD in kinds_of(document)
    baked = _kind_of(picture).bake(picture, text, is_record=is_record)
    # Some characters are none in XML, and no reader would find them as they were.
    if unbake(baked) != (text if baked.startswith(png.SIGNATURE) else svg.with_xml_line_ends(text)):
        raise BakingError("found characters that this kind of picture cannot carry")
    return baked


def unbake(picture: bytes) -> str:
    """Take out of a picture the one credential that it carries, as the text that was baked."""
    _check_size(picture)
    found = _kind_of(picture).find(picture)
    if len(found) != 1:
        raise BakingError(f"found {len(found)} credentials in the picture, expected exactly one")
    text = found[0].strip()
    _document_in(text)
    return text


def _kind_of(picture: bytes) -> type[png.Picture] | type[svg.Picture]:
    return png.Picture if picture.startswith(png.SIGNATURE) else svg.Picture


def _check_size(picture: bytes) -> None:
    if len(picture) > MAX_PICTURE:
        raise BakingError(f"found a picture of {len(picture)} bytes, expected at most {MAX_PICTURE}")


def _text_of(credential: JSON | str) -> str:
    if isinstance(credential, str):
        return credential.strip()
    try:
        return json.dumps(credential, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise BakingError(f"found a credential that cannot be written as JSON: {error}") from error


def _document_in(text: str) -> JSON:
    """Read the JSON that a text is, or that the payload of a compact JWS is; its proof is not checked."""
    if len(text) > MAX_TEXT:
        raise BakingError(f"found a credential of {len(text)} characters, expected at most {MAX_TEXT}")
    try:
        if text.startswith("{"):
            return parse_json(text)
        payload = peek_jws_payload(text)
    except CredentialError as error:
        raise BakingError(f"found neither a JSON document nor a compact JWS: {error}") from error
    return payload["vc"] if isinstance(payload.get("vc"), dict) else payload
