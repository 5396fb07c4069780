"""Documents that the suites of W3C call valid and invalid, as changes of one plain credential."""

from __future__ import annotations

from credentials.standards.vc import JSON
from tests.exchange.vc_api import (
    V2,
    V2_MULTIBASE,
    V2_SRI,
    a_place,
    a_plain_credential,
    with_members,
)
from tests.making import COLLEGE_DID, STATUS_URL

_IN_2025, _IN_2027 = "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"
_DOG = {"@value": "Dog", "@language": "en"}

_HUND = {"@value": "Hund", "@language": "de"}

# https://github.com/w3c/vc-data-model-2.0-test-suite and https://github.com/w3c/vc-bitstring-status-list-test-suite
VALID: dict[str, JSON] = {
    "4.3 a context of the data model": a_plain_credential(),
    "4.4 an id that is a URL": a_plain_credential(id="https://college.example/credentials/1"),
    "4.4 an id that is a DID": a_plain_credential(id="did:example:credential"),
    "4.4 a subject's id": a_plain_credential(credentialSubject={"id": "urn:uuid:1"}),
    "4.5 the types in any order": a_plain_credential(
        type=["BitstringStatusListCredential", "VerifiableCredential"],
        credentialSubject={
            "id": "https://college.example/l#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQsvoAAAAAAAAAAAAAAAAP4GcwM92tQwAAA",
        },
    ),
    "4.5 the type as one text": a_plain_credential(type="VerifiableCredential"),
    "4.5 a type that is a URL": a_plain_credential(
        type=["VerifiableCredential", "https://example.org/#Type"]
    ),
    "4.5 types that are URLs, VerifiableCredential last": a_plain_credential(
        type=["https://example.org/#Type", "urn:example:OtherType", "VerifiableCredential"]
    ),
    "4.5 types that are URLs, VerifiableCredential between": a_plain_credential(
        type=["https://example.org/#Type", "VerifiableCredential", "urn:example:OtherType"]
    ),
    "4.6 a name": a_plain_credential(name="Dog", description="A dog."),
    "4.6 a name of the issuer": a_plain_credential(issuer={"name": "Riverbend", "description": "A college."}),
    "4.6 a name with its language": a_plain_credential(name=_DOG),
    "4.6 a name with its language and direction": a_plain_credential(name={**_DOG, "@direction": "ltr"}),
    "4.6 a name in several languages": a_plain_credential(name=[_DOG, _HUND]),
    "4.6 a description with its language": a_plain_credential(description=_DOG),
    "4.6 a description with its direction": a_plain_credential(description={**_DOG, "@direction": "rtl"}),
    "4.6 a description in several languages": a_plain_credential(description=[_DOG, _HUND]),
    "4.6 an issuer's name and description with their language": a_plain_credential(
        issuer={"name": _DOG, "description": {**_HUND, "@direction": "ltr"}}
    ),
    "4.6 an issuer's name and description in several languages": a_plain_credential(
        issuer={"name": [_DOG, _HUND], "description": [_DOG, _HUND]}
    ),
    "4.7 the issuer as a URL": a_plain_credential(issuer=COLLEGE_DID),
    "4.7 the issuer as an object": a_plain_credential(issuer={"id": COLLEGE_DID}),
    "4.8 several subjects": a_plain_credential(
        credentialSubject=[{"id": "did:example:a"}, {"id": "did:example:b"}]
    ),
    "4.9 validFrom with parts of a second": a_plain_credential(validFrom="2025-01-01T00:00:00.123Z"),
    "4.9 validFrom with an offset": a_plain_credential(validFrom="2025-01-01T00:00:00-05:00"),
    "4.9 validUntil after validFrom": a_plain_credential(validFrom=_IN_2025, validUntil=_IN_2027),
    "4.9 validUntil together with validFrom": a_plain_credential(validFrom=_IN_2025, validUntil=_IN_2025),
    "4.9 validUntil by itself, in the past": a_plain_credential(validUntil=_IN_2025),
    "4.10 a status": a_plain_credential(credentialStatus=a_place()),
    "4.10 a status without an id": a_plain_credential(credentialStatus=a_place(id=...)),
    "4.10 two statuses": a_plain_credential(
        credentialStatus=[a_place(), a_place(id=f"{STATUS_URL}#8", statusPurpose="suspension")]
    ),
    "4.11 a schema": a_plain_credential(
        credentialSchema={"id": "https://college.example/schema.json", "type": "JsonSchema"}
    ),
    "4.11 several schemas": a_plain_credential(
        credentialSchema=[
            {"id": "https://college.example/a.json", "type": "JsonSchema"},
            {"id": "https://college.example/b.json", "type": "JsonSchema"},
        ]
    ),
    "4.11 a schema whose type is a URL": a_plain_credential(
        credentialSchema={"id": "did:example:schema", "type": "https://example.org/#Schema"}
    ),
    "5.3 related resources with their digests": a_plain_credential(
        relatedResource=[
            {
                "id": V2,
                "mediaType": "application/ld+json",
                "digestSRI": V2_SRI,
                "digestMultibase": V2_MULTIBASE,
            },
            {"id": "https://college.example/b", "digestMultibase": "uWZVc7WaX1h4D8rJVb"},
        ]
    ),
    "5.4 a refresh service whose type is a URL": a_plain_credential(
        refreshService={"id": "did:example:refresh", "type": "https://example.org/#Refresh"}
    ),
    "5.4 several refresh services": a_plain_credential(
        refreshService=[
            {"id": "did:example:a", "type": "https://example.org/#Refresh"},
            {"type": "urn:example:Refresh"},
        ]
    ),
    "5.5 terms of use": a_plain_credential(termsOfUse={"type": "https://example.org/#Policy"}),
    "5.5 several terms of use": a_plain_credential(
        termsOfUse=[{"type": "https://example.org/#Policy", "id": "did:example:p"}, {"type": "urn:example:P"}]
    ),
    "5.6 evidence": a_plain_credential(
        evidence={"id": "https://college.example/e", "type": "https://example.org/#Proof"}
    ),
    "5.6 several pieces of evidence": a_plain_credential(
        evidence=[{"type": "https://example.org/#Proof"}, {"type": "https://example.org/#Proof"}]
    ),
    "BSL 2.1 a status of another purpose": a_plain_credential(
        credentialStatus=a_place(statusPurpose="refresh")
    ),
    "5.3 a related resource with its digest": a_plain_credential(
        relatedResource=[{"id": "https://college.example/logo.png", "digestSRI": "sha384-AAAA"}]
    ),
}

