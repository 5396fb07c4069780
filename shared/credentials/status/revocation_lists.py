"""Read the older revocation lists of 1EdTech, which name each withdrawn credential; none are written here.

Such a list is not signed: it is what its address answers, and the credential's signature names the address.
https://purl.imsglobal.org/spec/vcrl/v1p0/
"""

from __future__ import annotations

from urllib.parse import unquote

from credentials.errors import MalformedDocumentError, StatusError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON, as_list, id_of
from credentials.status.words import FOREIGN, NO_PLACE, UNREADABLE

ENTRY_TYPE = "1EdTechRevocationList"

_MAX_BYTES = 1_048_576


def list_url_of(entry: JSON) -> str:
    """Give the address of the list that an entry names."""
    if not isinstance(url := entry.get("id"), str):
        raise StatusError(
            f"found {url!r:.60} as the id of {ENTRY_TYPE}, expected an address", reason=UNREADABLE
        )
    return url


def is_listed(raw: bytes, *, list_url: str, issuer: str, credential_id: str | None) -> bool:
    """Tell whether the list of this issuer at this address says that the credential is withdrawn."""
    if credential_id is None:
        raise StatusError("found a credential without an id, expected one to look for", reason=NO_PLACE)
    try:
        listed = parse_json(raw, max_bytes=_MAX_BYTES)
    except MalformedDocumentError as error:
        raise StatusError(f"found no list: {error}", reason=UNREADABLE) from error
    if (found := id_of(listed.get("issuer"))) != issuer:
        raise StatusError(f"found a list of {found!r:.200}, expected {issuer}", reason=FOREIGN)
    if listed.get("id", list_url) != list_url:
        raise StatusError(f"found the list {listed['id']!r:.200}, expected {list_url}", reason=FOREIGN)
    # Both spellings are in use: the specification's examples and its validator differ.
    members = [name for name in ("revokedCredential", "revokedCredentials") if name in listed]
    if not members:
        raise StatusError("found no revokedCredential, expected the list of them", reason=UNREADABLE)
    withdrawn = [one for name in members for one in as_list(listed[name])]
    for one in withdrawn:
        if not isinstance(one, dict | str):
            raise StatusError(f"found {one!r:.60} in the list, expected objects", reason=UNREADABLE)
    return any(_means(one, credential_id) for one in withdrawn)


def _means(one: JSON | str, credential_id: str) -> bool:
    """Tell whether an item of the list withdraws a credential; only a plain false says that it does not."""
    named = id_of(one)
    same = named is not None and _plain(named) == _plain(credential_id)
    return same and not (isinstance(one, dict) and one.get("revoked") is False)


def _plain(name: str) -> str:
    """Write an id as credentials are compared: decoded and without spaces around it."""
    return unquote(name).strip()
