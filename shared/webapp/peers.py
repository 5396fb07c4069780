"""The one way out of a site: a guarded HTTP client for documents of other parties."""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable, Iterator

import httpcore
import httpx

from credentials.errors import UnresolvableError
from credentials.proofs.dids import Resolve, make_resolver
from webapp.messages import MessageLog

MOST_BYTES = 4 * 1024 * 1024
MOST_SECONDS = 10.0
TIMEOUT = httpx.Timeout(5.0)


class ForbiddenAddressError(httpx.RequestError):
    """Raised when an address leads where a site must not go."""


class Peers:
    """Speak to other parties: https anywhere public, http only to the configured peers of this machine."""

    def __init__(
        self, *, http_origins: Collection[str], log: MessageLog, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http_origins = frozenset(http_origins)
        inner = transport or _network_transport(self._http_origins)
        self.http = httpx.Client(
            transport=GuardedTransport(inner, allow=self.allow, log=log),
            timeout=TIMEOUT,
            follow_redirects=False,
        )
        self.resolve: Resolve = make_resolver(self.fetch, http_origins=self._http_origins)

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

    def __init__(self, inner: httpx.BaseTransport, *, allow: Callable[[str], None], log: MessageLog) -> None:
        self._inner = inner
        self._allow = allow
        self._log = log

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read its whole answer within the limits."""
        self._allow(str(request.url))
        started = time.monotonic()
        answer = self._inner.handle_request(request)
        if not isinstance(answer.stream, httpx.SyncByteStream):
            raise httpx.RequestError("the answer cannot be read", request=request)
        try:
            body = b"".join(_capped(answer.stream, until=started + MOST_SECONDS))
        finally:
            answer.close()
        headers = [(k, v) for k, v in answer.headers.raw if k.lower() != b"content-length"]
        whole = httpx.Response(
            answer.status_code, headers=headers, stream=httpx.ByteStream(body), request=request
        )
        self._log.note(request, whole.status_code, whole.headers, body, seconds=time.monotonic() - started)
        return whole

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()


def _capped(chunks: Iterable[bytes], *, until: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise httpx.ReadError(f"the answer is larger than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise httpx.ReadTimeout(f"the answer took longer than {MOST_SECONDS:.0f} seconds")
        yield chunk


def _network_transport(http_origins: Collection[str]) -> httpx.BaseTransport:
    transport = httpx.HTTPTransport(retries=0)
    local = {(httpx.URL(origin).host, httpx.URL(origin).port or 80) for origin in http_origins}
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(), network_backend=_PublicNetwork(local), max_connections=20
    )
    return transport


class _PublicNetwork(httpcore.SyncBackend):
    """Connect to the address that was checked, so that a name cannot change its mind in between."""

    def __init__(self, local: Collection[tuple[str, int]]) -> None:
        self._local = local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a connection to a public address or to a configured peer."""
        target = host if (host, port) in self._local else _public_address(host, port)
        return super().connect_tcp(target, port, timeout, local_address, socket_options)


def _public_address(host: str, port: int) -> str:
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} was not found") from error
    for address in sorted(found):
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise httpcore.ConnectError(f"{host} leads to {address}, which is not a public address")
    return min(found)
