"""Keep which members each class of the standards has, and in which form.

A `!` marks a required member. The forms are `text`, `uri`, `time`, `day`, `number`, `truth`, `object`,
`language`, `jws` (a compact JWS), `type X` for a list of types with X among them, `=X` for exactly the text
X, the name of a class or vocabulary, and any of these in `[ ]` where there may be several. Of forms with `|`
between them that of the value is meant; a list instead of one value is read but not written.
https://www.imsglobal.org/spec/ob/v3p0#data-models
https://www.imsglobal.org/spec/clr/v2p0#data-models
https://www.w3.org/TR/vc-data-model-2.0/
"""

from __future__ import annotations

Members = dict[str, str]

_TIMES: Members = {"validFrom!": "time", "validUntil": "time"}
# How the same two were called in version 1.1 of the data model.
_OLD_TIMES: Members = {"issuanceDate!": "time", "expirationDate": "time"}

_SERVICES: Members = {
    "credentialSchema": "[NamedKind]",
    "credentialStatus": "NamedKind",
    "refreshService": "NamedKind",
    "termsOfUse": "[Kind]",
}
_ENDORSED: Members = {"endorsement": "[EndorsementCredential]", "endorsementJwt": "[jws]"}
_BADGE: Members = {
    "id!": "uri",
    "name": "text",
    "description": "text",
    "image": "Image",
    "awardedDate": "time",
    "credentialSubject!": "AchievementSubject",
    "evidence": "[Evidence]",
    "issuer!": "Profile",
    **_ENDORSED,
    **_SERVICES,
}
_ENDORSEMENT: Members = {
    "@context!": "[text]",
    "id!": "uri",
    "type!": "type EndorsementCredential",
    "name!": "text",
    "description": "text",
    "awardedDate": "time",
    "credentialSubject!": "EndorsementSubject",
    "issuer!": "Profile",
    **_SERVICES,
}
_RECORD: Members = {
    "id!": "uri",
    "name!": "text",
    "description": "text",
    "image": "Image",
    "partial": "truth",
    "awardedDate": "time",
    "credentialSubject!": "ClrSubject",
    "evidence": "[Evidence]",
    "issuer!": "Profile",
    **_ENDORSED,
    **_SERVICES,
}
# A credential that stands in another one: what it says is for its own check.
_HELD: Members = {
    "@context!": "[text]",
    "id": "uri",
    "type!": "type VerifiableCredential",
    "issuer!": "uri|Identified",
    "credentialSubject!": "Subject|[Subject]",
}
# Any credential at all: who says it is named by an address or by an object that has one.
_CREDENTIAL: Members = {
    "id": "uri",
    "name": "[text|object]",
    "description": "[text|object]",
    "issuer!": "uri|Identified",
    "credentialSubject!": "[Subject]",
    "credentialSchema": "[NamedKind]",
    "credentialStatus": "[Kind]",
    "refreshService": "[Kind]",
    "termsOfUse": "[Kind]",
    "evidence": "[Kind]",
}
_CREDENTIALS: dict[str, Members] = {
    "OpenBadgeCredential": {**_BADGE, **_TIMES},
    "OpenBadgeCredential 1.1": {**_BADGE, "name!": "text", **_OLD_TIMES},
    "EndorsementCredential": {**_ENDORSEMENT, **_TIMES},
    "EndorsementCredential 1.1": {**_ENDORSEMENT, **_OLD_TIMES},
    "ClrCredential": {**_RECORD, **_TIMES},
    "ClrCredential 1.1": {**_RECORD, **_OLD_TIMES},
    "Held": {**_HELD, **_TIMES},
    "Held 1.1": {**_HELD, **_OLD_TIMES},
    "VerifiableCredential": {**_CREDENTIAL, "validFrom": "time", "validUntil": "time"},
    "VerifiableCredential 1.1": {**_CREDENTIAL, **_OLD_TIMES},
    "BitstringStatusListCredential": {
        **_CREDENTIAL,
        "validFrom": "time",
        "validUntil": "time",
        "credentialSubject!": "BitstringStatusList",
    },
    "VerifiablePresentation": {
        "id": "uri",
        "holder": "uri|Identified",
        "verifiableCredential": "[Presented]",
        "termsOfUse": "[Kind]",
    },
}

