"""Seal an unsigned credential with the issuer's key."""

from __future__ import annotations

from datetime import datetime

from credentials.disclosing import always_shown
from credentials.errors import MalformedDocumentError, StructureError
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import P256Key, SigningKey
from credentials.proofs.selective.lifecycle import LIFECYCLE
from credentials.standards.documents import OPEN_BADGE, kinds_of, structure_problems
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL, id_of

_CALLED = {OPEN_BADGE: "badge", VERIFIABLE_CREDENTIAL: "credential"}


def issue(unsigned: JSON, *, key: SigningKey | P256Key, now: datetime) -> JSON:
    """Give the secured copy of a credential; nothing with something missing is signed.

    With a P-256 key its holder can show parts of it, so it must say until when it holds and what its status
    is: whoever sees a part without them cannot tell whether they were left out. A time that never comes,
    9999-12-31T23:59:59Z, says that there is no end.
    """
    check_unsigned(unsigned, key=key)
    if isinstance(key, SigningKey):
        return add_proof(unsigned, key=key, created=now)
    if lacking := [member for member in LIFECYCLE if member not in unsigned]:
        raise StructureError(f"found no {' and no '.join(lacking)}, which every part must show")
    return add_base_proof(unsigned, key=key, created=now, mandatory_pointers=always_shown(unsigned))


def check_unsigned(unsigned: JSON, *, key: SigningKey | P256Key) -> None:
    """Refuse to sign for another issuer, or a document with something missing of what its kind requires."""
    if (issuer := id_of(unsigned.get("issuer"))) != key.controller:
        raise ValueError(f"found the issuer {issuer}, expected {key.controller}, whose key this is")
    if problems := structure_problems(unsigned):
        kinds = " and ".join(_CALLED.get(kind, kind) for kind in kinds_of(unsigned))
        raise MalformedDocumentError(f"found an incomplete {kinds}: {' '.join(problems)}")
