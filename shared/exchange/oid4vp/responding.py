"""Answer a request with what the holder chose, or decline it (section 8)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

import httpx

from credentials.errors import CredentialError
from credentials.presenting import present
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON, id_of
from exchange.asking import Answer as HttpAnswer
from exchange.asking import ask
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vp.dcql import is_answered, read_dcql, satisfies
from exchange.oid4vp.messages import DirectPostAnswer
from exchange.oid4vp.reading import SeenRequest


@dataclass(frozen=True)
class Answer:
    """What the verifier answered: where the browser goes on, and where the holder may follow it."""

    redirect_uri: str | None
    status_url: str | None


def matching(dcql: JSON, held: Mapping[str, JSON]) -> dict[str, list[str]]:
    """Return which held credentials answer which query; nothing at all if a required one has none.

    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6.4
    """
    asked = read_dcql(dcql)
    found = {
        query.id: [name for name, credential in held.items() if satisfies(credential, query)]
        for query in asked.credentials
    }
    answered = {query_id: names for query_id, names in found.items() if names}
    return answered if is_answered(asked, answered) else {}


def respond(
    request: SeenRequest,
    chosen: Mapping[str, Sequence[JSON]],
    *,
    key: SigningKey,
    http: httpx.Client,
    now: datetime,
) -> Answer:
    """Send what the holder chose, each credential in a presentation of its own for this request."""
    _check_choice(request, chosen, holder=key.controller, now=now)
    vp_token = {
        query_id: [_presentation(request, credential, key=key, now=now) for credential in credentials]
        for query_id, credentials in chosen.items()
        if credentials
    }
    text = json.dumps(vp_token, ensure_ascii=False, separators=(",", ":"))
    return _post(request, {"vp_token": text}, http=http)


def decline(request: SeenRequest, *, http: httpx.Client) -> Answer:
    """Tell the verifier that nothing will come, without saying why (section 8.5)."""
    said = {"error": "access_denied", "error_description": "The request was declined."}
    return _post(request, said, http=http)


def _presentation(request: SeenRequest, credential: JSON, *, key: SigningKey, now: datetime) -> JSON:
    try:
        return present(credential, key=key, challenge=request.nonce, domain=request.client_id, now=now)
    except CredentialError as error:
        raise ProtocolError("invalid_request", f"a credential cannot be presented: {error}") from error


def _check_choice(
    request: SeenRequest, chosen: Mapping[str, Sequence[JSON]], *, holder: str, now: datetime
) -> None:
    if now >= request.expires:
        raise ProtocolError("invalid_request", "this request has expired")
    asked = read_dcql(request.dcql)
    for query_id, credentials in chosen.items():
        query = asked.query(query_id)
        if query is None:
            raise ProtocolError("invalid_request", f"{query_id} was not asked")
        if len(credentials) > 1 and not query.multiple:
            raise ProtocolError(
                "invalid_request", f"{query_id} takes one credential, found {len(credentials)}"
            )
        for credential in credentials:
            if not satisfies(credential, query):
                raise ProtocolError("invalid_request", f"a credential does not answer {query_id}")
            if id_of(credential.get("credentialSubject")) != holder:
                raise ProtocolError("invalid_request", f"a credential is not about {holder}")
    if not is_answered(asked, {query_id for query_id, found in chosen.items() if found}):
        raise ProtocolError("access_denied", "the choice leaves out a credential that is required")


def _post(request: SeenRequest, said: Mapping[str, str], *, http: httpx.Client) -> Answer:
    form = dict(said) | ({"state": request.state} if request.state else {})
    headers = {"Accept": "application/json"}
    answer = ask(http, "POST", request.response_uri, headers=headers, form=form).expect("application/json")
    redirect_uri = answer.message(DirectPostAnswer).redirect_uri
    return Answer(_redirect_uri(answer, redirect_uri), _status_url(answer))


def _redirect_uri(answer: HttpAnswer, url: str | None) -> str | None:
    """Return where the browser goes on: any https address, or one of the verifier itself."""
    if url is None or _split(url).scheme == "https" or _same_origin(url, answer.url):
        return url
    raise PeerError(f"the verifier sends the browser to {url:.100}, expected its own site or https")


def _status_url(answer: HttpAnswer) -> str | None:
    """Return the page of the verifier that tells what becomes of the answer, if it is its own."""
    url = answer.links.get("status")
    return url if url is not None and _same_origin(url, answer.url) else None


def _same_origin(url: str, other: str) -> bool:
    mine, theirs = _split(url), _split(other)
    return (mine.scheme, mine.netloc) == (theirs.scheme, theirs.netloc)


def _split(url: str) -> SplitResult:
    """Split a URL that the verifier sent."""
    try:
        return urlsplit(url)
    except ValueError as error:
        raise PeerError(f"the verifier sent {url:.100}, expected a URL") from error
