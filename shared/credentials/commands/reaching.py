"""Answer for others from the files that were named, and from the web only if that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from credentials.commands import web
from credentials.commands.files import read_bytes, read_json
from credentials.errors import CredentialError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.dids import Resolve, make_resolver
from credentials.proofs.keys import peek_jws_payload
from credentials.standards.vc import JSON, id_of

Fetch = Callable[[str], bytes]
NOT_FETCHED = "was not fetched, expected a file of it or --fetch"


def resolving(did_documents: Iterable[str], *, fetch: bool) -> Resolve:
    """Make the resolver that knows the DID documents in these files."""
    known: dict[str, JSON] = {}
    for name in did_documents:
        document = read_json(name)
        known[str(document.get("id"))] = document
    reach = make_resolver(web.fetch if fetch else _not_fetched)

    def resolve(did: str) -> JSON:
        return known[did] if did in known else reach(did)

    return resolve


def fetching(status_lists: Iterable[str], *, fetch: bool) -> Fetch:
    """Make the fetcher that knows the status lists in these files, by the address each gives as its id."""
    known: dict[str, bytes] = {}
    for name in status_lists:
        content = read_bytes(name)
        known[_address_of(content) or name] = content

    def reach(url: str) -> bytes:
        if url in known:
            return known[url]
        return web.fetch(url) if fetch else _not_fetched(url)

    return reach


def _not_fetched(url: str) -> bytes:
    raise UnresolvableError(f"{url} {NOT_FETCHED}")


def _address_of(content: bytes) -> str | None:
    try:
        text = content.decode(errors="replace").strip()
        return id_of(parse_json(text) if text.startswith("{") else peek_jws_payload(text))
    except CredentialError:
        return None
