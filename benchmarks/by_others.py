"""What is measured of others: PyLD with the two hashes and a signature, and openbadgeslib.

PyLD does no more than a proof takes: it checks nothing that a document says, nor that all of it is signed.
openbadgeslib verifies a badge with its status; for records and signing it is given its cheapest part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import cache, partial
from hashlib import sha256
from itertools import cycle
from typing import Any

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from nacl.signing import SigningKey, VerifyKey
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.ldp import OB3LdpVerifier, add_data_integrity_proof, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3Verifier
from openbadgeslib.util import CachingDownloader
from pyld import jsonld
from pyld.documentloader.frozen import FrozenDocumentLoader

from benchmarks.by_us import tokens
from benchmarks.documents import (
    COLLEGE,
    COLLEGE_DID,
    ISSUED,
    LEARNER,
    STATUS_URL,
    a_badge,
    a_record,
    an_unsigned_badge,
    an_unsigned_status_list,
)
from benchmarks.rounds import Deed
from credentials.proofs.contexts import KNOWN, context
from credentials.proofs.did_documents import did_document
from credentials.proofs.dids import did_web_url
from credentials.standards.vc import JSON, timestamp
from credentials.status import status_list_jwt

BADGES = 50
BATCH = 40
OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": timestamp(ISSUED),
    "verificationMethod": COLLEGE.id,
    "proofPurpose": "assertionMethod",
}


@cache
def _frozen_loader() -> Callable[..., Any]:
    """Serve the contexts from memory, by the loader that PyLD ships for that."""
    loader: Callable[..., Any] = FrozenDocumentLoader({url: context(url) for url in KNOWN})
    return loader


def _hashes_by_pyld(unsecured: JSON, options: JSON) -> bytes:
    settings = {"algorithm": "URDNA2015", "format": "application/n-quads", "base": None}
    parts = ({**options, "@context": unsecured["@context"]}, unsecured)
    written = [jsonld.normalize(part, {**settings, "documentLoader": _frozen_loader()}) for part in parts]
    return b"".join(sha256(text.encode()).digest() for text in written)


def _sign_by_pyld(unsigned: JSON) -> JSON:
    signature = SigningKey(COLLEGE.seed).sign(_hashes_by_pyld(unsigned, OPTIONS)).signature
    return {**unsigned, "proof": [{**OPTIONS, "proofValue": "z" + base58.b58encode(signature).decode()}]}


def _verify_by_pyld(document: JSON) -> None:
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    (proof,) = document["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    hashes = _hashes_by_pyld(unsecured, options)
    VerifyKey(COLLEGE.public_key).verify(hashes, base58.b58decode(proof["proofValue"][1:]))


def verifying_badges_by_pyld() -> Deed:
    """Check the proof alone."""
    return _each(_verify_by_pyld, [a_badge(number) for number in range(1, BADGES + 1)])


def verifying_a_record_by_pyld() -> Deed:
    """Check the proofs alone, of the record and of each badge in it."""
    return _each(_whole(_verify_by_pyld), [a_record()])


def signing_by_pyld() -> Deed:
    """Make the proof alone."""
    return _each(_sign_by_pyld, [an_unsigned_badge(number) for number in range(1, BADGES + 1)])


def issuing_by_pyld(executor: Executor) -> Deed:
    """Make the proof of each badge of a batch."""
    return lambda: len(list(executor.map(_sign_by_pyld, _batch(), chunksize=BATCH // 4)))


@cache
def _pems() -> tuple[bytes, bytes]:
    private = Ed25519PrivateKey.from_private_bytes(COLLEGE.seed)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), public


def verifying_badges_by_openbadgeslib() -> Deed:
    """Check proof, form, dates, recipient and status, with a cache for what is downloaded."""
    pages = {
        did_web_url(COLLEGE_DID): json.dumps(did_document(COLLEGE_DID, [COLLEGE])).encode(),
        STATUS_URL: status_list_jwt(an_unsigned_status_list(), COLLEGE).encode(),
    }
    download = CachingDownloader(pages.__getitem__, ttl_seconds=3_600)
    verifier = OB3LdpVerifier.for_issuer_did(COLLEGE_DID)
    verify = partial(
        verifier.verify,
        expected_recipient=LEARNER.controller,
        check_status=True,
        download=download,
    )
    return _each(verify, [a_badge(number) for number in range(1, BADGES + 1)])


def verifying_proofs_by_openbadgeslib() -> Deed:
    """Check the proof alone."""
    return _each(_verify_by_openbadgeslib, [a_badge(number) for number in range(1, BADGES + 1)])


def verifying_tokens_by_openbadgeslib() -> Deed:
    """Check signature, claims, form, dates and recipient of a badge as VC-JWT."""
    verify = OB3Verifier(_pems()[1]).verify
    return _each(partial(verify, expected_recipient=LEARNER.controller), tokens())


def verifying_a_record_by_openbadgeslib() -> Deed:
    """Check the proofs alone, of the record and of each badge in it."""
    return _each(_whole(_verify_by_openbadgeslib), [a_record()])


def signing_by_openbadgeslib() -> Deed:
    """Make the proof, with a look at the size and shape of the document."""
    return _each(_sign_by_openbadgeslib, [an_unsigned_badge(number) for number in range(1, BADGES + 1)])


def issuing_by_openbadgeslib(executor: Executor) -> Deed:
    """Make the proof of each badge of a batch."""
    return lambda: len(list(executor.map(_sign_by_openbadgeslib, _batch(), chunksize=BATCH // 4)))


def _sign_by_openbadgeslib(unsigned: JSON) -> JSON:
    signed: JSON = add_data_integrity_proof(unsigned, _pems()[0], COLLEGE.id, created=ISSUED)
    return signed


def _verify_by_openbadgeslib(document: JSON) -> None:
    verify_data_integrity_proof(document, _pems()[1], extra_contexts=bundled_clr_contexts())


def _batch() -> list[JSON]:
    return [an_unsigned_badge(number) for number in range(1, BATCH + 1)]


def _whole(verify: Callable[[JSON], None]) -> Callable[[JSON], None]:
    def verify_all(record: JSON) -> None:
        held = record["credentialSubject"]["verifiableCredential"]
        for document in (record, *held):
            verify(document)

    return verify_all


def _each(deed: Callable[[Any], Any], documents: Sequence[Any]) -> Deed:
    turns = cycle(documents)

    def once() -> int:
        deed(next(turns))
        return 1

    return once
