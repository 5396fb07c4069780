"""Seal an unsigned credential with the issuer's key."""

from __future__ import annotations

from datetime import datetime

from credentials.errors import MalformedDocumentError
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import SigningKey
from credentials.standards.openbadges import TYPE, structure_problems
from credentials.standards.vc import JSON, has_type, id_of


def issue(unsigned: JSON, *, key: SigningKey, now: datetime) -> JSON:
    """Give the secured copy of a credential; a badge with something missing is not signed."""
    if (issuer := id_of(unsigned.get("issuer"))) != key.controller:
        raise ValueError(f"found the issuer {issuer}, expected {key.controller}, whose key this is")
    problems = structure_problems(unsigned) if has_type(unsigned, [TYPE]) else []
    if problems:
        raise MalformedDocumentError(f"found an incomplete badge: {' '.join(problems)}")
    return add_proof(unsigned, key=key, created=now)
