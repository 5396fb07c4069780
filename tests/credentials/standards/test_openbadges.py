"""What is built, read and found missing of Open Badges 3.0: https://www.imsglobal.org/spec/ob/v3p0."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from credentials.standards import openbadges
from credentials.standards.vc import JSON
from tests.making import ANA, COLLEGE_DID, COLLEGE_NAME, a_badge, an_unsigned_badge
from tests.official import OFFICIAL


def test_an_e_mail_address_is_hashed_as_the_specification_says() -> None:
    """The identityHash of a@example.com with the salt Kosher is given in the description of IdentityHash."""
    hashed = openbadges.hashed_identity(" A@Example.com", "Kosher")
    expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    assert (hashed["identityHash"], hashed["identityType"]) == (expected, "emailAddress")
    assert "example.com" not in json.dumps(hashed)


def test_what_is_not_stated_is_left_out() -> None:
    built = openbadges.achievement(id="urn:a", name="A", description="B", criteria="C", tag=[], alignment=())
    assert sorted(built) == ["criteria", "description", "id", "name", "type"]


def test_a_subject_needs_a_name() -> None:
    achievement = openbadges.achievement(id="urn:a", name="A", description="B", criteria="C")
    with pytest.raises(ValueError, match="neither an id nor an identifier"):
        openbadges.achievement_subject(achievement=achievement)


def test_a_badge_is_read_by_its_parts() -> None:
    badge = a_badge()
    item = "https://college.example/uri/6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a01"
    assert openbadges.name_of(badge) == "Security Operations I"
    assert openbadges.issuer_id(badge) == COLLEGE_DID
    assert openbadges.issuer_name(badge) == COLLEGE_NAME
    assert openbadges.subject_id(badge) == ANA.controller
    assert [one["targetUrl"] for one in openbadges.alignments(badge)] == [item]
    assert [one["value"] for one in openbadges.results(badge)] == ["Proficient"]
    assert openbadges.achieved_levels(badge) == {item: "https://college.example/levels/proficient"}


def test_a_level_belongs_to_the_items_its_result_or_its_description_is_aligned_to() -> None:
    badge = an_unsigned_badge()
    subject = badge["credentialSubject"]
    one, other = (
        openbadges.alignment(target_name=name, target_url=f"urn:{name}") for name in ("one", "other")
    )
    subject["achievement"]["alignment"] = [one, other]
    subject["achievement"]["resultDescription"][0]["alignment"] = [one]
    assert openbadges.achieved_levels(badge) == {"urn:one": "https://college.example/levels/proficient"}
    subject["result"][0]["alignment"] = [other]
    assert openbadges.achieved_levels(badge) == {"urn:other": "https://college.example/levels/proficient"}


def test_a_badge_of_somebody_elses_form_is_read_too() -> None:
    badge = {
        "issuer": COLLEGE_DID,
        "credentialSubject": [{"id": ANA.controller, "achievement": {"name": "A"}}],
    }
    assert openbadges.issuer_id(badge) == COLLEGE_DID
    assert openbadges.issuer_name(badge) is None
    assert openbadges.subject_id(badge) == ANA.controller
    assert openbadges.name_of(badge) == "A"


@pytest.mark.parametrize(
    "badge", [{}, {"credentialSubject": 7}, {"credentialSubject": {"achievement": [1, 2]}}]
)
def test_a_badge_that_says_nothing_is_read_as_nothing(badge: JSON) -> None:
    assert openbadges.name_of(badge) == ""
    assert openbadges.subject_id(badge) is None
    assert openbadges.alignments(badge) == openbadges.results(badge) == []
    assert openbadges.achieved_levels(badge) == {}


def test_our_badge_is_complete() -> None:
    assert openbadges.structure_problems(a_badge()) == []
    assert openbadges.structure_problems(an_unsigned_badge()) == []


def changed(place: str, value: Any) -> JSON:
    """Change one member of a signed badge, or leave it out for None."""
    badge = copy.deepcopy(a_badge())
    *way, last = place.split("/")
    node: Any = badge
    for step in way:
        node = node[int(step)] if step.isdigit() else node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return badge


ACHIEVEMENT = "credentialSubject/achievement"
PROBLEMS: list[tuple[str, Any, str]] = [
    ("@context", ["https://www.w3.org/ns/did/v1"], "@context does not begin with"),
    ("@context", ["https://www.w3.org/2018/credentials/v1"], "issuanceDate is missing."),
    ("@context", ["https://www.w3.org/ns/credentials/v2"], "@context does not continue"),
    ("id", None, "id is missing."),
    ("id", "3527", "id is not a full address."),
    ("type", ["VerifiableCredential"], "type includes neither"),
    ("type", ["OpenBadgeCredential"], "type does not include VerifiableCredential."),
    ("issuer", COLLEGE_DID, "issuer is not an object."),
    ("issuer/type", None, "issuer.type is missing."),
    ("issuer/type", ["Organization"], "issuer.type does not include Profile."),
    ("validFrom", None, "validFrom is missing."),
    ("validFrom", "2026-05-07", "validFrom is not a date and time with a zone."),
    ("validFrom", "2026-05-07T09:41:00", "validFrom is not a date and time with a zone."),
    ("validFrom", ["2026-05-07T09:41:00Z"], "validFrom is not a text."),
    ("awardedDate", "soon", "awardedDate is not a date and time with a zone."),
    ("credentialStatus", [{"id": "urn:x", "type": "T"}], "credentialStatus is not an object."),
    ("credentialStatus/id", None, "credentialStatus.id is missing."),
    ("credentialSubject", [{}], "credentialSubject is not an object."),
    ("credentialSubject/type", None, "credentialSubject.type is missing."),
    ("credentialSubject/creditsEarned", "3", "credentialSubject.creditsEarned is not a number."),
    (
        "credentialSubject/identifier/0/hashed",
        "true",
        "credentialSubject.identifier[0].hashed is not true or false.",
    ),
    ("credentialSubject/identifier/0/identityType", "email", "is not one of the words for identityType."),
    ("credentialSubject/result/0/value", 87, "credentialSubject.result[0].value is not a text."),
    ("credentialSubject/result/0/status", "Passed", "is not one of the words for status."),
    (ACHIEVEMENT, None, "credentialSubject.achievement is missing."),
    (f"{ACHIEVEMENT}/name", None, "credentialSubject.achievement.name is missing."),
    (f"{ACHIEVEMENT}/description", None, "credentialSubject.achievement.description is missing."),
    (f"{ACHIEVEMENT}/criteria", None, "credentialSubject.achievement.criteria is missing."),
    (f"{ACHIEVEMENT}/criteria/narrative", None, "criteria has neither an id nor a narrative."),
    (f"{ACHIEVEMENT}/achievementType", "", "is not one of the words for achievementType."),
    (f"{ACHIEVEMENT}/alignment/0/targetUrl", None, "alignment[0].targetUrl is missing."),
    (f"{ACHIEVEMENT}/alignment/0/targetType", "Skill", "is not one of the words for targetType."),
    (f"{ACHIEVEMENT}/resultDescription/0/resultType", None, "resultDescription[0].resultType is missing."),
    (f"{ACHIEVEMENT}/image", {"type": "Image"}, "credentialSubject.achievement.image.id is missing."),
]


@pytest.mark.parametrize(("place", "value", "problem"), PROBLEMS)
def test_what_is_missing_or_misplaced_is_said_in_words(place: str, value: Any, problem: str) -> None:
    assert problem in " ".join(openbadges.structure_problems(changed(place, value)))


def test_a_badge_named_only_by_an_identifier_is_complete() -> None:
    assert openbadges.structure_problems(changed("credentialSubject/id", None)) == []
    badge = changed("credentialSubject/id", None)
    del badge["credentialSubject"]["identifier"]
    assert openbadges.structure_problems(badge) == ["credentialSubject has neither an id nor an identifier."]


def test_one_value_may_stand_where_a_list_may() -> None:
    badge = changed(f"{ACHIEVEMENT}/alignment", a_badge()["credentialSubject"]["achievement"]["alignment"][0])
    assert openbadges.structure_problems(badge) == []


@pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not on this machine")
@pytest.mark.parametrize(("place", "value", "problem"), PROBLEMS)
def test_the_official_schema_or_validator_finds_the_same(place: str, value: Any, problem: str) -> None:
    assert OFFICIAL is not None
    path = OFFICIAL / "schemas" / "ob" / "ob_v3p0_achievementcredential_schema.formal.json"
    validator = jsonschema.Draft201909Validator(
        json.loads(path.read_text()), format_checker=jsonschema.FormatChecker()
    )
    # The schema takes any text as an address and leaves these rules to the text of the specification.
    if (place in ("issuer", "id") and isinstance(value, str)) or "neither an id nor a narrative" in problem:
        pytest.skip("left to the specification's text")
    assert list(validator.iter_errors(changed(place, value)))
