"""Ask another site: one bounded HTTP call, no redirects, every failure a `PeerError`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import httpx

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.errors import PeerError, ProtocolError
from exchange.wire import Message, read_message

Allow = Callable[[str], None]
M = TypeVar("M", bound=Message)

MAX_ANSWER = 1_048_576


@dataclass(frozen=True)
class Answer:
    """What a site answered to one call."""

    url: str
    status: int
    media_type: str
    links: Mapping[str, str]
    content: bytes

    def json(self) -> JSON:
        """Return the body as a JSON object, or raise `PeerError`."""
        try:
            return parse_json(self.content, max_bytes=MAX_ANSWER)
        except CredentialError as error:
            raise PeerError(f"{self.url} did not answer a JSON object: {error}") from error

    def message(self, model: type[M]) -> M:
        """Return the body as a message of the protocol, or raise `PeerError`."""
        try:
            return read_message(model, self.json(), code="")
        except PeerError:
            raise
        except ProtocolError as error:
            raise PeerError(f"{self.url} answered something else: {error.description}") from error

    def text(self) -> str:
        """Return the body as UTF-8 text, or raise `PeerError`."""
        try:
            return self.content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise PeerError(f"{self.url} did not answer UTF-8 text") from error

    def expect(self, *media_types: str) -> "Answer":
        """Return the answer if it is a 200 of one of `media_types`, else raise what the site said."""
        if self.status != 200:
            raise refusal(self)
        if self.media_type not in media_types:
            expected = " or ".join(media_types)
            raise PeerError(f"{self.url} answered {self.media_type or 'no media type'}, expected {expected}")
        return self


def ask(
    http: httpx.Client,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    json: JSON | None = None,
) -> Answer:
    """Call `url` once and return the answer, at most `MAX_ANSWER` bytes of it."""
    content = bytearray()
    try:
        with http.stream(
            method, url, headers=dict(headers or {}), data=form, json=json, follow_redirects=False
        ) as response:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_ANSWER:
                    raise PeerError(f"{url} answered more than {MAX_ANSWER} bytes")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, CredentialError) as error:
        raise PeerError(f"{url} could not be asked: {error}") from error
    return Answer(url, response.status_code, _media_type(response), _links(response), bytes(content))


def check_allowed(allow: Allow, url: str) -> str:
    """Return `url` if the site's own rule allows to call it, else raise `PeerError`."""
    try:
        allow(url)
    except (CredentialError, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise PeerError(f"{url} may not be called: {error}") from error
    return url


def refusal(answer: Answer) -> PeerError:
    """Return the error that a site sent, with its own code if it sent one."""
    if 300 <= answer.status < 400:
        return PeerError(f"{answer.url} answered a redirect ({answer.status}), expected none")
    try:
        body = answer.json()
    except PeerError:
        body = {}
    code, description = body.get("error"), body.get("error_description")
    said = f": {description}" if isinstance(description, str) else ""
    text = f"{answer.url} answered {answer.status}{said}"
    return PeerError(text, code=code) if isinstance(code, str) and code else PeerError(text)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).split(";")[0].strip().lower()


def _links(response: httpx.Response) -> dict[str, str]:
    found = response.links.values()
    return {link["rel"]: link["url"] for link in found if "rel" in link and "url" in link}
