"""Ask a partner's site for a JSON document, within limits."""

from collections.abc import Mapping
from typing import Any

import httpx

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from webapp.errors import Refusal

JSON = dict[str, Any]
BASE = "/ims/case/v1p1"
MOST_BYTES = 4 * 1024 * 1024


def ask(url: str, http: httpx.Client, params: Mapping[str, str] | None = None) -> JSON | None:
    """Fetch a JSON object; None where it does not exist."""
    try:
        answer = http.get(url, params=params, headers={"Accept": "application/json"})
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Refusal("The partner did not answer as it should", f"{url} answered {answer.status_code}")
        return parse_json(answer.content, max_bytes=MOST_BYTES)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Refusal("The partner did not answer", f"{url}: {error}") from error
    except CredentialError as error:
        raise Refusal("The partner's answer cannot be read", f"{url}: {error}") from error
