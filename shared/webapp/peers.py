"""The one way out of a site: a guarded HTTP client for documents of other parties."""

import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

import httpx

from credentials.errors import UnresolvableError
from credentials.proofs.dids import Resolve, make_resolver
from webapp.deadlines import answered_by
from webapp.messages import MessageLog
from webapp.network import TOO_SLOW, network_transport

MEGABYTE = 1024 * 1024
TIMEOUT = httpx.Timeout(5.0)
OF_PACKING = (b"content-length", b"content-encoding")


@dataclass(frozen=True)
class Caps:
    """How much one answer may be, as it comes and unpacked, and how long it may take."""

    packed: int = 4 * MEGABYTE
    unpacked: int = 8 * MEGABYTE
    seconds: float = 10.0


USUAL = Caps()
BULK = Caps(packed=64 * MEGABYTE, unpacked=64 * MEGABYTE, seconds=110.0)


class ForbiddenAddressError(httpx.RequestError):
    """Raised when an address leads where a site must not go."""


class Peers:
    """Speak to other parties: https anywhere public, http only to the configured peers of this machine.

    `http` is for pages, which somebody waits for; `bulk` has room and time for the framework of a whole
    state, and is for work in the background only.
    """

    def __init__(
        self, *, http_origins: Collection[str], log: MessageLog, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http_origins = frozenset(http_origins)
        inner = transport or network_transport(self._http_origins)
        self.http, self.bulk = (
            httpx.Client(
                transport=GuardedTransport(inner, allow=self.allow, log=log, caps=caps),
                timeout=TIMEOUT,
                headers={"Accept-Encoding": "gzip, deflate"},
                follow_redirects=False,
            )
            for caps in (USUAL, BULK)
        )
        self.resolve: Resolve = self.resolver(self.fetch)

    def allow(self, url: str) -> None:
        """Raise ForbiddenAddressError unless the address is one that this site may speak to."""
        try:
            address = httpx.URL(url)
        except (httpx.InvalidURL, TypeError) as error:
            raise ForbiddenAddressError(f"found {url!r:.200}, expected a web address") from error
        origin = origin_of(address)
        if address.userinfo or not address.host:
            raise ForbiddenAddressError(f"found {url!r:.200}, expected a web address without a user name")
        if address.scheme != "https" and origin not in self._http_origins:
            raise ForbiddenAddressError(f"found {origin}, expected https or one of this machine's own sites")

    def resolver(self, fetch: Callable[[str], bytes]) -> Resolve:
        """Make a resolver of DIDs that fetches with a function of its own."""
        return make_resolver(fetch, http_origins=self._http_origins)

    def fetch(self, url: str) -> bytes:
        """Fetch a document; raises UnresolvableError when there is no answer or it is not 200."""
        try:
            answer = self.http.get(url, headers={"Accept": "application/json, */*;q=0.5"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UnresolvableError(f"{url} did not answer: {str(error) or type(error).__name__}") from error
        if answer.status_code != 200:
            raise UnresolvableError(f"{url} answered {answer.status_code}, expected 200")
        return answer.content


def origin_of(address: httpx.URL) -> str:
    """Give an address's origin, its port only where it is not the usual one."""
    port = f":{address.port}" if address.port is not None else ""
    return f"{address.scheme}://{address.host}{port}"


class GuardedTransport(httpx.BaseTransport):
    """Check every address, cap every answer in size and time, and keep a log of what was said."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        allow: Callable[[str], None],
        log: MessageLog,
        caps: Caps = USUAL,
    ) -> None:
        self._inner = inner
        self._caps = caps
        self._allow = allow
        self._log = log

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read its whole answer within the limits."""
        self._allow(str(request.url))
        started = time.monotonic()
        with answered_by(started + self._caps.seconds) as until:
            answer = self._inner.handle_request(request)
            if not isinstance(answer.stream, httpx.SyncByteStream):
                raise httpx.RequestError("the answer cannot be read", request=request)
            try:
                packed = b"".join(_capped(answer.stream, self._caps.packed, until=until))
            finally:
                answer.close()
        body = _unpacked(packed, answer.headers.get("content-encoding", ""), self._caps.unpacked)
        headers = [(k, v) for k, v in answer.headers.raw if k.lower() not in OF_PACKING]
        whole = httpx.Response(
            answer.status_code, headers=headers, stream=httpx.ByteStream(body), request=request
        )
        self._log.note(request, whole.status_code, whole.headers, body, seconds=time.monotonic() - started)
        return whole

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()


def _capped(chunks: Iterable[bytes], most: int, *, until: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise httpx.ReadError(f"the answer is larger than {most} bytes")
        if time.monotonic() > until:
            raise httpx.ReadTimeout(TOO_SLOW)
        yield chunk


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """Unpack an answer no further than the limit: a few bytes can be packed from very many."""
    coding = coding.strip().lower()
    if not body or coding in ("", "identity"):
        return body
    if coding not in ("gzip", "deflate"):
        raise httpx.DecodingError(f"found an answer packed as {coding:.40}, expected gzip or deflate")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        whole = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise httpx.DecodingError(f"the packed answer is broken: {error}") from error
    if len(whole) > most:
        raise httpx.ReadError(f"the answer is larger than {most} bytes when it is unpacked")
    if not unpacker.eof:
        raise httpx.DecodingError("the packed answer ends in the middle")
    return whole
