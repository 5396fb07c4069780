"""Issue what others composed, in the site's own name and only if the data model allows it.

https://www.w3.org/TR/vcalm/#issue-credential
"""

from __future__ import annotations

from datetime import datetime

from credentials.errors import CredentialError
from credentials.standards.documents import kinds_of
from credentials.standards.heads import is_old
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL, as_list, has_type, id_of
from credentials.status import ENTRY_TYPE
from exchange.vc_api.data_model import credential_problems
from exchange.vc_api.messages import IssueOptions, IssueRequest, read_request
from exchange.vc_api.ports import IssuingDesk
from exchange.vc_api.problems import GENERATION, Problem, RefusedError, malformed


def issue_credential(desk: IssuingDesk, body: bytes, *, now: datetime) -> JSON:
    """Answer a request to issue with the secured credential, or raise RefusedError."""
    request = read_request(IssueRequest, body)
    unsigned = _in_our_name(request.credential, desk.did)
    if "proof" in unsigned:
        raise malformed("found a credential that carries a proof already, expected an unsigned one")
    if problems := credential_problems(unsigned):
        raise malformed(" ".join(problems))
    pointers = request.options.mandatoryPointers
    try:
        complete = _with_status(desk, unsigned, request.options, now)
        if pointers is None:
            return {"verifiableCredential": desk.sign(complete, now=now)}
        return {"verifiableCredential": desk.sign_for_selection(complete, pointers, now=now)}
    except (CredentialError, ValueError) as error:
        problem = Problem(GENERATION, "The credential cannot be signed", str(error))
        raise RefusedError(problem) from error


def _with_status(desk: IssuingDesk, unsigned: JSON, options: IssueOptions, now: datetime) -> JSON:
    """Give a credential that has no status of its own a place in the site's lists.

    Version 1.1 of the data model has no words for such places, and a badge may have one only, of withdrawal.
    """
    name = options.credentialId or id_of(unsigned.get("id"))
    if "credentialStatus" in unsigned or is_old(unsigned):
        for entry in as_list(unsigned.get("credentialStatus")):
            if has_type(entry, [ENTRY_TYPE]):
                desk.keep_status(name, entry, now=now)
        return unsigned
    can_be_suspended = kinds_of(unsigned) == [VERIFIABLE_CREDENTIAL]
    return {
        **unsigned,
        "credentialStatus": desk.status_for(name, can_be_suspended=can_be_suspended, now=now),
    }


def _in_our_name(credential: JSON, did: str) -> JSON:
    """Fill in who issues where nobody is named; nothing is signed in somebody else's name."""
    issuer = credential.get("issuer")
    if "issuer" not in credential:
        return {**credential, "issuer": did}
    if isinstance(issuer, dict) and "id" not in issuer:
        return {**credential, "issuer": {"id": did, **issuer}}
    if id_of(issuer) != did:
        raise malformed(f"found the issuer {id_of(issuer)!r:.200}, expected {did}, who signs here")
    return credential
