"""Two institutions link two frameworks over HTTP, each keeping its own copy, its own word and signature."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from sqlmodel import select

from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from institution.crosswalks import Crosswalk, look_at_all, publisher_of
from institution.crosswalks.records import LinkDecision
from institution.crosswalks.signing import digest_of
from tests.federation.linking import BASE, COMPETENCY, ORIGINS, OUTCOME, both, both_sign, said
from tests.federation.scene import this_moment
from tests.official import OFFICIAL
from tests.sites import Federation
from webapp.seeding import site_of

SAME, RELATED, NO = "exactMatchOf", "isRelatedTo", "rejected"


def test_the_samples_are_agreed_at_both_sites_and_look_the_same_after_a_look(untouched: Federation) -> None:
    for side in both(untouched):
        assert side.stored().version == 1
        assert len(side.published("agreed")["CFAssociations"]) == 24
        side.looks()
        assert (side.stored().failure, side.stored().version) == ("", 1)
        assert len(side.published("agreed")["CFAssociations"]) == 24
        assert "Agreed 24" in side.page()


def test_what_one_proposes_the_other_confirms_and_both_publish(federation: Federation) -> None:
    joe, carl = both(federation)
    assert joe.decides(SAME, note="Both split a network.").status_code == 303
    assert joe.state() == "ours"
    assert joe.links("agreed") == []
    carl.looks()
    assert carl.state() == "theirs"
    assert "Both split a network." in carl.page("?show=theirs")
    carl.decides(SAME)
    assert carl.state() == "agreed"
    joe.looks()
    assert joe.state() == "agreed"
    for side in (joe, carl):
        (link,) = side.links("agreed")
        people = link["extensions"]["confirmedBy"]
        assert [(one["name"], one["institution"]) for one in people] == [
            ("Joe Akande", "Riverbend Community College"),
            ("Carl Jensen", "Northgate Utilities"),
        ]
        assert link["associationType"] == SAME
        assert side.stored().version == 2


def test_whoever_presses_look_sees_what_was_decided_a_moment_ago(federation: Federation) -> None:
    joe, carl = both(federation)
    carl.browser.post(f"{carl.path}/look")
    joe.decides(SAME)
    carl.browser.post(f"{carl.path}/look")
    assert carl.state() == "theirs"


def test_two_kinds_are_a_conflict_on_both_sides_until_one_takes_the_others(federation: Federation) -> None:
    joe, carl = both(federation)
    joe.decides(SAME)
    carl.looks()
    carl.decides(RELATED, note="Only half of it.")
    joe.looks()
    assert joe.state() == carl.state() == "conflict"
    assert "Only half of it." in joe.page("?show=conflict")
    assert "Conflicts 1" in joe.page()
    joe.decides(RELATED)
    carl.looks()
    assert joe.state() == carl.state() == "agreed"
    assert [link["associationType"] for link in joe.links("agreed") + carl.links("agreed")] == [RELATED] * 2


def test_a_refusal_is_told_only_as_an_answer_to_a_proposal(federation: Federation) -> None:
    joe, carl = both(federation)
    carl.decides(NO, note="Not the same at all.")
    assert carl.state() == "rejected"
    assert carl.links("decisions") == []
    assert "Not the same at all." not in json.dumps(carl.published("decisions"))
    joe.decides(SAME)
    carl.looks()
    assert carl.state() == "conflict"
    assert [link["associationType"] for link in carl.links("decisions")] == ["ext:isNotRelatedTo"]
    joe.looks()
    assert joe.state() == "conflict"
    joe.takes_back()
    carl.looks()
    assert carl.state() == "rejected"
    assert carl.links("decisions") == []


def test_a_control_character_in_a_note_does_not_keep_the_other_side_from_reading(
    federation: Federation,
) -> None:
    joe, carl = both(federation)
    joe.decides(SAME, note="Read\x0bfrom a\x1b[2J slide\x7f.")
    carl.looks()
    assert carl.state() == "theirs"
    assert "Readfrom a[2J slide." in carl.page("?show=theirs")


def test_rejected_samples_and_suggestions_never_leave_the_house(untouched: Federation) -> None:
    for side in both(untouched):
        side.page()
        served = [side.published("decisions"), side.published("agreed")]
        kinds = {link["associationType"] for package in served for link in package["CFAssociations"]}
        assert kinds <= {"exactMatchOf", "isRelatedTo", "isChildOf", "isPartOf"}
        assert "control networks, and the harm a scan can do" not in json.dumps(served)


def test_what_is_taken_back_is_gone_here_at_once_and_there_at_the_next_look(federation: Federation) -> None:
    joe, carl = both(federation)
    joe.decides(SAME)
    carl.looks()
    carl.decides(SAME)
    joe.looks()
    assert joe.takes_back().status_code == 303
    assert joe.state() == "theirs"
    assert joe.links("agreed") == []
    assert len(carl.links("agreed")) == 1
    carl.looks()
    assert carl.state() == "ours"
    assert carl.links("agreed") == []
    assert "took back 1 link" in carl.stored().news


def test_an_outage_of_one_stops_neither(federation: Federation) -> None:
    joe, carl = both(federation)
    federation.network.down.add(ORIGINS["employer"])
    joe.looks()
    assert joe.decides(SAME).status_code == 303
    assert "Northgate Utilities does not answer" in joe.page()
    assert "Agreed 24" in joe.page()
    federation.network.down.clear()
    federation.network.down.add(ORIGINS["college"])
    assert carl.decides(SAME).status_code == 303
    carl.looks()
    assert carl.state() == "ours"
    federation.network.down.clear()
    joe.looks()
    carl.looks()
    assert joe.state() == carl.state() == "agreed"
    assert "does not answer" not in joe.page()


def test_only_the_agreed_link_counts_for_an_outcomes_page(federation: Federation) -> None:
    joe, carl = both(federation)
    visitor = federation.anonymous("college")
    outcome = joe.item(OUTCOME).identifier
    joe.decides(SAME)
    assert COMPETENCY not in said(visitor.get(f"/uri/{outcome}"))
    found = visitor.get(f"{BASE}/CFItemAssociations/{outcome}").get_json()
    assert [link["associationType"] for link in found["CFAssociations"]] == ["isChildOf"]
    carl.looks()
    carl.decides(SAME)
    joe.looks()
    page = said(visitor.get(f"/uri/{outcome}"))
    assert COMPETENCY in page
    assert "Carl Jensen" in page


def test_the_agreement_is_signed_by_each_institution_for_its_very_text(untouched: Federation) -> None:
    for side in both(untouched):
        site = site_of(side.app)
        signed = json.loads(untouched.anonymous(side.site).get(f"{side.path}/agreement").data)
        assert verify_proof(signed, resolve=site.peers.resolve, purpose="assertionMethod") == site.did
        package = side.published("agreed")
        assert signed["credentialSubject"]["id"] == package["CFDocument"]["uri"]
        comment = signed["credentialSubject"]["endorsementComment"]
        assert comment.startswith("Version 1, 24 links, ")
        assert comment.endswith(digest_of(package["CFDocument"], package["CFAssociations"]))


@pytest.mark.parametrize("kind", [SAME, RELATED, NO])
def test_every_decision_names_its_person_and_stays_to_be_read(federation: Federation, kind: str) -> None:
    joe, _ = both(federation)
    joe.decides(kind)
    joe.takes_back()
    with joe.session() as session:
        uris = joe.item(OUTCOME).uri, joe.item(COMPETENCY).uri
        (kept,) = session.exec(
            select(LinkDecision).where(
                LinkDecision.origin_uri == uris[0], LinkDecision.destination_uri == uris[1]
            )
        )
    assert (kept.kind, kept.decided_by, kept.role, kept.ended_by) == (
        kind,
        "Joe Akande",
        "Curriculum lead",
        "Joe Akande",
    )


def test_a_match_reads_what_the_partner_took_back_a_day_ago(federation: Federation) -> None:
    joe, carl = both(federation)
    carl.looks()
    joe.takes_back("CYD225-3", "NG-MD-2")
    site = site_of(carl.app)
    for read, state in ((timedelta(hours=23), "agreed"), (timedelta(hours=25), "ours")):
        with carl.session() as session:
            stored = session.get_one(Crosswalk, carl.crosswalk.id)
            stored.read_at = stored.tried_at = this_moment() - read
            session.commit()
        look_at_all(site.storage, http=site.peers.http, publisher=publisher_of(site), now=this_moment())
        assert carl.state("CYD225-3", "NG-MD-2") == state


@pytest.mark.parametrize("kinds", [(SAME, SAME, "agreed"), (SAME, RELATED, "conflict")])
def test_both_databases_hold_what_two_people_decide(
    database_url: str, tmp_path: Path, kinds: tuple[str, str, str]
) -> None:
    sites = Federation(tmp_path, databases={"college": database_url})
    joe, carl = both(sites)
    joe.decides(kinds[0])
    carl.looks()
    carl.decides(kinds[1])
    joe.looks()
    assert joe.state() == carl.state() == kinds[2]
    joe.takes_back()
    joe.decides(kinds[1])
    carl.looks()
    assert joe.state() == carl.state() == "agreed"
    for version, pair in (("1", (OUTCOME, COMPETENCY)), ("2", ("CYD101-2", "NG-SN-1"))):
        both_sign(joe, carl)
        document = joe.published("integrated")["CFDocument"]
        assert (document["adoptionStatus"], document["version"]) == ("Implemented", version)
        joe.takes_back(*pair)
        carl.looks()
        assert joe.published("integrated")["CFDocument"]["adoptionStatus"] == "Deprecated"
    assert joe.browser.get(f"{joe.path}/map").status_code == 200
    assert joe.browser.get(f"{joe.path}/integrated").status_code == 200
    assert joe.browser.get(f"{joe.path}?q=%00&at=%00").status_code == 200
    sites.close()


def test_each_checks_the_others_signature_under_the_same_links(federation: Federation) -> None:
    joe, carl = both(federation)
    for side in (joe, carl):
        side.looks()
        compared = side.stored().countersigned
        assert compared is not None
        assert (compared["state"], compared["words"]) == ("same", "Version 1, 24 links")
        assert "The same links" in side.page()
    joe.decides(SAME)
    carl.looks()
    carl.decides(SAME)
    carl.looks()
    assert "Not the same links yet" in carl.page()
    joe.looks()
    assert "The same links Version 2, 25 links" in joe.page()


def test_a_forged_signature_is_told(federation: Federation) -> None:
    joe, carl = both(federation)
    with joe.session() as session:
        stored = session.get_one(Crosswalk, joe.crosswalk.id)
        subject = stored.agreement["credentialSubject"] | {"endorsementComment": "Version 9, 99 links"}
        stored.agreement = stored.agreement | {"credentialSubject": subject}
        session.commit()
    carl.looks()
    compared = carl.stored().countersigned
    assert compared is not None
    assert compared["state"] == "doubtful"
    assert "Could not be checked" in carl.page()
    assert "Agreed 24" in carl.page()


@pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not beside the repository")
def test_what_is_published_and_signed_passes_the_official_schemas(federation: Federation) -> None:
    assert OFFICIAL is not None
    packages = validator(OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json")
    signatures = validator(
        OFFICIAL / "schemas" / "ob" / "ob_v3p0_endorsementcredential_schema.jsonld-compaction.json"
    )
    joe, carl = both(federation)
    joe.decides(SAME, note="Both split a network.")
    carl.decides(NO)
    carl.looks()
    for side in (joe, carl):
        for document in ("decisions", "agreed"):
            packages.validate(side.published(document))
        signatures.validate(json.loads(federation.anonymous(side.site).get(f"{side.path}/agreement").data))


def validator(schema: Path) -> jsonschema.Draft201909Validator:
    """Read an official schema."""
    return jsonschema.Draft201909Validator(json.loads(schema.read_text()))
