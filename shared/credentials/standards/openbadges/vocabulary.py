"""Keep which members each class of Open Badges 3.0 has, and which words some of them take.

A `!` marks a required member. The forms are `text`, `uri`, `time`, `number`, `truth`, `type X` for a type
that must include X, the name of a class or vocabulary, and any of these in `[ ]` where there may be several.
https://www.imsglobal.org/spec/ob/v3p0#data-models
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES: dict[str, dict[str, str]] = {
    "OpenBadgeCredential": {
        "id!": "uri",
        "name": "text",
        "description": "text",
        "image": "Image",
        "awardedDate": "time",
        "credentialSubject!": "AchievementSubject",
        "evidence": "[Evidence]",
        "issuer!": "Profile",
        "validFrom!": "time",
        "validUntil": "time",
        "credentialSchema": "[Typed]",
        "credentialStatus": "Typed",
        "refreshService": "Typed",
        "endorsementJwt": "[text]",
    },
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
        "inLanguage": "text",
        "otherIdentifier": "[IdentifierEntry]",
        "related": "[Related]",
        "resultDescription": "[ResultDescription]",
        "specialization": "text",
        "tag": "[text]",
        "version": "text",
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
        "dateOfBirth": "text",
    },
    "IdentityObject": {
        "type!": "type IdentityObject",
        "hashed!": "truth",
        "identityHash!": "text",
        "identityType!": "identityType",
        "salt": "text",
    },
    "IdentifierEntry": {
        "type!": "type IdentifierEntry",
        "identifier!": "text",
        "identifierType!": "identityType",
    },
    "Image": {"id!": "uri", "type!": "type Image", "caption": "text"},
    "Evidence": {
        "id": "uri",
        "type!": "type Evidence",
        "narrative": "text",
        "name": "text",
        "description": "text",
        "genre": "text",
        "audience": "text",
    },
    "Related": {"id!": "uri", "type!": "type Related", "inLanguage": "text", "version": "text"},
    "Address": {"type!": "type Address"},
    "Typed": {"id!": "uri", "type!": "[text]"},
}

VOCABULARIES: dict[str, frozenset[str]] = {
    "achievementType": _words(
        """
        Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge
        BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency Course
        CoCurricular Degree
        Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram
        License Membership ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree
        MicroCredential ResearchDoctorate SecondarySchoolDiploma
        """
    ),
    "targetType": _words(
        """
        ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL
        """
    ),
    "resultType": _words(
        """
        GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion
        RubricCriterionLevel RubricScore ScaledScore Status
        """
    ),
    "status": _words("Completed Enrolled Failed InProgress OnHold Provisional Withdrew"),
    "identityType": _words(
        """
        name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn
        lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId
        ltiUserId identifier
        """
    ),
}
