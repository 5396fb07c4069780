"""Endorsements that stand in a credential: each has its own report, and none mends or spoils anything."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from credentials.issuing import issue
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.report import Report, TrustedIssuer
from credentials.standards.endorsements import endorsement_subject
from credentials.standards.vc import JSON
from credentials.status import status_entry
from credentials.verifying import MAX_DEPTH, MAX_DOCUMENTS
from tests.credentials.documents import a_record, a_second_badge, an_endorsement, an_unsigned_endorsement
from tests.credentials.reports import signs
from tests.making import (
    A_DAY,
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    COPYCAT,
    EMPLOYER,
    NOW,
    ON_THE_LIST,
    a_badge,
    a_key,
    a_report,
    an_unsigned_badge,
    resolving,
)

BADGE = "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02"
ACHIEVEMENT = "https://college.example/achievements/2430"
BOTH_LISTED = {
    **ON_THE_LIST,
    EMPLOYER.controller: TrustedIssuer(EMPLOYER.controller, "Northgate Works", "Employer"),
}


def endorsed(*endorsements: Any, at: str = "", member: str = "endorsement") -> JSON:
    """Sign a badge in which endorsements stand at a place."""
    unsigned = an_unsigned_badge()
    node: Any = unsigned
    for step in at.split("/") if at else ():
        node = node[step]
    node[member] = list(endorsements)
    return add_proof(unsigned, key=COLLEGE, created=NOW - A_DAY)


def reported(badge: JSON, **ports: Any) -> tuple[Report, ...]:
    """Give the reports of the endorsements of a badge that is itself in order."""
    report = a_report(badge, **{"trusted_issuers": BOTH_LISTED, **ports})
    assert (signs(report), report.verdict[1]) == ("++++++", "Yes. All six checks passed.")
    return report.endorsements


PLACES: dict[str, tuple[str, str, str]] = {
    "of the badge": (BADGE, "", "endorsement[0]"),
    "of the achievement, at the badge": (ACHIEVEMENT, "", "endorsement[0]"),
    "of the issuer, at the badge": (COLLEGE_DID, "", "endorsement[0]"),
    "of the achievement": (
        ACHIEVEMENT,
        "credentialSubject/achievement",
        "credentialSubject.achievement.endorsement[0]",
    ),
    "of the issuer": (COLLEGE_DID, "issuer", "issuer.endorsement[0]"),
}


@pytest.mark.parametrize(("of", "at", "place"), PLACES.values(), ids=PLACES.keys())
def test_an_endorsement_is_checked_where_it_stands(of: str, at: str, place: str) -> None:
    (report,) = reported(endorsed(an_endorsement(of=of), at=at))
    assert (signs(report), report.place, report.kind) == ("++++++", place, "EndorsementCredential")
    assert report.issuer_listed_as == "Northgate Works"
    assert report.check("holder").reason == "It endorses what it stands in."


def unsigned_after() -> JSON:
    endorsement = an_endorsement(of=ACHIEVEMENT)
    return {name: value for name, value in endorsement.items() if name != "proof"}


def exchanged() -> JSON:
    """Put another comment into a signed endorsement."""
    endorsement = copy.deepcopy(an_endorsement(of=ACHIEVEMENT))
    endorsement["credentialSubject"]["endorsementComment"] = "The best there is."
    return endorsement


def by_another_key() -> JSON:
    return add_proof(an_unsigned_endorsement(of=ACHIEVEMENT), key=COPYCAT, created=NOW - A_DAY)


def badge_as_endorsement() -> JSON:
    """Let a badge that is in order stand where an endorsement belongs."""
    unsigned = {name: value for name, value in a_second_badge().items() if name != "proof"}
    unsigned["credentialSubject"] = {**unsigned["credentialSubject"], "id": BEN.controller}
    return issue(unsigned, key=COLLEGE, now=NOW - A_DAY)


BROKEN: dict[str, tuple[Callable[[], JSON], str]] = {
    "not signed": (unsigned_after, "-+?+??"),
    "changed after it was signed": (exchanged, "-+?+??"),
    "signed with the key of another": (by_another_key, "++-+?+"),
    "about something else": (lambda: an_endorsement(of="urn:x:other"), "+++++-"),
    "ended": (lambda: an_endorsement(of=ACHIEVEMENT, valid_until=NOW - A_DAY), "+++-++"),
    "not begun": (lambda: an_endorsement(of=ACHIEVEMENT, valid_from=NOW + A_DAY), "+++-++"),
    "by somebody who is not listed": (lambda: an_endorsement(of=ACHIEVEMENT, key=COPYCAT), "++?+++"),
    "with a status list that does not answer": (
        lambda: an_endorsement(of=ACHIEVEMENT, status=status_entry("https://employer.example/s", 1)),
        "++++?+",
    ),
}


@pytest.mark.parametrize(("make", "outcomes"), BROKEN.values(), ids=BROKEN.keys())
def test_an_endorsement_that_does_not_hold_spoils_and_mends_nothing(
    make: Callable[[], JSON], outcomes: str
) -> None:
    (report,) = reported(endorsed(make(), at="credentialSubject/achievement"))
    assert signs(report) == outcomes
    assert not report.all_passed


def test_a_badge_where_an_endorsement_belongs_makes_the_document_incomplete() -> None:
    report = a_report(endorsed(badge_as_endorsement(), at="credentialSubject/achievement"))
    assert (signs(report), signs(report.endorsements[0])) == ("+-++++", "+-+++-")


def test_a_sound_endorsement_of_a_listed_endorser_does_not_list_the_issuer() -> None:
    unsigned = an_unsigned_badge(credentialStatus=None)
    unsigned["issuer"]["id"] = unsigned["credentialSubject"]["achievement"]["creator"]["id"] = (
        COPYCAT.controller
    )
    unsigned["issuer"]["endorsement"] = [an_endorsement(of=COPYCAT.controller)]
    report = a_report(issue(unsigned, key=COPYCAT, now=NOW - A_DAY), trusted_issuers=BOTH_LISTED)
    assert report.endorsements[0].all_passed
    assert (signs(report), report.issuer_listed_as) == ("++?+++", None)


def test_a_sound_endorsement_does_not_mend_a_badge_that_was_changed() -> None:
    badge = {**endorsed(an_endorsement(of=ACHIEVEMENT)), "name": "Another"}
    report = a_report(badge, trusted_issuers=BOTH_LISTED)
    assert (signs(report), signs(report.endorsements[0])) == ("-+?+??", "++++++")
    assert report.conclusion == "fatal"


def test_endorsements_that_exchanged_their_comments_are_noticed() -> None:
    """To the badge's own graph both are the same, as with the credentials of a record."""
    praise, blame = (
        endorsement_subject(id=ACHIEVEMENT, comment=comment) for comment in ("Hard to get.", "Too easy.")
    )
    one = an_endorsement(of=ACHIEVEMENT, id="urn:x:1", subject=praise)
    other = an_endorsement(of=ACHIEVEMENT, id="urn:x:2", subject=blame)
    badge = copy.deepcopy(endorsed(one, other))
    first, second = badge["endorsement"]
    first["credentialSubject"], second["credentialSubject"] = (
        second["credentialSubject"],
        first["credentialSubject"],
    )
    report = a_report(badge, trusted_issuers=BOTH_LISTED)
    assert signs(report) == "++++++"
    assert [signs(one) for one in report.endorsements] == ["-+?+??", "-+?+??"]


