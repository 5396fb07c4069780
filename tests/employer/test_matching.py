"""What the sample applicants score, from signed badges through OpenID4VP to the match page."""

import json
from fractions import Fraction
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from credentials.proofs.did_documents import did_document
from credentials.proofs.eddsa_jcs_2022 import verify_plain
from skills.recomputing import recompute
from tests.employer.conftest import JUNIOR, SOC, Northgate
from tests.employer.pages import shown
from tests.employer.stand_in import badges_of, direct_badge
from tests.sites import INSTITUTIONS

EXPECTED = json.loads((INSTITUTIONS / "expected.json").read_text())

STORY = {
    "Ana for the analyst's job": ("ana", SOC, (), EXPECTED["anaTwelve"]),
    "Noor before her two courses": ("noor", JUNIOR, (), EXPECTED["noorBefore"]),
    "Noor after her two courses": ("noor", JUNIOR, ("after-gap",), EXPECTED["noorAfter"]),
}


@pytest.mark.parametrize(("person", "job", "phases", "expected"), STORY.values(), ids=STORY)
def test_the_story_scores_what_its_papers_say(
    northgate: Northgate, person: str, job: str, phases: tuple[str, ...], expected: dict[str, object]
) -> None:
    applied = northgate.apply(person, job, badges_of(person, *phases))
    renee = northgate.browser("renee")
    page = shown(renee.get(f"/applications/{applied.code}").get_data(as_text=True))
    assert f"{expected['score']} of 100" in page
    assert f"{expected['exact']} from exact links" in page
    for word in ("met", "partly", "missing"):
        assert f"{expected[word]} {word}" in page
    receipt = northgate.browser("lou").get(f"/applications/{applied.code}/receipt").get_json()
    assert {row["id"]: row["quality"] for row in receipt["requirements"]} == expected["perRequirement"]


def test_at_nothing_only_exact_links_count(northgate: Northgate) -> None:
    applied = northgate.apply("noor", JUNIOR)
    page = northgate.browser("renee").get(f"/applications/{applied.code}?related=0").get_data(as_text=True)
    assert "55.56 of 100" in shown(page)
    assert "55.56 from exact links, 0.00 more" in shown(page)


def test_at_a_quarter_a_related_link_counts_a_quarter(northgate: Northgate) -> None:
    applied = northgate.apply("noor", JUNIOR)
    page = shown(
        northgate.browser("renee").get(f"/applications/{applied.code}?related=25").get_data(as_text=True)
    )
    assert "61.11 of 100" in page
    assert "A related link counts a quarter at the present setting." in page


@pytest.mark.parametrize("related", ["", "49", "-1", "many", "100"])
def test_a_setting_that_is_not_offered_means_the_usual_one(northgate: Northgate, related: str) -> None:
    applied = northgate.apply("noor", JUNIOR)
    answer = northgate.browser("renee").get(f"/applications/{applied.code}?related={related}")
    assert "66.67 of 100" in shown(answer.get_data(as_text=True))


def test_the_slider_gets_only_the_part_that_changes(northgate: Northgate) -> None:
    applied = northgate.apply("noor", JUNIOR)
    answer = northgate.browser("renee").get(
        f"/applications/{applied.code}?related=0", headers={"HX-Request": "true"}
    )
    html = answer.get_data(as_text=True)
    assert "<html" not in html
    assert "55.56 of 100" in shown(html)
    assert "Decide" not in html


