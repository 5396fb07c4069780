"""Open a credential of any form: JSON with a proof in it, the same as text, or a compact JWS around it."""

from __future__ import annotations

from dataclasses import dataclass

from credentials.checking.proof import Fetch, Signed, check_proof, check_token, claimed_in
from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json, parse_json
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON


@dataclass(frozen=True)
class Opened:
    """Hold what a credential says, with how its proof came out; if that failed nothing else is relied on."""

    document: JSON
    signed: Signed


def document_of(credential: JSON | str) -> JSON:
    """Give what a credential of any form says, believing nothing; raises MalformedDocumentError."""
    if isinstance(credential, str):
        return parse_json(credential) if _is_json(credential) else claimed_in(credential.strip())
    return credential


def open_credential(credential: object, resolve: Resolve, fetch: Fetch) -> Opened:
    """Give what a credential says and how its proof came out, or raise MalformedDocumentError."""
    if isinstance(credential, str) and not _is_json(credential):
        return Opened(*check_token(credential.strip(), resolve, fetch))
    if isinstance(credential, str):
        document = parse_json(credential)
    else:
        check_json(credential)
        if not isinstance(credential, dict):
            raise MalformedDocumentError(f"found a {type(credential).__name__}, expected a JSON object")
        document = credential
    return Opened(document, check_proof(document, resolve))


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")
