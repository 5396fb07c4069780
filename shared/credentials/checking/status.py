"""Check with the issuer's status lists that a credential was neither withdrawn nor suspended."""

from __future__ import annotations

from credentials.checking.wording import TRY_AGAIN, check, found, not_checked, shown, written_moment
from credentials.errors import StatusError
from credentials.report import SUSPENDED, WITHDRAWN, Check, Evidence
from credentials.standards.vc import JSON, as_list, id_of
from credentials.status import StatusLists, StatusResult
from credentials.status.words import CODES

_GRAVEST_FIRST = ("failed", "unknown", "passed")


def check_status_of(document: JSON, *, issued: Check, proof: Check, issuer: str, lists: StatusLists) -> Check:
    """Ask the issuer's status lists, unless the document that names them is not the issuer's."""
    if proof.outcome != "passed":
        return not_checked("status", proof)
    if issued.outcome == "failed":
        reason = "Not checked, because the issuer did not sign it."
        return check("status.not-asked", "unknown", reason)
    if "credentialStatus" not in document:
        return check("status.unlisted", "passed", "It names no status list, so it cannot be withdrawn.")
    entries = as_list(document["credentialStatus"]) or [None]
    answers = [_ask(entry, document, issuer, lists) for entry in entries]
    return min(answers, key=lambda answer: _GRAVEST_FIRST.index(answer.outcome))


def _ask(entry: object, document: JSON, issuer: str, lists: StatusLists) -> Check:
    try:
        result = lists.ask(entry, issuer=issuer, credential_id=id_of(document))
    except StatusError as error:
        return check(CODES[error.reason], "unknown", error.reason, found(error), TRY_AGAIN)
    evidence = _evidence(result)
    if not result.is_set:
        reason = "Not suspended." if result.purpose == "suspension" else "Not withdrawn."
        return check("status.clear", "passed", reason, *evidence)
    if result.suspended:
        advice = ("What you can do", "Ask the issuer whether and when the suspension ends.")
        return check("status.suspended", "failed", SUSPENDED, *evidence, advice)
    advice = ("What you can do", "Ask the person who sent it whether there is a corrected one.")
    return check("status.revoked", "failed", WITHDRAWN, *evidence, advice)


def _evidence(result: StatusResult) -> Evidence:
    place = result.list_url.partition("://")[2] or result.list_url
    if result.index is not None:
        place = f"{place}, entry {result.index}"
    return ("Status list", shown(place)), ("Read", written_moment(result.read_at))
