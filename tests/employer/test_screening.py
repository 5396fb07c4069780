"""What the employer's own checks find, keep and say, and what they never say."""

import json
from typing import Any

import httpx
import pytest
from sqlmodel import select

from credentials.proofs.dids import did_web
from employer.records import CredentialCheck
from employer.screening import screened
from tests.employer.conftest import SOC, Northgate
from tests.employer.pages import SCRIPT, is_inert, shown
from tests.employer.stand_in import ORIGIN, StandInCollege, badges_of, direct_badge
from tests.making import a_key
from webapp.sitting import Sitting

COPYCAT = "http://localhost:8009"
COPYCAT_KEY = a_key("copycat on this machine", did_web(COPYCAT))


def report(northgate: Northgate, code: str, number: int = 1, person: str = "renee") -> str:
    """Give the report page of a credential."""
    answer = northgate.browser(person).get(f"/applications/{code}/credentials/{number}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def headings(html: str) -> str:
    """Give the title and the headings of a page."""
    return " ".join(
        part.split("</")[0] for tag in ("<title>", "<h1", "<h2", "<h3") for part in html.split(tag)[1:]
    )


def test_a_good_credential_passes_all_six(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    page = shown(report(northgate, applied.code, 5))
    assert "Yes. All six checks passed." in page
    for name in ("Proof", "Structure", "Issuer", "Validity", "Status", "Holder"):
        assert f"{name} Passed" in page
    assert "Signed by an issuer that is on your list." in page


TELLING = ("Riverbend", "localhost:8001", "localhost%3A8001", "Accredited")


def test_whoever_decides_does_not_see_the_school_before_asking_for_the_name(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    renee, path = northgate.browser("renee"), f"/applications/{applied.code}/credentials/5"
    html = renee.get(path).get_data(as_text=True)
    assert not [words for words in TELLING if words in html]
    assert "Who signed it, its dates and its text are hidden" in html
    asked = renee.post(f"/applications/{applied.code}/reveal", data={"reveal-reason": "I call her."})
    assert asked.status_code == 303
    for seen in (renee.get(path).get_data(as_text=True), report(northgate, applied.code, 5, "lou")):
        assert "Signed by Riverbend Community College, which is on your list." in shown(seen)
        assert "See the credential as it was sent" in seen


def test_what_could_not_be_asked_in_time_is_open_and_says_so(
    northgate: Northgate, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = northgate.apply("ana")
    monkeypatch.setitem(Sitting.__init__.__kwdefaults__, "seconds", 0)
    renee = northgate.browser("renee")
    asked = len(northgate.college.asked)
    answer = renee.post(f"/applications/{applied.code}/credentials/5/checks")
    page = shown(renee.get(answer.location).get_data(as_text=True))
    assert "Not sure yet." in page
    assert "There was no time left to ask the issuer/.well-known/did.json" in page
    assert len(northgate.college.asked) == asked


def test_a_credential_withdrawn_after_it_came_was_valid_when_checked(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    northgate.college.withdrawn.add(4)
    renee = northgate.browser("renee")
    answer = renee.post(f"/applications/{applied.code}/credentials/5/checks")
    assert answer.status_code == 303
    page = shown(renee.get(answer.location).get_data(as_text=True))
    assert "No. The issuer withdrew it." in page
    assert "It was valid when checked on" in page
    assert "Earlier checks" in page
    match = shown(renee.get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "Not counted because “CYD 225 Security Event Triage” was withdrawn by its issuer." in match
    assert "85.37" not in match
    with northgate.session() as session:
        assert len(screened(session, applied.code)[4].checks) == 2


def test_checking_all_again_checks_each_and_asks_each_party_once(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    northgate.college.asked.clear()
    northgate.browser("renee").post(f"/applications/{applied.code}/checks")
    assert sorted(northgate.college.asked) == ["/.well-known/did.json", "/status/1"]
    with northgate.session() as session:
        assert len(session.exec(select(CredentialCheck)).all()) == 16


def test_when_the_college_is_silent_it_is_not_sure_and_never_green(northgate: Northgate) -> None:
    northgate.college.down = True
    applied = northgate.apply("ana", badges=badges_of("ana")[:1])
    page = shown(report(northgate, applied.code))
    assert "Not sure yet." in page
    assert "Yes." not in page


def test_a_copied_name_is_never_in_a_headline_and_never_proven(northgate: Northgate) -> None:
    northgate.network.at[COPYCAT] = StandInCollege(COPYCAT, COPYCAT_KEY)
    applied = northgate.apply("ana", badges=badges_of("ana", origin=COPYCAT, key=COPYCAT_KEY)[:5])
    html = report(northgate, applied.code, 5)
    assert "Riverbend" not in headings(html)
    assert "Not sure yet. We know the key, not who stands behind it." in shown(html)
    assert "What it calls itself is hidden" in shown(html)
    told = shown(report(northgate, applied.code, 5, "lou"))
    assert "It calls itself “Riverbend Community College”. Nobody has proven that." in told
    assert "This issuer is not known to us" in shown(html)
    match = shown(northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "0.00 of 100" in match
    assert "comes from an issuer that is not known to us." in match
    assert "Riverbend" not in match.split("Requirement by requirement")[1]


def test_an_issuer_put_on_the_list_counts_after_a_check(northgate: Northgate) -> None:
    northgate.network.at[COPYCAT] = StandInCollege(COPYCAT, COPYCAT_KEY)
    applied = northgate.apply("ana", badges=badges_of("ana", origin=COPYCAT, key=COPYCAT_KEY))
    lou = northgate.browser("lou")
    entry = {"did": COPYCAT_KEY.controller, "name": "Hilltop State College", "reason": "Called them"}
    assert lou.post("/issuers", data=entry).status_code == 303
    lou.post(f"/applications/{applied.code}/checks")
    page = shown(lou.get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "85.37 of 100" in page
    assert "Called them, on your list" in page


def test_an_issuer_taken_off_the_list_counts_no_more_at_once(northgate: Northgate) -> None:
    applied, lou = northgate.apply("ana"), northgate.browser("lou")
    assert lou.post("/issuers/1/removal").status_code == 303
    page = shown(lou.get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "0.00 of 100" in page
    assert "is no longer on your list. Check it again." in page


def test_a_changed_credential_is_refused_and_earns_nothing(northgate: Northgate) -> None:
    changed = json.loads(json.dumps(badges_of("ana")[4]))
    changed["name"] = "CYD 225 with distinction"
    applied = northgate.apply("ana", badges=[changed])
    page = shown(report(northgate, applied.code))
    assert "No. It was changed after it was signed." in page
    match = shown(northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True))
    assert "cannot be relied on: it was changed after it was signed." in match


def test_our_own_workplace_badge_is_checked_like_any_other(northgate: Northgate) -> None:
    site = northgate.app.extensions["wellspring"]
    northgate.college.key = site.key
    badge = badges_of("ana", origin="http://localhost:8003", key=site.key)[0]
    applied = northgate.apply("ana", badges=[badge])
    assert "Our own workplace badges" in shown(report(northgate, applied.code, person="lou"))


def test_the_exact_text_is_shown_in_a_fold_and_script_in_a_name_is_inert(northgate: Northgate) -> None:
    applied = northgate.apply("ana", badges=[direct_badge("ana", name=SCRIPT)])
    assert is_inert(report(northgate, applied.code))
    html = report(northgate, applied.code, person="lou")
    assert is_inert(html)
    assert "See the credential as it was sent" in html
    assert is_inert(northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True))


WRONG: dict[str, Any] = {
    "no such application": ("Z-9999", 1),
    "a code that is none": ("nope", 1),
    "no such credential": (None, 99),
    "credential zero": (None, 0),
}


@pytest.mark.parametrize(("code", "number"), WRONG.values(), ids=WRONG)
def test_wrong_ids_find_nothing(northgate: Northgate, code: str | None, number: int) -> None:
    applied = northgate.apply("ana", badges=badges_of("ana")[:1])
    renee = northgate.browser("renee")
    path = f"/applications/{code or applied.code}/credentials/{number}"
    assert renee.get(path).status_code == 404
    assert renee.post(f"{path}/checks").status_code == 404


def test_two_applications_do_not_see_each_others_credentials(northgate: Northgate) -> None:
    northgate.apply("ana")
    noor = northgate.apply("noor", job=SOC)
    with northgate.session() as session:
        assert [one.number for one in screened(session, noor.code)] == [1, 2, 3, 4, 5, 6]
    assert northgate.browser("renee").get(f"/applications/{noor.code}/credentials/7").status_code == 404


def test_a_peer_that_answers_nonsense_is_could_not_check(northgate: Northgate) -> None:
    northgate.network.at[COPYCAT] = httpx.MockTransport(lambda _: httpx.Response(200, content=b"[NaN]"))
    applied = northgate.apply("ana", badges=badges_of("ana", origin=COPYCAT, key=COPYCAT_KEY)[:1])
    assert "Not sure yet." in shown(report(northgate, applied.code))


def test_the_database_is_free_while_others_are_asked(northgate: Northgate) -> None:
    """A slow issuer must not keep other applicants from writing."""
    asked: list[str] = []

    class WritesMeanwhile(StandInCollege):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            with northgate.session() as session:
                session.connection().exec_driver_sql("PRAGMA busy_timeout=0")
                session.connection().exec_driver_sql("UPDATE job SET lot = lot")
                session.commit()
            asked.append(request.url.path)
            return super().handle_request(request)

    northgate.network.at[ORIGIN] = WritesMeanwhile()
    applied = northgate.apply("ana")
    on_receipt = len(asked)
    northgate.browser("renee").post(f"/applications/{applied.code}/checks")
    assert on_receipt >= 2
    assert len(asked) > on_receipt
