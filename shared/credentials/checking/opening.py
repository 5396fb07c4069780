"""Open a credential of any form: JSON with a proof in it, the same as text, or a compact JWS around it."""

from __future__ import annotations

from dataclasses import dataclass

from credentials.checking.proof import Fetch, Signed, check_proof, check_token
from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json, parse_json
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON


@dataclass(frozen=True)
class Opened:
    """Hold what a credential says, with how its proof came out; if that failed nothing else is relied on."""

    document: JSON
    signed: Signed


def open_credential(credential: object, resolve: Resolve, fetch: Fetch) -> Opened:
    """Give what a credential says and how its proof came out, or raise MalformedDocumentError."""
    if isinstance(credential, str) and not credential.lstrip().startswith("{"):
        return Opened(*check_token(credential.strip(), resolve, fetch))
    document = parse_json(credential) if isinstance(credential, str) else credential
    check_json(document)
    if not isinstance(document, dict):
        raise MalformedDocumentError(f"found a {type(document).__name__}, expected a JSON object")
    return Opened(document, check_proof(document, resolve))