INVALID: dict[str, JSON] = {
    "4.3 no @context": with_members(_at_context=...),
    "4.3 another context first": with_members(_at_context=["https://www.w3.org/2018/credentials/v1", V2]),
    "4.3 a context that is no URL": with_members(_at_context=[V2, "https ://not-a-url/contexts/example/v1"]),
    "4.3 a context that is a number": with_members(_at_context=[V2, 123192875]),
    "4.3 a context that redefines a term": with_members(_at_context=[V2, {"VerifiableCredential": "urn:x"}]),
    "4.4 an id that is null": a_plain_credential(id=None),
    "4.4 several ids": a_plain_credential(id=["did:example:a", "did:example:b"]),
    "4.4 an id that is no URL": a_plain_credential(id="not-a-url"),
    "4.4 several ids of the subject": a_plain_credential(
        credentialSubject={"id": ["did:example:a", "urn:b"]}
    ),
    "4.5 no type": a_plain_credential(type=...),
    "4.5 a type that no context defines": a_plain_credential(type=["VerifiableCredential", "Unheard"]),
    "4.5 a type that is mapped to no URL": with_members(
        _at_context=[V2, {"Unheard": "not a url"}], type=["VerifiableCredential", "Unheard"]
    ),
    "4.5 without VerifiableCredential": a_plain_credential(type=["JsonSchemaCredential"]),
    "4.6 a name with other members": a_plain_credential(name={**_DOG, "url": "did:example:dog"}),
    "4.6 a description with other members": a_plain_credential(
        description={**_DOG, "url": "did:example:dog"}
    ),
    "4.6 a name that is a number": a_plain_credential(name=4),
    "4.6 an issuer's name with other members": a_plain_credential(issuer={"name": {**_DOG, "url": "urn:x"}}),
    "4.7 an issuer that is null": a_plain_credential(issuer=None),
    "4.7 an issuer that is no URL": a_plain_credential(issuer="not-a-url"),
    "4.7 an issuer's id that is null": a_plain_credential(issuer={"id": None}),
    "4.7 an issuer's id that is no URL": a_plain_credential(issuer={"id": "not-a-url"}),
    "4.8 no subject": a_plain_credential(credentialSubject=...),
    "4.8 a subject of which nothing is said": a_plain_credential(credentialSubject={}),
    "4.8 one of several subjects empty": a_plain_credential(credentialSubject=[{"id": "did:example:a"}, {}]),
    "4.8 a subject that is a text": a_plain_credential(credentialSubject="did:example:subject"),
    "4.9 validFrom that is no time": a_plain_credential(validFrom="2023-15-48T56:10:54Z"),
    "4.9 validFrom that is a day": a_plain_credential(validFrom="2023-01-01"),
    "4.9 validUntil that is no time": a_plain_credential(validUntil="tomorrow"),
    "4.9 validUntil before validFrom": a_plain_credential(validFrom=_IN_2027, validUntil=_IN_2025),
    "4.10 a status without a type": a_plain_credential(credentialStatus=a_place(type=...)),
    "4.10 a status whose type is a number": a_plain_credential(credentialStatus=a_place(type=2)),
    "4.10 a status with several ids": a_plain_credential(credentialStatus=a_place(id=["urn:a", "urn:b"])),
    "4.10 a status whose id is no URL": a_plain_credential(
        credentialStatus=a_place(id="https ://not-a-url/statusList/4")
    ),
    "4.11 a schema without a type": a_plain_credential(
        credentialSchema={"id": "https://college.example/a.json"}
    ),
    "4.11 a schema without an id": a_plain_credential(credentialSchema={"type": "JsonSchema"}),
    "4.11 a schema whose id is a number": a_plain_credential(
        credentialSchema={"id": 1, "type": "JsonSchema"}
    ),
    "5.3 a related resource without a digest": a_plain_credential(
        relatedResource={"id": "https://college.example/"}
    ),
    "5.3 related resources that are texts": a_plain_credential(relatedResource=[V2, "urn:a"]),
    "5.3 a digestSRI that is not that of the resource": a_plain_credential(
        relatedResource={"id": V2, "digestSRI": f"sha384-A{V2_SRI[8:]}"}
    ),
    "5.3 a digestMultibase that is not that of the resource": a_plain_credential(
        relatedResource={"id": V2, "digestMultibase": f"uA{V2_MULTIBASE[2:]}"}
    ),
    "5.3 a related resource without an id": a_plain_credential(relatedResource={"digestSRI": "sha384-AAAA"}),
    "5.3 a related resource named twice": a_plain_credential(
        relatedResource=[
            {"id": "urn:a", "digestSRI": "sha384-AAAA"},
            {"id": "urn:a", "digestSRI": "sha384-BBBB"},
        ]
    ),
    "5.4 a refresh service without a type": a_plain_credential(
        refreshService={"id": "https://college.example/"}
    ),
    "5.5 terms of use without a type": a_plain_credential(termsOfUse={"id": "https://college.example/terms"}),
    "5.6 evidence without a type": a_plain_credential(evidence={"id": "https://college.example/evidence"}),
    "BSL 2.1 a place that is a truth value": a_plain_credential(
        credentialStatus=a_place(statusListIndex=True)
    ),
    "BSL 2.1 a place that is a number": a_plain_credential(credentialStatus=a_place(statusListIndex=7)),
    "BSL 2.1 a place below zero": a_plain_credential(credentialStatus=a_place(statusListIndex="-1")),
    "BSL 2.1 a status without its purpose": a_plain_credential(credentialStatus=a_place(statusPurpose=...)),
    "BSL 2.1 a status without its list": a_plain_credential(
        credentialStatus=a_place(statusListCredential=...)
    ),
    "BSL 2.1 a status that has the list's id": a_plain_credential(credentialStatus=a_place(id=STATUS_URL)),
    "BSL 2.1 places of no bits": a_plain_credential(credentialStatus=a_place(statusSize=0)),
    "BSL 2.1 places of two bits without messages": a_plain_credential(credentialStatus=a_place(statusSize=2)),
    "BSL 3 a member that no context defines": a_plain_credential(statusEntry=a_place()),
    "DI a credential that is signed already": a_plain_credential(proof={"type": "DataIntegrityProof"}),
}

# Valid by the data model, and refused: the words would not be bound to what was signed.
STRICTER: dict[str, JSON] = {
    "4.3 a context written inside the document": with_members(
        _at_context=[V2, {"Unheard": "https://example.org/#Unheard"}],
        type=["VerifiableCredential", "Unheard"],
    ),
    "4.3 a context that is not kept here": with_members(_at_context=[V2, "https://example.org/context"]),
    "4.5 a type by the address that a word stands for": a_plain_credential(
        type=["VerifiableCredential", "https://www.w3.org/2018/credentials#VerifiablePresentation"]
    ),
    "4.6 a name as a value that says nothing of its language": a_plain_credential(name={"@value": "Dog"}),
    "4.7 an issuer of another name than the site's": a_plain_credential(issuer={"id": "did:example:issuer"}),
}
