"""Sign a credential so that its holder can show parts of it: the suite ecdsa-sd-2023.

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

from credentials.errors import (
    InvalidProofError,
    KeyNotFoundError,
    MalformedDocumentError,
    UnsignedTermsError,
)
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.keys import P256Key
from credentials.proofs.linked_data import canonicalize
from credentials.proofs.proof_contexts import options_contexts
from credentials.proofs.proof_options import PROOF_TYPE, check_purpose, check_suite, key_of
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.selective.lifecycle import check_nothing_withheld
from credentials.proofs.selective.pointers import select
from credentials.proofs.selective.proof_values import BASE_BEGINNING, BaseProof, DerivedProof, key_octets
from credentials.proofs.selective.statements import LabelledDocument, lines_by_map
from credentials.standards.vc import JSON, timestamp

CRYPTOSUITE = "ecdsa-sd-2023"


def add_base_proof(
    document: JSON,
    *,
    key: P256Key,
    created: datetime,
    mandatory_pointers: Sequence[str],
    proof_key: P256Key | None = None,
    hmac_key: bytes | None = None,
) -> JSON:
    """Give a copy of the document with a proof for the holder, from which proofs of parts are derived.

    What the mandatory pointers lead to is part of everything that is derived. `proof_key` and `hmac_key` are
    for published examples only: each document needs new ones.
    https://www.w3.org/TR/vc-di-ecdsa/#create-base-proof-ecdsa-sd-2023
    """
    if "proof" in document:
        raise MalformedDocumentError(
            "found a document that carries a proof already, expected an unsigned one"
        )
    options = _new_options(key, created)
    proof_key, hmac_key = proof_key or P256Key.for_holder(), hmac_key or token_bytes(32)
    mandatory, others = _apart(LabelledDocument(document, hmac_key), mandatory_pointers)
    base = BaseProof(
        key.sign(sign_data(document, options, proof_key.public_key, mandatory)),
        proof_key.public_key,
        hmac_key,
        tuple(proof_key.sign(line.encode()) for line in others),
        tuple(mandatory_pointers),
    )
    # A list, because the formal schema of Open Badges takes nothing else.
    return {**document, "proof": [{**options, "proofValue": str(base)}]}


def _new_options(key: P256Key, created: datetime) -> JSON:
    return {
        "type": PROOF_TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": "assertionMethod",
    }


def is_base_proof(proof: object) -> bool:
    """Tell whether a proof is one for the holder alone, with the key to all that is not shown."""
    if not isinstance(proof, dict) or proof.get("cryptosuite") != CRYPTOSUITE:
        return False
    value = proof.get("proofValue")
    return isinstance(value, str) and value.startswith(BASE_BEGINNING)


def derive(document: JSON, proof: JSON, *, pointers: Sequence[str]) -> JSON:
    """Give the part of a document that its holder shows, with a proof for the verifier.

    The part is what the mandatory pointers of the base proof and `pointers` lead to.
    https://www.w3.org/TR/vc-di-ecdsa/#add-derived-proof-ecdsa-sd-2023
    """
    check_suite(proof, CRYPTOSUITE)
    unsecured = _unsecured(document)
    base = BaseProof.read(proof.get("proofValue"))
    labelled = LabelledDocument(unsecured, base.hmac_key)
    _, others = _apart_by(base, labelled)
    signatures = _by_line(others, base.signatures)
    shown = [*base.mandatory_pointers, *pointers]
    lines, label_map = labelled.shown_at(shown)
    derived = DerivedProof(
        base.signature,
        base.proof_key,
        tuple(signatures[line] for line in lines if line in signatures),
        label_map,
        tuple(index for index, line in enumerate(lines) if line not in signatures),
    )
    part = copy.deepcopy(select(unsecured, shown))
    # What its verifier would refuse is refused here already.
    if list(lines_by_map(part, label_map)) != lines:
        raise InvalidProofError("found a part that says something else than the whole")
    return {**part, "proof": [{**proof, "proofValue": str(derived)}]}


def verify(
    document: JSON,
    proof: JSON,
    *,
    resolve: Resolve,
    purpose: Relationship = "assertionMethod",
    may_withhold: Collection[str] = (),
) -> str:
    """Check the derived proof of a document, and give the DID whose key made its base proof.

    Refuses a document that lacks its period of validity or its status, or shows them by the holder's choice,
    except for members that it `may_withhold`.
    https://www.w3.org/TR/vc-di-ecdsa/#verify-derived-proof-ecdsa-sd-2023
    """
    check_suite(proof, CRYPTOSUITE)
    check_purpose(proof, purpose)
    unsecured = _unsecured(document)
    derived = DerivedProof.read(proof.get("proofValue"))
    written = lines_by_map(unsecured, derived.label_map)
    mandatory, others = _apart_at(derived.mandatory_indexes, list(written))
    controller = _check_signatures(
        sign_data(unsecured, _options(proof), derived.proof_key, mandatory),
        derived,
        _by_line(others, derived.signatures),
        signer=key_of(proof, purpose=purpose, resolve=resolve),
    )
    check_nothing_withheld(
        unsecured, list(written.values()), {written[line] for line in mandatory}, may_withhold
    )
    return controller


def verify_base(
    document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship = "assertionMethod"
) -> str:
    """Check a base proof for the holder it was made for, and give the DID whose key made it."""
    check_suite(proof, CRYPTOSUITE)
    check_purpose(proof, purpose)
    unsecured = _unsecured(document)
    base = BaseProof.read(proof.get("proofValue"))
    mandatory, others = _apart_by(base, LabelledDocument(unsecured, base.hmac_key))
    return _check_signatures(
        sign_data(unsecured, _options(proof), base.proof_key, mandatory),
        base,
        _by_line(others, base.signatures),
        signer=key_of(proof, purpose=purpose, resolve=resolve),
    )


def sign_data(unsecured: JSON, options: JSON, proof_key: PublicKey, mandatory: Sequence[str]) -> bytes:
    """Give the bytes that the issuer signs: hashes of options and mandatory statements around the proof key.

    https://www.w3.org/TR/vc-di-ecdsa/#serializesigndata
    """
    configuration = canonicalize({**options, "@context": options_contexts(unsecured, options)})
    hashes = [sha256(text.encode()).digest() for text in (configuration, "".join(mandatory))]
    return hashes[0] + key_octets(proof_key) + hashes[1]


def _check_signatures(
    signed: bytes,
    proof_value: BaseProof | DerivedProof,
    signatures: Mapping[str, bytes],
    *,
    signer: tuple[str, PublicKey],
) -> str:
    controller, key = signer
    if key.kind != "P-256":
        raise KeyNotFoundError(f"found a key of the kind {key.kind}, expected P-256")
    key.verify(proof_value.signature, signed)
    for line, signature in signatures.items():
        proof_value.proof_key.verify(signature, line.encode())
    return controller


def _apart(labelled: LabelledDocument, pointers: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the lines that are signed together and those that are signed one by one."""
    mandatory = labelled.lines_at(pointers) if pointers else []
    together = set(mandatory)
    return mandatory, [line for line in labelled.lines() if line not in together]


def _apart_by(base: BaseProof, labelled: LabelledDocument) -> tuple[list[str], list[str]]:
    try:
        return _apart(labelled, base.mandatory_pointers)
    except (MalformedDocumentError, UnsignedTermsError) as error:
        raise InvalidProofError(f"found a proof of another document: {error}") from error


def _apart_at(indexes: Sequence[int], lines: Sequence[str]) -> tuple[list[str], list[str]]:
    together = set(indexes)
    if together and max(together) >= len(lines):
        raise InvalidProofError(f"found the index {max(together)} of {len(lines)} statements")
    mandatory = [line for index, line in enumerate(lines) if index in together]
    return mandatory, [line for index, line in enumerate(lines) if index not in together]


def _by_line(lines: Sequence[str], signatures: Sequence[bytes]) -> dict[str, bytes]:
    if len(lines) != len(signatures):
        raise InvalidProofError(f"found {len(signatures)} signatures of statements, expected {len(lines)}")
    return dict(zip(lines, signatures, strict=True))


def _unsecured(document: JSON) -> JSON:
    return {name: value for name, value in document.items() if name != "proof"}


def _options(proof: JSON) -> JSON:
    return {name: value for name, value in proof.items() if name != "proofValue"}
