"""Open the credential that publishes a status list, as JSON with a proof or as a JWT."""

from __future__ import annotations

from credentials.errors import CredentialError, MalformedDocumentError, StatusError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.dids import Resolve
from credentials.proofs.suites import verify_proof
from credentials.proofs.vc_jwt import open_list_jwt
from credentials.report import UNANSWERED
from credentials.standards.vc import JSON
from credentials.status.words import UNREADABLE, UNSIGNED


def open_list(raw: bytes, resolve: Resolve) -> tuple[JSON, str]:
    """Give the list and the DID whose key signed it, or raise StatusError."""
    try:
        if not raw.lstrip().startswith(b"{"):
            return open_list_jwt(raw.strip().decode("ascii", errors="replace"), resolve=resolve)
        status_list = parse_json(raw)
        return status_list, verify_proof(status_list, resolve=resolve, purpose="assertionMethod")
    except UnresolvableError as error:
        raise StatusError(f"found no key for the list: {error}", reason=UNANSWERED) from error
    except MalformedDocumentError as error:
        raise StatusError(f"found no list: {error}", reason=UNREADABLE) from error
    except CredentialError as error:
        raise StatusError(f"found a list without a valid proof: {error}", reason=UNSIGNED) from error
