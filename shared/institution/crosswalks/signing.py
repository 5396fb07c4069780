"""The institution that publishes, and its signature under what it publishes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.issuing import issue
from credentials.proofs.dids import Resolve
from credentials.proofs.jcs import canonical_json
from credentials.proofs.keys import SigningKey
from credentials.standards import endorsements, openbadges
from webapp.site import Site

JSON = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """The institution that publishes, and the key it signs with."""

    origin: str
    name: str
    did: str
    key: SigningKey
    resolve: Resolve


def publisher_of(site: Site) -> Publisher:
    """Give the institution of a site as the one that publishes."""
    return Publisher(site.origin, site.name, site.did, site.key, site.peers.resolve)


def digest_of(document: JSON, associations: Sequence[JSON], items: Sequence[JSON] = ()) -> str:
    """Give the sha256 of a CFPackage in canonical JSON."""
    lists = {"CFItems": list(items)} if items else {}
    package = {"CFDocument": document, **lists, "CFAssociations": list(associations)}
    return hashlib.sha256(canonical_json(package)).hexdigest()


def signature(publisher: Publisher, *, address: str, subject: str, comment: str, now: datetime) -> JSON:
    """Sign for an institution what it says about a document: served at an address of its own."""
    unsigned = endorsements.endorsement(
        id=address,
        name=f"Agreement of {publisher.name}",
        issuer=openbadges.profile(id=publisher.did, name=publisher.name),
        subject=endorsements.endorsement_subject(id=subject, comment=comment),
        valid_from=now,
    )
    return issue(unsigned, key=publisher.key, now=now)
