"""The classes of CASE 1.1 as they stand inside a package: which members, of which kind, required or not.

https://www.imsglobal.org/spec/case/v1p1

A kind ends in `!` where the member is required; `[X]` is a list of the class X.
"""

from __future__ import annotations

from collections.abc import Mapping

PACKAGE = "CFPackage"
ASSOCIATION_TYPES = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
DEFINITIONS = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")
LIST_NAMES = ("CFItems", "CFAssociations", "CFRubrics")

_NAMED = {"identifier": "uuid!", "uri": "uri!", "lastChangeDateTime": "moment!"}
_DEFINED = {**_NAMED, "title": "text!", "description": "text", "extensions": "open"}
_STATUS = {"statusStartDate": "date", "statusEndDate": "date", "licenseURI": "LinkURI"}
_SUBJECT = {"subject": "texts", "subjectURI": "[LinkURI]", "language": "text", "notes": "text"}

CLASSES: Mapping[str, Mapping[str, str]] = {
    PACKAGE: {
        "CFDocument": "CFDocument!",
        "CFItems": "[CFItem]",
        "CFAssociations": "[CFAssociation]",
        "CFDefinitions": "CFDefinition",
        "CFRubrics": "[CFRubric]",
        "extensions": "open",
    },
    "CFDocument": {
        **_NAMED,
        "frameworkType": "text",
        "caseVersion": "version",
        "creator": "text!",
        "title": "words!",
        "officialSourceURL": "uri",
        "publisher": "text",
        "description": "text",
        **_SUBJECT,
        "version": "text",
        "adoptionStatus": "text",
        **_STATUS,
        "extensions": "open",
    },
    "CFItem": {
        **_NAMED,
        "fullStatement": "words!",
        "alternativeLabel": "text",
        "CFItemType": "text",
        "CFItemTypeURI": "LinkURI",
        "humanCodingScheme": "text",
        "listEnumeration": "text",
        "abbreviatedStatement": "text",
        "conceptKeywords": "texts",
        "conceptKeywordsURI": "LinkURI",
        **_SUBJECT,
        "educationLevel": "texts",
        **_STATUS,
        "extensions": "open",
    },
    "CFAssociation": {
        **_NAMED,
        "associationType": "association!",
        "originNodeURI": "LinkGenURI!",
        "destinationNodeURI": "LinkGenURI!",
        "sequenceNumber": "integer",
        "CFAssociationGroupingURI": "LinkURI",
        "notes": "text",
        "extensions": "open",
    },
    "CFDefinition": {
        "CFConcepts": "[CFConcept]",
        "CFSubjects": "[CFSubject]",
        "CFLicenses": "[CFLicense]",
        "CFItemTypes": "[CFItemType]",
        "CFAssociationGroupings": "[CFAssociationGrouping]",
        "extensions": "open",
    },
    "CFConcept": {**_DEFINED, "hierarchyCode": "text!", "keywords": "text"},
    "CFSubject": {**_DEFINED, "hierarchyCode": "text!"},
    "CFLicense": {**_DEFINED, "licenseText": "text!"},
    "CFItemType": {**_DEFINED, "description": "text!", "hierarchyCode": "text!", "typeCode": "text"},
    "CFAssociationGrouping": _DEFINED,
    "CFRubric": {
        **_NAMED,
        "title": "text",
        "description": "text",
        "CFRubricCriteria": "[CFRubricCriterion]",
        "extensions": "open",
    },
    "CFRubricCriterion": {
        **_NAMED,
        "category": "text",
        "description": "text",
        "CFItemURI": "LinkURI",
        "weight": "number",
        "position": "integer",
        "rubricId": "uuid",
        "CFRubricCriterionLevels": "[CFRubricCriterionLevel]",
        "extensions": "open",
    },
    "CFRubricCriterionLevel": {
        **_NAMED,
        "description": "text",
        "quality": "text",
        "score": "number",
        "feedback": "text",
        "position": "integer",
        "rubricCriterionId": "uuid",
        "extensions": "opens",
    },
    "LinkURI": {"title": "text!", "identifier": "uuid!", "uri": "uri!"},
    "LinkGenURI": {"title": "text!", "identifier": "text!", "uri": "uri!", "targetType": "target"},
}

# Members that the same class has outside a package; providers often leave them in.
LEFT_OUT: Mapping[str, str] = {
    "CFDocument": "CFPackageURI",
    "CFItem": "CFDocumentURI",
    "CFAssociation": "CFDocumentURI",
}

# CASE 1.1 requires these where CASE 1.0 did not: what stands in for them.
STAND_IN: Mapping[tuple[str, str], str] = {("CFItemType", "description"): "title"}
