"""Keep the rules of the standards that are about several members of an object together.

A rule gives, for each breach, the member, what is wrong with it and what was expected; an empty member is the
object itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from credentials.standards.heads import HEAD_RULES, Breach
from credentials.standards.vc import JSON, id_of, objects_in

Rule = Callable[[JSON], Iterator[Breach]]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DIGEST = re.compile(r"sha256\$[0-9a-f]{64}", re.ASCII)
_CASE_TARGETS = ("CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel")
_CTDL_TARGETS = ("CTDL", "ceasn:Competency", "ceterms:Credential")


def _named_somehow(subject: JSON) -> Iterator[Breach]:
    """Require an id or an identifier to say whom a subject is."""
    if not subject.get("id") and not subject.get("identifier"):
        yield "", "has neither an id nor an identifier", "one to say who achieved it"


def _described_somehow(criteria: JSON) -> Iterator[Breach]:
    if not criteria.get("id") and not criteria.get("narrative"):
        yield "", "has neither an id nor a narrative", "one to say what must be done"


def _results_of_the_achievement(subject: JSON) -> Iterator[Breach]:
    """Require results to name descriptions and levels that the achievement has."""
    described = {
        name: {id_of(level) for level in objects_in(description.get("rubricCriterionLevel"))}
        for achievement in objects_in(subject.get("achievement"))
        for description in objects_in(achievement.get("resultDescription"))
        if isinstance(name := description.get("id"), str)
    }
    for number, result in enumerate(objects_in(subject.get("result"))):
        named, level = result.get("resultDescription"), result.get("achievedLevel")
        if isinstance(named, str) and named not in described:
            found = f"names {named!r:.100} as its description, which the achievement lacks"
            yield f"result[{number}]", found, "the id of one of its resultDescription"
        of = [named] if isinstance(named, str) else list(described)
        if isinstance(level, str) and not any(level in described.get(one, ()) for one in of):
            found = f"names {level!r:.100} as level, which is none of its description"
            yield f"result[{number}]", found, "the id of one of its rubricCriterionLevel"


def _required_level_is_a_level(description: JSON) -> Iterator[Breach]:
    levels = {id_of(level) for level in objects_in(description.get("rubricCriterionLevel"))}
    required = description.get("requiredLevel")
    if isinstance(required, str) and required not in levels:
        yield "requiredLevel", "is none of its levels", "the id of one of its rubricCriterionLevel"


def _codes_of_the_framework(alignment: JSON) -> Iterator[Breach]:
    """Require the code by which the framework of the target type names its items."""
    kind, code = alignment.get("targetType"), alignment.get("targetCode")
    if not isinstance(code, str):
        return
    if isinstance(kind, str) and kind in _CASE_TARGETS and not _UUID.fullmatch(code):
        yield "targetCode", f"is not the identifier of a {kind}", "a UUID, as CASE gives to each"
    if (
        isinstance(kind, str)
        and kind in _CTDL_TARGETS
        and not (code.startswith("ce-") and _UUID.fullmatch(code[3:]))
    ):
        yield "targetCode", "is not a CTID", "ce- and a UUID, as the Credential Registry gives to each"


def _hashed_well(identity: JSON) -> Iterator[Breach]:
    """Require of what is said to be hashed that it is, with a digest that nobody can turn round cheaply."""
    hashed, digest = identity.get("hashed"), identity.get("identityHash")
    if hashed is True and not (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
        yield "identityHash", "is not a SHA-256 digest", "sha256$ and 64 small hexadecimal digits"


def _on_earth(place: JSON) -> Iterator[Breach]:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        degrees = place.get(name)
        if isinstance(degrees, int | float) and not -limit <= degrees <= limit:
            yield name, "is not on the globe", f"degrees from -{limit} to {limit}"


def _associated_within(record: JSON) -> Iterator[Breach]:
    """Require associations to be between achievements and credentials of the record.

    Otherwise a record could say of an achievement that nobody vouches for that it contains another.
    """
    known = record_ids(record)
    for number, association in enumerate(objects_in(record.get("association"))):
        for end in ("sourceId", "targetId"):
            name = association.get(end)
            if isinstance(name, str) and name not in known:
                yield f"association[{number}].{end}", "names nothing in this record", "an id of the record"


def record_ids(record: JSON) -> set[str]:
    """Give the ids of all achievements and credentials of a ClrSubject."""
    named = list(objects_in(record.get("achievement")))
    for held in objects_in(record.get("verifiableCredential")):
        named.append(held)
        for subject in objects_in(held.get("credentialSubject")):
            named += objects_in(subject.get("achievement"))
            if "verifiableCredential" in subject:
                named += [{"id": name} for name in record_ids(subject)]
    return {name for one in named if (name := id_of(one)) is not None}


# Rules that every document must keep.
RULES: dict[str, tuple[Rule, ...]] = {
    **HEAD_RULES,
    "AchievementSubject": (_named_somehow,),
    "Criteria": (_described_somehow,),
    "ClrSubject": (_named_somehow, _associated_within),
}
# Rules that what is built here keeps besides, so that readers can rely on more.
FORMAL_RULES: dict[str, tuple[Rule, ...]] = {
    **HEAD_RULES,
    "AchievementSubject": (_results_of_the_achievement,),
    "ResultDescription": (_required_level_is_a_level,),
    "Alignment": (_codes_of_the_framework,),
    "IdentityObject": (_hashed_well,),
    "GeoCoordinates": (_on_earth,),
}
