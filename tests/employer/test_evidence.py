"""Every credential that does not count says why in its own words, on screen and in the receipt."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlmodel import col, select, update

from credentials.issuing import issue
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from employer.jobs import requirements_of
from employer.records import Application, PresentedCredential
from institution.frameworks import all_frameworks
from institution.records import Association
from tests.employer.conftest import SOC, Northgate
from tests.employer.pages import shown
from tests.employer.stand_in import KEY, NOW, ORIGIN, StandInCollege, badges_of, direct_badge
from tests.employer.test_screening import COPYCAT, COPYCAT_KEY
from tests.making import a_holder

JSON = dict[str, Any]
ENDED = {"validFrom": "2024-01-01T00:00:00Z", "validUntil": "2025-05-03T00:00:00Z"}


def unsigned(**changes: Any) -> JSON:
    """Give Ana's badge about our own statement, without its proof."""
    badge = direct_badge("ana", name="Triage")
    return {name: value for name, value in {**badge, **changes}.items() if name != "proof" and value}


def by_the_college(**changes: Any) -> JSON:
    """Sign Ana's badge anew."""
    return issue(unsigned(**changes), key=KEY, now=NOW)


def about(**members: Any) -> JSON:
    """Give the subject of the badge with an achievement that says something else."""
    subject = unsigned()["credentialSubject"]
    achievement = {**subject["achievement"], **members}
    return {**subject, "achievement": {name: value for name, value in achievement.items() if value}}


def self_made() -> JSON:
    """Let Ana be the issuer of what is about her."""
    issuer = {"id": a_holder("ana").controller, "type": ["Profile"], "name": "Ana"}
    return {**by_the_college(), "issuer": issuer}


def changed() -> JSON:
    """Change a badge after it was signed."""
    return {**by_the_college(), "name": "Triage with distinction"}


def aligned_to(url: str) -> JSON:
    """Align a badge to a statement."""
    return {"type": ["Alignment"], "targetName": "Something", "targetUrl": url}


def withdraw(northgate: Northgate) -> None:
    """Withdraw the badge after it was issued."""
    northgate.college.withdrawn.add(90_000)


def fall_silent(northgate: Northgate) -> None:
    """Let the status list be away."""
    college = northgate.college
    college.handle_request = _without_lists(college.handle_request)  # type: ignore[method-assign]


def _without_lists(answer: Callable[..., Any]) -> Callable[..., Any]:
    def only_the_key(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503) if request.url.path.startswith("/status") else answer(request)

    return only_the_key


def nothing(northgate: Northgate) -> None:
    """Leave everything as it is."""


def take_off(northgate: Northgate) -> None:
    """Take the college off the list."""
    assert northgate.browser("lou").post("/issuers/1/removal").status_code == 303


def trust_nobody_else(northgate: Northgate) -> None:
    """Let an unknown issuer answer."""
    northgate.network.at[COPYCAT] = StandInCollege(COPYCAT, COPYCAT_KEY)


