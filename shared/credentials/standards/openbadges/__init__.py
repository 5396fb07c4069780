"""Say what Open Badges 3.0 can say: build badges, read them, and check that nothing required is missing.

https://www.imsglobal.org/spec/ob/v3p0
"""

from credentials.standards.openbadges.building import (
    CONTEXT,
    CONTEXTS,
    TYPE,
    achievement,
    achievement_subject,
    alignment,
    evidence,
    hashed_identity,
    image,
    open_badge,
    profile,
    result,
    result_description,
    rubric_level,
)
from credentials.standards.openbadges.reading import (
    achieved_levels,
    alignments,
    issuer_id,
    issuer_name,
    name_of,
    results,
    subject_id,
)
from credentials.standards.openbadges.structure import structure_problems

# fmt: off
__all__ = [
    "CONTEXT", "CONTEXTS", "TYPE", "achieved_levels", "achievement", "achievement_subject", "alignment",
    "alignments", "evidence", "hashed_identity", "image", "issuer_id", "issuer_name", "name_of", "open_badge",
    "profile", "result", "result_description", "results", "rubric_level", "structure_problems", "subject_id",
]
# fmt: on
