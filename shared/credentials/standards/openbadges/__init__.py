"""Say what Open Badges 3.0 can say: build badges, read them, and check that nothing required is missing.

https://www.imsglobal.org/spec/ob/v3p0
"""

from credentials.standards.heads import BADGE_CONTEXTS as CONTEXTS
from credentials.standards.heads import OPEN_BADGES as CONTEXT
from credentials.standards.openbadges.achievements import (
    achievement,
    alignment,
    criteria,
    related,
    result_description,
    rubric_level,
)
from credentials.standards.openbadges.badges import TYPE, achievement_subject, evidence, open_badge, result
from credentials.standards.openbadges.identities import hashed_identity, identity_object, is_identity_of
from credentials.standards.openbadges.profiles import (
    address,
    geo_coordinates,
    identifier_entry,
    image,
    profile,
)
from credentials.standards.openbadges.reading import (
    achieved_levels,
    alignments,
    issuer_id,
    issuer_name,
    name_of,
    read_badge,
    results,
    subject_id,
)
from credentials.standards.openbadges.structure import structure_problems

# fmt: off
__all__ = [
    "CONTEXT", "CONTEXTS", "TYPE", "achieved_levels", "achievement", "achievement_subject", "address",
    "alignment", "alignments", "criteria", "evidence", "geo_coordinates", "hashed_identity",
    "identifier_entry", "identity_object", "image", "is_identity_of", "issuer_id", "issuer_name", "name_of",
    "open_badge", "profile", "read_badge", "related", "result", "result_description", "results",
    "rubric_level", "structure_problems", "subject_id",
]
# fmt: on
