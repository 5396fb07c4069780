"""The classes of CASE as they travel: which members each has, of which kind, since which version.

https://www.imsglobal.org/spec/case/v1p1

A kind ends in `!` where the member is required and in `+` where CASE 1.1 brought it; `[X]` is a
list of X, `[X]1` one that is never empty. The description that is served, the members that are
sent and the fields that can be asked for all come from this one table.
"""

from collections.abc import Mapping

from credentials.standards.vc import JSON

ASSOCIATION_TYPES = (
    *("isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy"),
    *("exemplar", "hasSkillLevel"),
)
NEW_ASSOCIATION_TYPE = "isTranslationOf"

_NAMED = {"identifier": "uuid!", "uri": "uri!", "lastChangeDateTime": "moment!"}
_OPEN = {"extensions": "open+"}
_DEFINED = {**_NAMED, "title": "text!", "description": "text", **_OPEN}
_STATUS = {"statusStartDate": "date", "statusEndDate": "date", "licenseURI": "LinkURI"}

_DOCUMENT = {
    **_NAMED,
    "frameworkType": "text+",
    "caseVersion": "version+",
    "creator": "text!",
    "title": "text!",
    "officialSourceURL": "uri",
    "publisher": "text",
    "description": "text",
    "subject": "[text]",
    "subjectURI": "[LinkURI]",
    "language": "text",
    "version": "text",
    "adoptionStatus": "text",
    **_STATUS,
    "notes": "text",
    **_OPEN,
}
_ITEM = {
    **_NAMED,
    "fullStatement": "text!",
    "alternativeLabel": "text",
    "CFItemType": "text",
    "humanCodingScheme": "text",
    "listEnumeration": "text",
    "abbreviatedStatement": "text",
    "conceptKeywords": "[text]",
    "conceptKeywordsURI": "LinkURI",
    "notes": "text",
    "subject": "[text]+",
    "subjectURI": "[LinkURI]+",
    "language": "text",
    "educationLevel": "[text]",
    "CFItemTypeURI": "LinkURI",
    **_STATUS,
    **_OPEN,
}
_ASSOCIATION = {
    **_NAMED,
    "associationType": "association!",
    "sequenceNumber": "integer",
    "originNodeURI": "LinkGenURI!",
    "destinationNodeURI": "LinkGenURI!",
    "CFAssociationGroupingURI": "LinkURI",
    "notes": "text+",
    **_OPEN,
}

CLASSES: Mapping[str, Mapping[str, str]] = {
    "CFDocument": {**_DOCUMENT, "CFPackageURI": "LinkURI!"},
    "CFPckgDocument": _DOCUMENT,
    "CFItem": {**_ITEM, "CFDocumentURI": "LinkURI!"},
    "CFPckgItem": _ITEM,
    "CFAssociation": {**_ASSOCIATION, "CFDocumentURI": "LinkURI"},
    "CFPckgAssociation": _ASSOCIATION,
    "CFPackage": {
        "CFDocument": "CFPckgDocument!",
        "CFItems": "[CFPckgItem]",
        "CFAssociations": "[CFPckgAssociation]",
        "CFDefinitions": "CFDefinition",
        "CFRubrics": "[CFRubric]",
        **_OPEN,
    },
    "CFDefinition": {
        "CFConcepts": "[CFConcept]",
        "CFSubjects": "[CFSubject]",
        "CFLicenses": "[CFLicense]",
        "CFItemTypes": "[CFItemType]",
        "CFAssociationGroupings": "[CFAssociationGrouping]",
        **_OPEN,
    },
    "CFConcept": {**_DEFINED, "keywords": "text", "hierarchyCode": "text!"},
    "CFSubject": {**_DEFINED, "hierarchyCode": "text!"},
    "CFLicense": {**_DEFINED, "licenseText": "text!"},
    "CFItemType": {**_DEFINED, "description": "text!", "hierarchyCode": "text!", "typeCode": "text"},
    "CFAssociationGrouping": _DEFINED,
    "CFRubric": {
        **_NAMED,
        "title": "text",
        "description": "text",
        "CFRubricCriteria": "[CFRubricCriterion]",
        **_OPEN,
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
        **_OPEN,
    },
    "CFRubricCriterionLevel": {
        **_NAMED,
        "description": "text",
        "quality": "text",
        "score": "number",
        "feedback": "text",
        "position": "integer",
        "rubricCriterionId": "uuid",
        "extensions": "[open]+",
    },
    "LinkURI": {"title": "text!", "identifier": "uuid!", "uri": "uri!"},
    "LinkGenURI": {"title": "text!", "identifier": "text!", "uri": "uri!", "targetType": "target+"},
    "CFDocumentSet": {"CFDocuments": "[CFDocument]1!"},
    "CFAssociationSet": {"CFItem": "CFItem!", "CFAssociations": "[CFPckgAssociation]1!"},
    "CFConceptSet": {"CFConcepts": "[CFConcept]1!"},
    "CFSubjectSet": {"CFSubjects": "[CFSubject]1!"},
    "CFItemTypeSet": {"CFItemTypes": "[CFItemType]1!"},
    "imsx_StatusInfo": {
        "imsx_codeMajor": "major!",
        "imsx_severity": "severity!",
        "imsx_description": "text",
        "imsx_codeMinor": "imsx_CodeMinor",
    },
    "imsx_CodeMinor": {"imsx_codeMinorField": "[imsx_CodeMinorField]1!"},
    "imsx_CodeMinorField": {"imsx_codeMinorFieldName": "text!", "imsx_codeMinorFieldValue": "minor!"},
}

_EXTENSION = {"type": "string", "pattern": r"(ext:)[a-zA-Z0-9\.\-_]+"}
VALUES: Mapping[str, JSON] = {
    "uuid": {
        "type": "string",
        "pattern": "[0-9a-f]{8}-[0-9a-f]{4}-[1-5]{1}[0-9a-f]{3}-[8-9a-b]{1}[0-9a-f]{3}-[0-9a-f]{12}",
    },
    "uri": {"type": "string", "format": "uri"},
    "text": {"type": "string"},
    "moment": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer", "format": "int32"},
    "number": {"type": "number", "format": "float"},
    "version": {"type": "string", "enum": ["1.1"]},
    "open": {"type": "object", "additionalProperties": True},
    "association": {
        "anyOf": [{"type": "string", "enum": [*ASSOCIATION_TYPES, NEW_ASSOCIATION_TYPE]}, _EXTENSION]
    },
    "target": {"anyOf": [{"type": "string", "enum": ["CASE"]}, _EXTENSION]},
    "major": {"type": "string", "enum": ["success", "processing", "failure", "unsupported"]},
    "severity": {"type": "string", "enum": ["status", "warning", "error"]},
}
