"""Ask a partner's site for what it publishes about a crosswalk, within limits."""

from typing import Any

import httpx

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from exchange.case_api import BASE, DocumentSeen, Limits, NotThereError, fetch_package, read_server
from exchange.errors import PeerError
from webapp.errors import Refusal

JSON = dict[str, Any]
LIMITS = Limits(answer=4 * 1024 * 1024, seconds=10.0, redirects=0)


def list_published(origin: str, *, http: httpx.Client) -> tuple[DocumentSeen, ...]:
    """List the CASE documents of a partner; raises Refusal."""
    try:
        return read_server(f"{origin}{BASE}", http=http, limits=LIMITS).documents
    except PeerError as error:
        raise Refusal("The partner did not answer as it should", error.description) from error


def fetch_published(origin: str, identifier: str, *, http: httpx.Client) -> JSON | None:
    """Fetch a CASE package of a partner; None where it does not exist; raises Refusal."""
    try:
        return fetch_package(f"{origin}{BASE}/CFPackages/{identifier}", http=http, limits=LIMITS).package
    except NotThereError:
        return None
    except PeerError as error:
        raise Refusal("The partner did not answer as it should", error.description) from error


def ask(url: str, http: httpx.Client) -> JSON | None:
    """Fetch a JSON object; None where it does not exist."""
    try:
        answer = http.get(url, headers={"Accept": "application/json"})
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Refusal("The partner did not answer as it should", f"{url} answered {answer.status_code}")
        return parse_json(answer.content, max_bytes=LIMITS.answer)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Refusal("The partner did not answer", f"{url}: {error}") from error
    except CredentialError as error:
        raise Refusal("The partner's answer cannot be read", f"{url}: {error}") from error
