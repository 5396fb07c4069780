"""The network as a site meets it: public addresses and configured peers, every wait with an end."""

import ipaddress
import socket
import ssl
from collections.abc import Collection, Iterable
from typing import Any

import httpcore
import httpx

from webapp.deadlines import time_left

TOO_SLOW = "the whole answer did not come in time"
MOST_WRITTEN_AT_ONCE = 16 * 1024


def network_transport(http_origins: Collection[str]) -> httpx.BaseTransport:
    """Make a transport that connects to public addresses and the given origins only."""
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
        within = _time_left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(super().connect_tcp(target, port, within, local_address, socket_options))


class _TimedStream(httpcore.NetworkStream):
    """Hold each read and write to the time that is left for the whole answer, headers too."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._inner.read(max_bytes, _time_left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write in pieces, so that a slow reader cannot stretch one write."""
        for start in range(0, len(buffer), MOST_WRITTEN_AT_ONCE):
            piece = buffer[start : start + MOST_WRITTEN_AT_ONCE]
            self._inner.write(piece, _time_left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Agree on encryption; what follows is held to the time too."""
        within = _time_left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, within))

    def get_extra_info(self, info: str) -> Any:
        """Tell about the connection."""
        return self._inner.get_extra_info(info)


def _time_left(timeout: float | None, error: type[httpcore.TimeoutException]) -> float | None:
    left = time_left(timeout)
    if left is not None and left <= 0:
        raise error(TOO_SLOW)
    return left


def _public_address(host: str, port: int) -> str:
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} was not found") from error
    for address in sorted(found):
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise httpcore.ConnectError(f"{host} leads to {address}, which is not a public address")
    return min(found)