def test_an_endorser_may_be_endorsed_in_turn_as_far_as_the_budget_goes() -> None:
    keys = [a_key(f"endorser {number}", f"did:web:e{number}.example") for number in range(MAX_DEPTH + 2)]
    endorsement = an_endorsement(of=keys[1].controller, key=keys[0], id="urn:x:0")
    for number in range(1, MAX_DEPTH + 1):
        of, key = keys[number + 1].controller, keys[number]
        unsigned = an_unsigned_endorsement(of=of, key=key, id=f"urn:x:{number}")
        unsigned["issuer"]["endorsement"] = [endorsement]
        endorsement = issue(unsigned, key=key, now=NOW - A_DAY)
    listed = {key.controller: TrustedIssuer(key.controller, "Endorser", "Known") for key in keys}
    ports = {"trusted_issuers": listed, "resolve": resolving(*keys), "expected_holder": keys[-1].controller}
    report, seen = a_report(endorsement, **ports), []
    while report.endorsements:
        (report,) = report.endorsements
        seen.append(signs(report))
    assert seen == ["++++++"] * (MAX_DEPTH - 1) + ["??????"]


def test_endorsements_of_what_a_record_holds_are_reported_there() -> None:
    record = a_record(
        endorsed(an_endorsement(of=ACHIEVEMENT)),
        endorsement=[an_endorsement(of="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9c01", id="urn:x:1")],
    )
    report = a_report(record, trusted_issuers=BOTH_LISTED)
    assert [one.credential for one in report.endorsements] == ["urn:x:1"]
    assert len(report.nested[0].endorsements) == 1
    assert report.endorsements[0].all_passed
    assert report.nested[0].endorsements[0].all_passed


@pytest.mark.parametrize("junk", ["a.b.c", "", "{", 7, True, {}, {"id": "urn:x"}, {"@context": []}])
@pytest.mark.parametrize("member", ["endorsement", "endorsementJwt"])
def test_whatever_stands_for_an_endorsement_is_reported(junk: Any, member: str) -> None:
    badge = copy.deepcopy(a_badge())
    badge[member] = [junk]
    report = a_report(badge)
    (endorsement,) = report.endorsements
    assert not endorsement.all_passed
    assert endorsement.conclusion != "conclusive"
    assert report.outcome("proof") == "failed"


def test_an_endorsement_can_be_verified_by_itself() -> None:
    report = a_report(an_endorsement(of=ANA.controller), trusted_issuers=BOTH_LISTED)
    assert (signs(report), report.kind) == ("++++++", "EndorsementCredential")
    assert report.check("structure").reason == "It is a complete Open Badges 3.0 endorsement."


def test_tokens_without_number_are_looked_at_as_far_as_the_budget_goes() -> None:
    report = a_report({**a_badge(), "endorsementJwt": ["e30.e30.e30"] * 15_000})
    assert len(report.endorsements) == MAX_DOCUMENTS + 1
    assert report.endorsements[-1].check("proof").code == "proof.over-budget"
