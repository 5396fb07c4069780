"""Whatever is built from whatever arguments fits the formal schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import CredentialError
from credentials.standards import openbadges
from credentials.standards.endorsements import endorsement_subject
from credentials.standards.vc import JSON
from tests.credentials.documents import UUID
from tests.credentials.schemas import FORMAL_BADGE, needs_schemas, schema_errors

HASH = "sha256$" + "0" * 64

BUILDERS: dict[str, Callable[..., JSON]] = {
    "Achievement": openbadges.achievement,
    "Criteria": openbadges.criteria,
    "Alignment": openbadges.alignment,
    "Related": openbadges.related,
    "ResultDescription": openbadges.result_description,
    "RubricCriterionLevel": openbadges.rubric_level,
    "Result": openbadges.result,
    "Evidence": openbadges.evidence,
    "Address": openbadges.address,
    "GeoCoordinates": openbadges.geo_coordinates,
    "IdentifierEntry": openbadges.identifier_entry,
    "IdentityObject": openbadges.identity_object,
    "Image": openbadges.image,
    "AchievementSubject": openbadges.achievement_subject,
    "EndorsementSubject": endorsement_subject,
}

_PARTS = [
    openbadges.image(id="urn:image"),
    openbadges.profile(id="urn:profile", name="P"),
    openbadges.alignment(target_name="T", target_url="urn:target"),
    openbadges.evidence(name="E"),
    openbadges.achievement(id="urn:a", name="A", description="D", criteria="C"),
    openbadges.identity_object(identity_hash=HASH, identity_type="name", hashed=True),
    openbadges.related(id="urn:r"),
    {},
    {"id": "urn:x", "type": ["Image"]},
    {"type": "Profile"},
]
_WORDS = [
    "",
    "x",
    "urn:x",
    "en",
    "en-US",
    "CFItem",
    "ext:A",
    "Percent",
    "Course",
    "name",
    HASH,
    UUID,
    "a.b.c",
]
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-100, 100),
    st.floats(),
    st.sampled_from(_WORDS),
    st.text(max_size=5),
    st.sampled_from(_PARTS),
    st.lists(st.sampled_from(_PARTS), max_size=2),
    st.lists(st.sampled_from(_WORDS), max_size=2),
)


def some_arguments(builder: Callable[..., JSON]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw arguments for a builder, without regard to what they should be, except for moments."""
    names = [name for name in inspect.signature(builder).parameters if not name.endswith("_date")]
    required = {
        name: _VALUES
        for name in names
        if inspect.signature(builder).parameters[name].default is inspect.Parameter.empty
    }
    optional = {name: _VALUES for name in names if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


@needs_schemas
@pytest.mark.parametrize("kind", BUILDERS)
@settings(max_examples=60)
@given(data=st.data())
def test_whatever_is_built_fits_the_formal_schema(kind: str, data: st.DataObject) -> None:
    try:
        built = BUILDERS[kind](**data.draw(some_arguments(BUILDERS[kind])))
    except CredentialError:
        return
    assert schema_errors(built, FORMAL_BADGE, part=kind) == []
