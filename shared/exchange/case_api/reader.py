"""Read a framework that somebody else publishes."""

from collections.abc import Callable

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.errors import PeerError

MAX_PACKAGE = 33_554_432


def fetch_package(url: str, *, fetch: Callable[[str], bytes]) -> JSON:
    """Return the CFPackage at `url`, which may also be the address of its CFDocument."""
    found = _fetched(url, fetch)
    if "CFDocument" not in found and isinstance(found.get("CFPackageURI"), dict):
        found = _fetched(str(found["CFPackageURI"].get("uri")), fetch)
    if not isinstance(found.get("CFDocument"), dict):
        raise PeerError(f"{url} has no CFDocument, expected a CASE package")
    return found


def _fetched(url: str, fetch: Callable[[str], bytes]) -> JSON:
    try:
        return parse_json(fetch(url), max_bytes=MAX_PACKAGE)
    except CredentialError as error:
        raise PeerError(f"{url} could not be read as a CASE package: {error}") from error