def test_each_way_names_link_people_result_credential_issuer_and_check(northgate: Northgate) -> None:
    applied = northgate.apply("noor", JUNIOR)
    page = shown(northgate.browser("lou").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "Link, same as Joe Akande and Carl Jensen confirmed it" in page
    assert "Result CYD225-3 Triage alerts and communicate impact. Proficient held, Working asked" in page
    assert "Credential CYD 225 Security Event Triage" in page
    assert "Issuer Accredited college, partner since 2026, on your list" in page
    assert "Check All six passed" in page
    assert "Counts by its parts: 2 of 3 shown. Not shown: NG-IR-3c" in page


def test_a_receipt_can_be_computed_again_from_itself_and_is_signed(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    answer = northgate.browser("lou").get(f"/applications/{applied.code}/receipt")
    assert answer.headers["Cache-Control"] == "no-store"
    receipt = answer.get_json()
    assert recompute(receipt) == []
    weights = [Fraction(row["importance"]) for row in receipt["requirements"]]
    qualities = [Fraction(row["quality"]) for row in receipt["requirements"]]
    total = sum(w * q for w, q in zip(weights, qualities, strict=True))
    assert Fraction(receipt["scoreFraction"]) == 100 * total / sum(weights)
    for row in receipt["requirements"]:
        ways = [Fraction(way["quality"]) for way in row["ways"]]
        assert Fraction(row["quality"]) == sum(ways) / len(ways)
    assert all(piece["digest"].startswith("sha256:") for piece in receipt["evidence"])
    site = northgate.app.extensions["wellspring"]
    document = did_document(site.did, [site.key])
    assert verify_plain(receipt, resolve=lambda _: document) == receipt["issuer"] == site.did
    assert all(framework["digest"].startswith("sha256:") for framework in receipt["frameworks"])
    assert receipt["seed"]


def test_a_receipt_keeps_to_the_schema_that_is_published_beside_it(northgate: Northgate) -> None:
    applied = northgate.apply("noor", JUNIOR)
    receipt = northgate.browser("lou").get(f"/applications/{applied.code}/receipt").get_json()
    answer = northgate.anonymous().get(urlsplit(receipt["$schema"]).path)
    assert answer.content_type == "application/schema+json"
    schema = json.loads(answer.get_data())
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(receipt)] == []
    for left_out in ("seed", "graph", "code", "proof"):
        assert not checker.is_valid({name: value for name, value in receipt.items() if name != left_out})


def test_the_same_application_scores_the_same_twice(northgate: Northgate) -> None:
    applied, lou = northgate.apply("ana"), northgate.browser("lou")
    first, second = (lou.get(f"/applications/{applied.code}/receipt").get_json() for _ in range(2))
    assert {**first, "at": "", "proof": {}} == {**second, "at": "", "proof": {}}


def test_applications_stand_in_bands_by_code_and_with_every_number_shown(northgate: Northgate) -> None:
    ana, emerging = northgate.apply("ana"), northgate.apply("applicant-15")
    answer = northgate.browser("renee").get(f"/jobs/{SOC}/applications")
    page = shown(answer.get_data(as_text=True))
    assert page.index("Strong") < page.index(ana.code) < page.index("Emerging") < page.index(emerging.code)
    assert "85.37 82.93" in page
    assert "8 met, 2 partly, 2 missing" in page
    assert "Ana Reyes" not in page


def test_the_order_within_a_band_does_not_follow_the_score(northgate: Northgate) -> None:
    strong = {
        northgate.apply(person).code: score
        for person, score in EXPECTED["scores"].items()
        if float(score) >= 80 and person in ("applicant-02", "applicant-03", "applicant-06", "applicant-24")
    }
    page = northgate.browser("renee").get(f"/jobs/{SOC}/applications").get_data(as_text=True)
    again = northgate.browser("lou").get(f"/jobs/{SOC}/applications").get_data(as_text=True)
    order = sorted(strong, key=page.index)
    assert order == sorted(strong, key=again.index)
    assert all(score in shown(page) for score in strong.values())


def test_when_the_partner_cannot_be_read_only_direct_matches_count(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    northgate.college.down = True
    page = shown(northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "could not be read. Only direct matches count." in page
    assert "0.00 of 100" in page


def test_a_badge_that_names_our_own_statement_needs_no_link(northgate: Northgate) -> None:
    direct = direct_badge("noor")
    northgate.college.down = False
    applied = northgate.apply("noor", JUNIOR, [direct])
    page = shown(northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "Same statement The credential names it directly" in page
    assert "No level stated, Working asked" in page
    assert "16.67 of 100" in page
