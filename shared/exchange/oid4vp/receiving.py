"""Receive a response: every check of the protocol, then one atomic take, then the counter."""

import hmac
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NoReturn
from urllib.parse import urlencode

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.presenting import open_presentation
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON, has_type, id_of
from exchange.errors import ProtocolError
from exchange.oid4vp.dcql import CredentialQuery, Dcql, is_answered, read_dcql, satisfies
from exchange.oid4vp.messages import PREFIX
from exchange.oid4vp.requesting import REQUEST, RESULT, Counter
from exchange.slicing import exact_text

MAX_VP_TOKEN = 1_048_576
MAX_PRESENTATIONS = 64
RESULT_LIVES = timedelta(minutes=30)
FRONT_END = "/apply/done"


@dataclass(frozen=True)
class Receipt:
    """What is answered to a response: the JSON body, and where its holder may follow it."""

    answer: JSON
    status_url: str | None


@dataclass(frozen=True)
class Presented:
    """One credential of a response, as the exact text received and as JSON, and who presented it."""

    query_id: str
    holder: str
    text: str
    credential: JSON


def receive(counter: Counter, request_id: str, form: Mapping[str, str], *, now: datetime) -> Receipt:
    """Take the response to a request and hand what was presented to the counter.

    1. the request waits and `state` is its id; 3. an error is noted; 4. the `vp_token` fits the
    query; 5. to 9. each presentation holds and answers this request; 11., 12. each credential is
    about its holder and satisfies its query; 14. together they are enough; 16. the request is
    spent. Stricter than section 8.6: one presentation that fails refuses the whole response, so
    that nobody is told less was sent than the holder chose.
    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.6
    """
    kept = counter.tickets.read(REQUEST, request_id, now=now)
    if kept is None:
        _refuse("this request is unknown, answered or expired")
    if form.get("state") != request_id:
        _refuse("state is missing or not that of this request")
    if ("error" in form) == ("vp_token" in form):
        _refuse("expected exactly one of vp_token and error")
    presented = [] if "error" in form else _presented(counter, kept, form["vp_token"], now=now)
    if counter.tickets.take(REQUEST, request_id, now=now) is None:
        _refuse("this request is answered")
    status_url = None
    if presented:
        credentials = [(one.text, one.credential) for one in presented]
        status_url = counter.received(
            request_id, holder=presented[0].holder, credentials=credentials, now=now
        )
    else:
        counter.declined(request_id, now=now)
    return Receipt(_redirection(counter, request_id, kept, now=now), status_url)


def release(counter: Counter, transaction_id: str | None, response_code: str | None, *, now: datetime) -> str:
    """Return the request whose result this browser may see, once: its cookie and the code belong together.

    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-13.3
    """
    result = counter.tickets.read(RESULT, transaction_id or "", now=now)
    if result is None or not hmac.compare_digest(
        result["response_code"].encode(), (response_code or "").encode()
    ):
        raise ProtocolError("access_denied", "this browser did not start the request of this response", 403)
    if counter.tickets.take(RESULT, transaction_id or "", now=now) is None:
        raise ProtocolError("access_denied", "this result was shown before", 403)
    return str(result["request_id"])


def _redirection(counter: Counter, request_id: str, kept: JSON, *, now: datetime) -> JSON:
    """Make the code that brings the result to the browser which holds the transaction id."""
    code = secrets.token_urlsafe(32)
    result = {"request_id": request_id, "response_code": code}
    counter.tickets.put(RESULT, kept["transaction_id"], result, expires=now + RESULT_LIVES)
    return {"redirect_uri": f"{counter.origin}{FRONT_END}?{urlencode({'response_code': code})}"}


def _presented(counter: Counter, kept: JSON, vp_token: str, *, now: datetime) -> list[Presented]:
    """Open every presentation of a `vp_token`, or refuse all of them."""
    dcql = read_dcql(kept["dcql"])
    try:
        document = parse_json(vp_token, max_bytes=MAX_VP_TOKEN)
    except CredentialError as error:
        raise ProtocolError("invalid_request", f"vp_token: {error}") from error
    # Somebody else's DID document is fetched at most once for one response.
    resolve = cache(counter.resolve)
    expected_domain = PREFIX + counter.did
    presented = []
    for query, index, presentation in list(_presentations(dcql, document)):
        holder, credential = _opened(
            presentation, nonce=kept["nonce"], expected_domain=expected_domain, resolve=resolve, now=now
        )
        _check_credential(credential, query, holder=holder)
        text = _exact_credential(vp_token, query.id, index)
        presented.append(Presented(query.id, holder, text, credential))
    if len({one.holder for one in presented}) != 1:
        _refuse("the presentations are by different holders, expected one")
    if not is_answered(dcql, {one.query_id for one in presented}):
        _refuse("the presentations do not answer all that the query requires")
    return presented


def _presentations(dcql: Dcql, vp_token: JSON) -> Iterator[tuple[CredentialQuery, int, JSON]]:
    """Walk the presentations of a `vp_token`, each with its query and its place (section 8.1)."""
    total = 0
    for query_id, found in vp_token.items():
        query = dcql.query(query_id)
        if query is None:
            _refuse(f"vp_token answers {query_id:.64}, which was not asked")
        if not isinstance(found, list) or not found:
            _refuse(f"vp_token.{query_id} is no array with presentations")
        if len(found) > 1 and not query.multiple:
            _refuse(f"vp_token.{query_id} has {len(found)} presentations, expected one")
        total += len(found)
        if total > MAX_PRESENTATIONS:
            _refuse(f"vp_token has more than {MAX_PRESENTATIONS} presentations")
        for index, presentation in enumerate(found):
            if not isinstance(presentation, dict):
                _refuse(f"vp_token.{query_id} has a presentation that is no object, as ldp_vc needs")
            yield query, index, presentation


def _opened(
    presentation: JSON, *, nonce: str, expected_domain: str, resolve: Resolve, now: datetime
) -> tuple[str, JSON]:
    """Open a presentation that was made by its holder for this request."""
    if not has_type(presentation, ["VerifiablePresentation"]):
        _refuse("found a bare credential, expected it in a presentation by its holder")
    try:
        return open_presentation(
            presentation,
            expected_challenge=nonce,
            expected_domain=expected_domain,
            resolve=resolve,
            now=now,
        )
    except CredentialError as error:
        raise ProtocolError("invalid_request", f"presentation: {error}") from error


def _check_credential(credential: JSON, query: CredentialQuery, *, holder: str) -> None:
    subject = id_of(credential.get("credentialSubject"))
    if subject != holder:
        _refuse(f"the credential is about {subject or 'nobody in particular'}, but {holder} presents it")
    if not satisfies(credential, query):
        _refuse(f"the credential does not have the types and claims that query {query.id} asks for")


def _exact_credential(vp_token: str, query_id: str, index: int) -> str:
    text = exact_text(vp_token, query_id, index, "verifiableCredential")
    return exact_text(text, 0) if text.startswith("[") else text


def _refuse(description: str) -> NoReturn:
    raise ProtocolError("invalid_request", description)
