"""The wallet's tables: the same on SQLite and PostgreSQL, no secret in them, nothing half-written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.wallet.conftest import Town
from tests.wallet.strangers import present
from tests.wallet.visiting import accept, arrive, consent_form, did_of, held, send, shares, words
from wallet.seeding import seed


@pytest.fixture
def stored_town(tmp_path: Path, database_url: str) -> Iterator[Town]:
    """Raise the wallet on each kind of database."""
    raised = Town(tmp_path, database=database_url)
    yield raised
    raised.close()


def test_claiming_replacing_sharing_and_deleting_work_on_each_database(stored_town: Town) -> None:
    town = stored_town
    college, ana = town.college_desk, town.browser("wallet", "ana")
    award = college.award("Triage")
    accept(ana, college.offer(award))
    assert "Already in your wallet" in words(accept(ana, college.offer(award)))
    assert send(ana, town.employer_desk.ask()).status_code == 303
    [share] = shares(town.wallet)
    ana.post(f"/history/{share.id}/notice")
    assert "Received" in words(ana.get("/history"))
    ana.post("/cards/check")
    [card] = held(town.wallet)
    ana.post(f"/cards/{card.id}/deletion")
    assert held(town.wallet) == []
    [share] = shares(town.wallet)
    assert [line["name"] for line in share.cards] == ["Triage"]


def test_every_learner_has_a_key_of_their_own_and_it_is_sealed(town: Town) -> None:
    site = town.wallet.extensions["wellspring"]
    with site.storage.session() as session:
        rows = session.execute(text("SELECT learner, did, sealed_seed FROM holder_key")).all()
    assert len(rows) == len({row.did for row in rows}) == 5
    for row in rows:
        assert row.did.startswith("did:key:z6Mk")
        assert site.vault.open(bytes(row.sealed_seed)) not in bytes(row.sealed_seed)
    assert did_of(town.wallet, "ana") != did_of(town.wallet, "noor")


def test_a_form_without_its_token_changes_nothing(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage")))
    offer = arrive(ana, college.offer(college.award("Forensics")))
    address = arrive(ana, town.employer_desk.ask())
    form = consent_form(ana, address)
    form.pop("all")
    [card] = held(town.wallet)
    town.wallet.config["WTF_CSRF_ENABLED"] = True
    for path, data in (
        (address, form | {"answer": "yes"}),
        (address, {"answer": "no"}),
        (offer, {"answer": "yes"}),
        (f"/cards/{card.id}/deletion", {}),
        ("/claim", {"text": "x"}),
    ):
        answer = ana.post(path, data=data)
        assert answer.status_code == 400
        assert "The form is out of date" in words(answer)
    assert [one.name for one in held(town.wallet)] == ["Triage"]
    assert (town.employer_desk.answers, shares(town.wallet)) == ([], [])


def test_a_second_seeding_changes_nothing(town: Town) -> None:
    before = did_of(town.wallet, "ana")
    assert seed(town.wallet, now=present()) is False
    assert did_of(town.wallet, "ana") == before