CLASSES: dict[str, Members] = {
    **_CREDENTIALS,
    "AchievementSubject": {
        "id": "uri",
        "type!": "type AchievementSubject",
        "activityStartDate": "time",
        "activityEndDate": "time",
        "creditsEarned": "number",
        "achievement!": "Achievement",
        "identifier": "[IdentityObject]",
        "image": "Image",
        "licenseNumber": "text",
        "narrative": "text",
        "result": "[Result]",
        "role": "text",
        "source": "Profile",
        "term": "text",
    },
    "Achievement": {
        "id!": "uri",
        "type!": "type Achievement",
        "name!": "text",
        "description!": "text",
        "criteria!": "Criteria",
        "achievementType": "achievementType",
        "alignment": "[Alignment]",
        "creator": "Profile",
        "creditsAvailable": "number",
        "fieldOfStudy": "text",
        "humanCode": "text",
        "image": "Image",
        "inLanguage": "language",
        "otherIdentifier": "[IdentifierEntry]",
        "related": "[Related]",
        "resultDescription": "[ResultDescription]",
        "specialization": "text",
        "tag": "[text]",
        "version": "text",
        **_ENDORSED,
    },
    "Criteria": {"id": "uri", "narrative": "text"},
    "Alignment": {
        "type!": "type Alignment",
        "targetName!": "text",
        "targetUrl!": "uri",
        "targetType": "targetType",
        "targetCode": "text",
        "targetDescription": "text",
        "targetFramework": "text",
    },
    "ResultDescription": {
        "id!": "uri",
        "type!": "type ResultDescription",
        "name!": "text",
        "resultType!": "resultType",
        "alignment": "[Alignment]",
        "allowedValue": "[text]",
        "requiredLevel": "uri",
        "requiredValue": "text",
        "rubricCriterionLevel": "[RubricCriterionLevel]",
        "valueMax": "text",
        "valueMin": "text",
    },
    "RubricCriterionLevel": {
        "id!": "uri",
        "type!": "type RubricCriterionLevel",
        "name!": "text",
        "alignment": "[Alignment]",
        "description": "text",
        "level": "text",
        "points": "text",
    },
    "Result": {
        "type!": "type Result",
        "achievedLevel": "uri",
        "alignment": "[Alignment]",
        "resultDescription": "uri",
        "status": "status",
        "value": "text",
    },
    "Profile": {
        "id!": "uri",
        "type!": "type Profile",
        "name": "text",
        "url": "uri",
        "phone": "text",
        "description": "text",
        "image": "Image",
        "email": "text",
        "address": "Address",
        "otherIdentifier": "[IdentifierEntry]",
        "official": "text",
        "parentOrg": "Profile",
        "familyName": "text",
        "givenName": "text",
        "additionalName": "text",
        "patronymicName": "text",
        "honorificPrefix": "text",
        "honorificSuffix": "text",
        "familyNamePrefix": "text",
        "dateOfBirth": "day",
        **_ENDORSED,
    },
    "Address": {
        "type!": "type Address",
        "addressCountry": "text",
        "addressCountryCode": "text",
        "addressRegion": "text",
        "addressLocality": "text",
        "streetAddress": "text",
        "postOfficeBoxNumber": "text",
        "postalCode": "text",
        "geo": "GeoCoordinates",
    },
    "GeoCoordinates": {"type!": "=GeoCoordinates", "latitude!": "number", "longitude!": "number"},
    "IdentityObject": {
        "type!": "=IdentityObject",
        "hashed!": "truth",
        "identityHash!": "text",
        "identityType!": "identityType",
        "salt": "text",
    },
    "IdentifierEntry": {
        "type!": "=IdentifierEntry",
        "identifier!": "text",
        "identifierType!": "identityType",
    },
    "Image": {"id!": "uri", "type!": "=Image", "caption": "text"},
    "Evidence": {
        "id": "uri",
        "type!": "type Evidence",
        "narrative": "text",
        "name": "text",
        "description": "text",
        "genre": "text",
        "audience": "text",
    },
    "Related": {"id!": "uri", "type!": "type Related", "inLanguage": "language", "version": "text"},
    "EndorsementSubject": {"id!": "uri", "type!": "type EndorsementSubject", "endorsementComment": "text"},
    "ClrSubject": {
        "id": "uri",
        "type!": "type ClrSubject",
        "identifier": "[IdentityObject]",
        "achievement": "[Achievement]",
        "verifiableCredential!": "[Held]",
        "association": "[Association]",
    },
    "Association": {
        "type!": "=Association",
        "associationType!": "associationType",
        "sourceId!": "uri",
        "targetId!": "uri",
    },
    "Presented": {"type!": "[text]"},
    "BitstringStatusList": {
        "id": "uri",
        "type!": "type BitstringStatusList",
        "statusPurpose!": "[text]",
        "encodedList!": "text",
        "ttl": "number",
    },
    "Subject": {"id": "uri"},
    "Identified": {"id!": "uri"},
    "NamedKind": {"id!": "uri", "type!": "text|[text]"},
    "Kind": {"id": "uri", "type!": "text|[text]"},
    # As they are built here: without a context of their own, only an address says what kind they are of.
    "Terms": {"id": "uri", "type!": "uri"},
}

# Classes in which the schemas allow no other members.
CLOSED = frozenset({"IdentityObject", "IdentifierEntry", "Image", "Association"})
