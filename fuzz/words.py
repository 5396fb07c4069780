"""Hold the words and values that are put where they do not belong."""

from __future__ import annotations

from typing import Any

_WORDS = """
@context @id @type @value @language @graph @included @reverse @nest @vocab @base @list @set @json id type
name issuer proof validFrom validUntil expires created credentialSubject credentialStatus evidence holder
verifiableCredential endorsement endorsementJwt achievement creator image alignment result criteria
identifier parentOrg proofPurpose proofValue verificationMethod cryptosuite challenge domain
previousProof statusListIndex statusListCredential statusPurpose statusSize encodedList ttl
refreshService termsOfUse credentialSchema relatedResource digestSRI allowedValue awardedDate
issuanceDate expirationDate publicKeyMultibase publicKeyJwk kty crv x y n e d controller path values
meta type_values CFItems CFRubrics CFDefinitions CFPackageURI extensions constructor __proto__
iss sub jti nbf exp kid jwk alg typ crit
"""
_TEXTS = """
a:b http:// urn:x ../x did:web: did:key:z did:web:[::1] #key-1 _:b0 u z zDn z6Mk 0 99999999999999999999
VerifiableCredential OpenBadgeCredential ClrCredential EndorsementCredential Profile ClrSubject
BitstringStatusListCredential VerifiablePresentation 1EdTechRevocationList DataIntegrityProof
EnvelopedVerifiableCredential data:application/vc+jwt,a.b.c Ed25519Signature2020 BitstringStatusListEntry
eddsa-rdfc-2022 eddsa-jcs-2022 eddsa-2022 ecdsa-rdfc-2019 ecdsa-sd-2023 authentication suspension message
0000-00-00T00:00:00Z 2026-01-01T00:00:00Z 9999-12-31T23:59:59+14:00 2026-02-30T24:61:00-99:99
uH4sIAAAAAAAA_2NgGAWjYBSMAwAAAP__ https://www.w3.org/ns/credentials/v2
https://www.w3.org/2018/credentials/v1 https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json
https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json https://w3id.org/security/data-integrity/v2
"""

WORDS: tuple[str, ...] = (*_WORDS.split(), "")
VALUES: tuple[Any, ...] = (
    *_TEXTS.split(),
    *(None, True, False, 0, -1, 1.5, 1e308, 5e-324, 2**53, 10**400),
    *("", " ", "\x00", "\x7f", "\ud800", "é", "😀", "https://college.example/a b"),
    *([], {}, [[]], [None], {"": ""}, {"@value": "x"}, {"@id": "_:b0"}, {"@list": ["a"]}),
    {"@vocab": "https://evil.example/"},
    {"validUntil": "https://evil.example/hidden"},
    {"id": "did:web:college.example"},
    {"id": "urn:x", "name": "x"},
)
