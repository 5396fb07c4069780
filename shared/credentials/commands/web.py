"""Fetch a document from a public address: https only, without redirects, within limits of size and time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urlsplit

from credentials.errors import UnresolvableError

MOST_BYTES = 4 * 1024 * 1024
MOST_SECONDS = 10.0


def fetch(url: str) -> bytes:
    """Give what stands at an address, or raise UnresolvableError."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise UnresolvableError(f"found {url!r:.200}, expected an https address without a user name")
    try:
        return _get(parts.hostname, parts.port or 443, f"{parts.path or '/'}?{parts.query}".rstrip("?"))
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise UnresolvableError(f"{url} did not answer: {str(error) or type(error).__name__}") from error


def _get(host: str, port: int, target: str) -> bytes:
    until = time.monotonic() + MOST_SECONDS
    connection = _PublicConnection(host, port, timeout=MOST_SECONDS, context=ssl.create_default_context())
    try:
        connection.request("GET", target, headers={"Accept": "application/json, */*;q=0.5"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise UnresolvableError(f"https://{host}{target} answered {answer.status}, expected 200")
        return _within_limits(answer, until)
    finally:
        connection.close()


def _within_limits(answer: http.client.HTTPResponse, until: float) -> bytes:
    content = b""
    while chunk := answer.read1(65_536):
        content += chunk
        if len(content) > MOST_BYTES:
            raise UnresolvableError(f"the answer is larger than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise UnresolvableError(f"the answer took longer than {MOST_SECONDS:.0f} seconds")
    return content


class _PublicConnection(http.client.HTTPSConnection):
    """Connect to the address that was checked, so that a name cannot change its mind in between."""

    def connect(self) -> None:
        address = public_address(self.host, self.port)
        bare = socket.create_connection((address, self.port), self.timeout)
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]  # what was handed in above
        self.sock = context.wrap_socket(bare, server_hostname=self.host)


def public_address(host: str, port: int) -> str:
    """Give an address of a host, or raise UnresolvableError if any of them is not public."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    for address in sorted(found):
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise UnresolvableError(f"{host} leads to {address}, which is not a public address")
    return min(found)
