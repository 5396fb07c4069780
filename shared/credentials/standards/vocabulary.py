"""Keep the words that some members take: the closed lists of Open Badges 3.0, CLR 2.0 and status lists.

The lists in `EXTENSIBLE` also take words of others that begin with `ext:`.
https://www.imsglobal.org/spec/ob/v3p0#enumerations
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOCABULARIES: dict[str, frozenset[str]] = {
    "achievementType": _words(
        """
        Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge
        BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency Course
        CoCurricular Degree Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment
        JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate
        QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate
        SecondarySchoolDiploma
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
    "associationType": _words(
        "exactMatchOf isChildOf isParentOf isPartOf isPeerOf isRelatedTo precedes replacedBy"
    ),
    "statusPurpose": _words("revocation suspension refresh message"),
}

EXTENSIBLE = _words("achievementType targetType resultType identityType")
