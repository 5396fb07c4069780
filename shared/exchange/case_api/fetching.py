"""Ask a server that nobody vouches for: bounded in size, time, calls and redirects, and never hung."""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import httpx

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.case_api.notices import Notices
from exchange.case_api.places import beside, host_of
from exchange.errors import PeerError

DEEPEST = 32
LONGEST_SAID = 200
HEADERS = {"Accept": "application/json, */*;q=0.1", "Accept-Encoding": "gzip, deflate"}
REDIRECTS = (301, 302, 303, 307, 308)


class NotThereError(PeerError):
    """Raised when a server has nothing of CASE at an address."""


class UnreachableError(PeerError):
    """Raised when nobody answers at an address, or not to the end."""


class SilentError(UnreachableError):
    """Raised when somebody is at an address and takes too long to answer."""


class BusyError(PeerError):
    """Raised when a server asks to be left alone for a while."""


@dataclass(frozen=True)
class Limits:
    """How much one reading may take: bytes of one answer, seconds and calls of the whole."""

    answer: int = 8 * 1024 * 1024
    seconds: float = 60.0
    redirects: int = 5
    calls: int = 4000
    documents: int = 5000


@dataclass(frozen=True)
class Answer:
    """What was answered, and the address at which it was in the end."""

    address: str
    body: JSON
    next_page: str = ""
    total: int | None = None


class Visit:
    """One reading of a server, within its limits; whatever is odd is kept in `notices`."""

    def __init__(
        self, http: httpx.Client, *, limits: Limits, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self.notices = Notices()
        self.limits = limits
        self._http = http
        self._elapsed = elapsed
        self._until = elapsed() + limits.seconds
        self._calls = 0

    def ask(self, address: str) -> Answer:
        """Get JSON from an address, through redirects; raises PeerError with the address and the reason."""
        asked = address
        for _ in range(self.limits.redirects + 1):
            response, content = self._get(asked)
            if response.status_code not in REDIRECTS:
                return self._read(asked, response, content)
            asked = self._redirected(asked, response)
        raise PeerError(f"{address} leads on and on: more than {self.limits.redirects} redirects")

    def _get(self, address: str) -> tuple[httpx.Response, bytes]:
        self._calls += 1
        if self._calls > self.limits.calls:
            raise PeerError(f"{address}: more than {self.limits.calls} calls would be needed; stopped")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._http.stream("GET", address, headers=HEADERS, follow_redirects=False) as response:
                for chunk in _unpacked(response, self.limits.answer, address):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > self.limits.answer:
                        raise PeerError(
                            f"{address} answered more than {self.limits.answer:,} bytes, which is too much"
                        )
                    self._check_time(address)
        except httpx.ReadTimeout as error:
            raise SilentError(f"{address} could not be read: it did not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, CredentialError) as error:
            said = str(error) or type(error).__name__
            raise UnreachableError(f"{address} could not be read: {said}") from error
        self._check_time(address)
        return response, b"".join(chunks)

    def _check_time(self, address: str) -> None:
        if self._elapsed() > self._until:
            raise PeerError(f"{address} took too long: not done within {self.limits.seconds:g} seconds")

    def _redirected(self, address: str, response: httpx.Response) -> str:
        location = response.headers.get("location", "")
        target = beside(address, location)
        if not location or not target.startswith(("https://", "http://")):
            raise PeerError(f"{address} leads to {location or 'nowhere':.200}, expected a web address")
        if address.startswith("https://") and not target.startswith("https://"):
            raise PeerError(f"{address} leads from https to {target:.200}, which anybody could change")
        if host_of(target) != host_of(address):
            self.notices.tell(host_of(address), f"leads to another server, {host_of(target)}; followed")
        return target

    def _read(self, address: str, response: httpx.Response, content: bytes) -> Answer:
        if response.status_code != 200:
            raise _refusal(address, response, content)
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"<") or media_type == "text/html":
            raise NotThereError(f"{address} answered with a web page, expected JSON of CASE")
        if not media_type.endswith("json"):
            served = media_type or "nothing in particular"
            self.notices.tell(host_of(address), f"serves JSON as {served}, expected application/json; read")
        links = response.links.get("next", {})
        total = response.headers.get("x-total-count", "")
        body = _parsed(address, text, self.limits.answer, self.notices)
        return Answer(address, body, links.get("url", ""), int(total[:9]) if total.isdecimal() else None)


def _unpacked(response: httpx.Response, most: int, address: str) -> Iterable[bytes]:
    """Give the body piece by piece, unpacking what comes packed no further than the limit."""
    if response.is_stream_consumed:
        return [response.content]
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return response.iter_raw()
    if coding not in ("gzip", "deflate"):
        raise PeerError(f"{address} answered packed as {coding:.40}, which was not asked for")
    return _inflated(response.iter_raw(), most)


def _inflated(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, most + 1)
        if not unpacker.eof:
            raise httpx.DecodingError("the packed answer ends in the middle")
    except zlib.error as error:
        raise httpx.DecodingError(f"the packed answer is broken: {error}") from error


def _parsed(address: str, text: bytes, most: int, notices: Notices) -> JSON:
    if text.startswith(b"["):
        notices.tell(
            host_of(address), "answers a list where CASE has an object with CFDocuments; read as that"
        )
        text = b'{"CFDocuments":' + text + b"}"
    try:
        return parse_json(text, max_bytes=most + LONGEST_SAID, max_depth=DEEPEST)
    except CredentialError as error:
        cut = " (it may have been cut off)" if text and not text.rstrip().endswith(b"}") else ""
        raise PeerError(f"{address} did not answer JSON of CASE: {error}{cut}") from error


def _refusal(address: str, response: httpx.Response, content: bytes) -> PeerError:
    """Say what a server said that did not answer."""
    status = response.status_code
    said = _said(content)
    if status in (429, 503):
        wait = response.headers.get("retry-after", "").strip()[:40]
        if wait.isdecimal():
            wait = f" and asks to come back in {int(wait[:9]):,} seconds"
        elif wait:
            wait = f" and asks to come back after {wait}"
        return BusyError(f"{address} is busy ({status}){wait}{said}")
    if status in (401, 403):
        return PeerError(f"{address} is not open to all ({status}); only open servers can be read{said}")
    if status in (404, 405, 406, 410):
        return NotThereError(f"{address} is not there ({status}){said}")
    return PeerError(f"{address} answered {status}, expected 200{said}")


def _said(content: bytes) -> str:
    try:
        body = parse_json(content, max_bytes=65_536)
    except CredentialError:
        return ""
    told = body.get("imsx_description")
    text = " ".join(told.split())[:LONGEST_SAID] if isinstance(told, str) else ""
    return f': it says "{text}"' if text else ""
