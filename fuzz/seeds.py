"""Make the signed documents that fuzzing starts from, with keys that are the same in every run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from credentials import issue, present
from credentials.baking import bake
from credentials.errors import UnresolvableError
from credentials.proofs.dids import did_document
from credentials.proofs.ecdsa_sd_2023 import add_base_proof, derive
from credentials.proofs.keys import P256Key, SigningKey, peek_jws_payload
from credentials.proofs.vc_jwt import secure
from credentials.report import TrustedIssuer
from credentials.standards import openbadges
from credentials.standards.vc import JSON, as_list
from credentials.status import new_list, set_bit, status_entry, status_list_credential, status_list_jwt

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
A_DAY = timedelta(days=1)
DID = "did:web:college.example"
LIST_URL = "https://college.example/status/1"
CHALLENGE, DOMAIN = "n-0S6_WzA2MjQk8vT3xZ1w", "decentralized_identifier:did:web:employer.example"

ISSUER = SigningKey(sha256(b"fuzzed issuer").digest(), DID, f"{DID}#key-1")
HOLDER = SigningKey.for_holder(sha256(b"fuzzed holder").digest())
LISTED = {DID: TrustedIssuer(DID, "Riverbend Community College", "Accredited college")}
SELECTIVE = P256Key(sha256(b"fuzzed selective issuer").digest(), DID, f"{DID}#key-2")
DID_DOCUMENT = did_document(DID, [ISSUER, SELECTIVE])
_VECTORS = Path(__file__).resolve().parents[1] / "tests" / "vectors"


def unsigned_badge() -> JSON:
    """Build a badge with every kind of part that an attacker may want to move."""
    level = "https://college.example/levels/2"
    described = openbadges.result_description(
        id="https://college.example/a/1#level",
        name="Level",
        result_type="RubricCriterionLevel",
        rubric_criterion_level=[openbadges.rubric_level(id=level, name="Proficient", level="2")],
    )
    aligned = openbadges.alignment(
        target_name="Triage alerts",
        target_url="https://college.example/uri/1",
        target_code="6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a01",
    )
    achievement = openbadges.achievement(
        id="https://college.example/a/1",
        name="Security Operations",
        description="Works a shift.",
        criteria="Three shifts.",
        alignment=[aligned],
        creator=openbadges.profile(id=DID, name="Riverbend"),
        result_description=[described],
        tag=["security", "operations"],
        credits_available=4,
    )
    return openbadges.open_badge(
        id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02",
        name="Security Operations",
        issuer=openbadges.profile(id=DID, name="Riverbend", url="https://college.example/"),
        subject=openbadges.achievement_subject(
            id=HOLDER.controller,
            identifier=[openbadges.hashed_identity("ana@example.com", "0123456789abcdef")],
            achievement=achievement,
            result=[openbadges.result(result_description=described["id"], achieved_level=level, value="2")],
            credits_earned=3.5,
        ),
        valid_from=NOW - 200 * A_DAY,
        valid_until=NOW + 200 * A_DAY,
        evidence=[openbadges.evidence(name="Shift log", narrative="Three shifts.\nSigned.")],
        status=status_entry(LIST_URL, 94_567),
    )


def unsigned_list() -> JSON:
    """Build a status list that withdraws one credential."""
    return status_list_credential(
        url=LIST_URL,
        issuer=DID,
        bits=set_bit(new_list(), 5),
        valid_from=NOW - A_DAY,
        valid_until=NOW + A_DAY,
        ttl_ms=300_000,
    )


BADGE = issue(unsigned_badge(), key=ISSUER, now=NOW - 200 * A_DAY)
STATUS_LIST = issue(unsigned_list(), key=ISSUER, now=NOW - A_DAY)
STATUS_LIST_JWT = status_list_jwt(unsigned_list(), ISSUER)
PRESENTATION = present(BADGE, key=HOLDER, challenge=CHALLENGE, domain=DOMAIN, now=NOW)
PLAIN = issue(
    {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": [{"id": HOLDER.controller}, {"id": "urn:example:other"}],
    },
    key=ISSUER,
    now=NOW - A_DAY,
)
BADGE_JWT = secure(unsigned_badge(), key=ISSUER)
SIGNED = (BADGE, PLAIN, STATUS_LIST, PRESENTATION)
MANDATORY = ["/issuer", "/validFrom", "/validUntil", "/credentialStatus", "/credentialSubject/achievement/id"]
# With fixed keys, so that what an earlier run has kept is known to be the same document.
FOR_SELECTION = add_base_proof(
    unsigned_badge(),
    key=SELECTIVE,
    created=NOW - A_DAY,
    mandatory_pointers=MANDATORY,
    proof_key=P256Key.for_holder(sha256(b"fuzzed proof key").digest()),
    hmac_key=sha256(b"fuzzed labels").digest(),
)
DISCLOSED = derive(
    FOR_SELECTION,
    as_list(FOR_SELECTION["proof"])[0],
    pointers=["/credentialSubject/achievement/name", "/credentialSubject/result"],
)
_PUBLISHED: list[JSON] = [json.loads(vector.read_text()) for vector in sorted(_VECTORS.rglob("*.json"))]
# Whatever passes as signed must say what one of these says.
ORIGINALS = (*SIGNED, FOR_SELECTION, DISCLOSED, *(one for one in _PUBLISHED if "proof" in one))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><title>Badge</title></svg>'
_SHAPE = bytes.fromhex("49484452 00000001 00000001 08 00000000")
_PIXELS = b"IDAT" + zlib.compress(b"\x00\x00")
PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    for chunk in (_SHAPE, _PIXELS, b"IEND")
)

QUERY: JSON = {
    "credentials": [
        {
            "id": "badges",
            "format": "ldp_vc",
            "multiple": True,
            "meta": {
                "type_values": [
                    ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"],
                ]
            },
            "claims": [
                {"id": "a", "path": ["credentialSubject", "achievement", "name"]},
                {"id": "b", "path": ["credentialSubject", "result", None, "value"], "values": ["2"]},
            ],
            "claim_sets": [["a", "b"], ["a"]],
        }
    ],
    "credential_sets": [{"options": [["badges"]], "required": False}],
}
_ITEM = "11111111-1111-4111-8111-111111111111"
_LINK = {
    "title": "Outcomes",
    "identifier": "22222222-2222-4222-8222-222222222222",
    "uri": "https://c.example/2",
}
FRAMEWORK: JSON = {
    "CFDocument": {
        "identifier": _LINK["identifier"],
        "uri": _LINK["uri"],
        "creator": "Riverbend",
        "title": "Outcomes",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
        "caseVersion": "1.1",
    },
    "CFItems": [
        {
            "identifier": _ITEM,
            "uri": "https://c.example/1",
            "fullStatement": "Triage alerts.",
            "lastChangeDateTime": "2026-01-01T00:00:00Z",
        }
    ],
    "CFAssociations": [
        {
            "identifier": "33333333-3333-4333-8333-333333333333",
            "uri": "https://c.example/3",
            "associationType": "isChildOf",
            "originNodeURI": {"title": "Triage", "identifier": _ITEM, "uri": "https://c.example/1"},
            "destinationNodeURI": _LINK,
            "lastChangeDateTime": "2026-01-01T00:00:00Z",
        }
    ],
}


def resolve(did: str) -> JSON:
    """Resolve the one DID that is known."""
    if did != DID:
        raise UnresolvableError(f"found no answer from {did:.60}")
    return DID_DOCUMENT


def fetch(url: str) -> bytes:
    """Fetch the one page that is known."""
    if url != LIST_URL:
        raise UnresolvableError(f"found no answer at {url:.60}")
    return json.dumps(STATUS_LIST).encode()


def texts() -> Iterator[str]:
    """Give every document to start from, as text."""
    for document in (*SIGNED, QUERY, FRAMEWORK, DID_DOCUMENT, ISSUER.public_jwk(), unsigned_list()):
        yield json.dumps(document)
    for document in (FOR_SELECTION, DISCLOSED, {**unsigned_badge(), "pointers": MANDATORY}):
        yield json.dumps(document)
    for document in _PUBLISHED:
        yield json.dumps(document)
    for picture in (SVG, PNG, bake(SVG, BADGE), bake(PNG, BADGE_JWT)):
        yield picture.decode(errors="surrogateescape")
    yield json.dumps({"entry": BADGE["credentialStatus"], "list": STATUS_LIST})
    for token in (STATUS_LIST_JWT, BADGE_JWT):
        yield token
        yield json.dumps({**peek_jws_payload(token)})
    yield STATUS_LIST["credentialSubject"]["encodedList"]
    yield HOLDER.controller
    yield ISSUER.public_multibase
    yield "did:web:localhost%3A8001:staff:ana"