# case: what is sent, what is done before, and why it does not count
CASES: dict[str, tuple[Callable[[], JSON], Callable[[Northgate], None], str]] = {
    "withdrawn": (by_the_college, withdraw, "“Triage” was withdrawn by its issuer."),
    "ended": (lambda: by_the_college(**ENDED), nothing, "“Triage” is not in date: it ended on 3 May 2025"),
    "changed": (changed, nothing, "“Triage with distinction” cannot be relied on: it was changed after"),
    "of an issuer that nobody knows": (
        lambda: badges_of("ana", origin=COPYCAT, key=COPYCAT_KEY)[4],
        trust_nobody_else,
        "“CYD 225 Security Event Triage” comes from an issuer that is not known to us.",
    ),
    "not to be checked": (
        by_the_college,
        fall_silent,
        "it could not be checked whether “Triage” still holds: the status list did not answer",
    ),
    "incomplete": (
        lambda: add_proof(unsigned(credentialSubject=about(criteria=None)), key=KEY, created=NOW),
        nothing,
        "“Triage” is not complete:",
    ),
    "aligned to nothing": (
        lambda: by_the_college(credentialSubject=about(alignment=None)),
        nothing,
        "it names no statement of any framework.",
    ),
    "aligned to what nobody here knows": (
        lambda: by_the_college(credentialSubject=about(alignment=[aligned_to("https://x.example/1")])),
        nothing,
        "it names statements of frameworks that are not kept here.",
    ),
    "aligned to something not asked": (
        lambda: badges_of("ana")[0],
        nothing,
        "it speaks for nothing this job asks.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_count_says_why_on_screen_and_in_the_receipt(northgate: Northgate, case: str) -> None:
    made, prepare, reason = CASES[case]
    badge = made()
    prepare(northgate)
    applied = northgate.apply("ana", SOC, [badge])
    assert_told(northgate, f"/applications/{applied.code}", reason)


def assert_told(northgate: Northgate, path: str, reason: str, query: str = "") -> None:
    """Look for a reason on the page and in the receipt, and for no score."""
    lou = northgate.browser("lou")
    page = shown(lou.get(path + query).get_data(as_text=True))
    assert f"Not counted because {reason}" in page
    assert "0.00 of 100" in page
    receipt = lou.get(f"{path}/receipt{query}").get_json()
    assert [one["reason"][: len(reason)] for one in receipt["notCounted"]] == [reason]


def test_an_issuer_taken_off_the_list_is_the_reason(northgate: Northgate) -> None:
    applied = northgate.apply("ana", SOC, [by_the_college()])
    take_off(northgate)
    reason = "the issuer of “Triage” is no longer on your list."
    assert_told(northgate, f"/applications/{applied.code}", reason)


def test_what_somebody_says_of_themselves_is_the_reason(northgate: Northgate) -> None:
    """Our wallet cannot even present such a thing; another one might."""
    applied = northgate.apply("ana", SOC, [by_the_college()])
    with northgate.session() as session:
        session.exec(update(PresentedCredential).values(text=json.dumps(self_made())))
        session.commit()
    northgate.browser("lou").post(f"/applications/{applied.code}/checks")
    reason = "“Triage” is what the applicant says of themselves: nobody else signed it."
    assert_told(northgate, f"/applications/{applied.code}", reason)


def test_a_credential_of_somebody_else_is_the_reason(northgate: Northgate) -> None:
    applied, other = northgate.apply("ana", SOC, [by_the_college()]), a_holder("noor").controller
    with northgate.session() as session:
        session.get_one(Application, applied.code).holder = other
        session.commit()
    northgate.browser("lou").post(f"/applications/{applied.code}/checks")
    assert_told(northgate, f"/applications/{applied.code}", "“Triage” was issued to somebody else.")


def test_a_related_link_is_the_reason_where_only_exact_ones_count(northgate: Northgate) -> None:
    northgate.browser("lou").get(f"/jobs/{SOC}/applications")  # reads what the college publishes
    with northgate.session() as session:
        links = northgate.app.extensions["graphs"].current(session).links
    related = {link.origin for link in links if link.kind == "isRelatedTo" and link.origin.startswith(ORIGIN)}
    badge = by_the_college(credentialSubject=about(alignment=[*map(aligned_to, related)]))
    applied = northgate.apply("ana", SOC, [badge])
    reason = "it is only related to what is asked, and at this setting that counts for nothing."
    assert_told(northgate, f"/applications/{applied.code}", reason, "?related=0")


def test_a_link_that_is_not_confirmed_is_the_reason(northgate: Northgate) -> None:
    """What one side alone proposes stands in a draft."""
    with northgate.session() as session:
        crosswalks = [one for one in all_frameworks(session) if "crosswalk" in one.title]
        for one in crosswalks:
            one.document = {**one.document, "adoptionStatus": "Draft"}
        within = col(Association.framework).in_([one.identifier for one in crosswalks])
        asked = [one.item_uri for one in requirements_of(session, SOC)]
        links = select(Association).where(within, col(Association.destination_uri).in_(asked))
        origin = session.exec(links).all()[0].origin_uri
        badge = by_the_college(credentialSubject=about(alignment=[aligned_to(origin)]))
        session.commit()
    applied = northgate.apply("ana", SOC, [badge])
    reason = "a link that would lead from it to what is asked is not confirmed."
    assert_told(northgate, f"/applications/{applied.code}", reason)


def test_a_level_below_the_one_asked_or_none_counts_in_part_and_says_so(northgate: Northgate) -> None:
    applied = northgate.apply("ana", SOC, [by_the_college()])
    page = shown(northgate.browser("lou").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "The credential states no level: it counts half." in page
