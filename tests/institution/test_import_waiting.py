"""What waits to be brought in: whose it is, how far it is, how it ends."""

from datetime import timedelta

import pytest
from sqlmodel import select

from institution.bringing import PendingFile, PendingImport, claim, discard, read
from institution.bringing.telling import Now
from tests.institution.bringing import TABLE, bring, deed, look, waiting
from tests.institution.campus import Campus, page, words
from webapp.site import Site


def test_what_changed_meanwhile_is_told_and_nothing_is_kept(campus: Campus) -> None:
    first, second = bring(campus, TABLE), bring(campus, TABLE.replace("all day", "all night"))
    assert deed(campus, first, "confirm").status_code == 303
    answer = deed(campus, second, "confirm")
    assert answer.status_code == 422
    assert "Something changed here meanwhile" in words(answer.get_data(as_text=True))


def test_only_its_person_sees_what_waits_and_it_can_be_left(campus: Campus) -> None:
    answer = bring(campus, TABLE)
    assert campus.browser("college", "joe").get(answer.location).status_code == 404
    assert deed(campus, answer, "discard").status_code == 303
    assert waiting(campus) == []
    assert campus.browser("college", "marta").get(answer.location).status_code == 404


def test_what_waits_expires_and_its_files_go(campus: Campus) -> None:
    answer = bring(campus, TABLE)
    with campus.session() as session:
        [pending] = session.exec(select(PendingImport)).all()
        pending.expires -= timedelta(hours=3)
        session.add(pending)
        session.commit()
    assert campus.browser("college", "marta").get(answer.location).status_code == 404
    bring(campus, TABLE)
    assert len(waiting(campus)) == 1
    with campus.session() as session:
        assert len(session.exec(select(PendingFile)).all()) == 1


def test_of_two_who_confirm_at_once_one_brings_it_in(campus: Campus) -> None:
    answer = bring(campus, TABLE)
    with campus.session() as session:
        [pending] = session.exec(select(PendingImport)).all()
        taken = [claim(session, pending, purpose="framework", now=pending.made_at) for _ in range(2)]
        session.commit()
    assert taken == [True, False]
    assert deed(campus, answer, "discard").location == answer.location
    assert deed(campus, answer, "confirm").location == answer.location
    assert len(campus.frameworks()) == 3


def test_only_a_few_sources_of_one_person_wait(campus: Campus) -> None:
    for _ in range(7):
        bring(campus, TABLE)
    assert len(waiting(campus)) == 5


def test_what_is_left_while_it_is_read_is_told_to_be_gone(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left_meanwhile(site: Site, identifier: str, *, now: Now) -> None:
        with site.storage.session() as session:
            discard(session, identifier)
            session.commit()
        read(site, identifier, now=now)

    monkeypatch.setattr("institution.bringing.read", left_meanwhile)
    answer = bring(campus, TABLE)
    assert answer.status_code == 404
    assert "framework waiting to be brought in" in words(answer.get_data(as_text=True))
    assert waiting(campus) == []


def test_a_long_reading_shows_how_far_it_is_and_a_stopped_one_says_so(campus: Campus) -> None:
    answer = bring(campus, TABLE)
    with campus.session() as session:
        [pending] = session.exec(select(PendingImport)).all()
        pending.state, pending.step, pending.done, pending.of = "reading", "Reading rows", 500, 2000
        session.add(pending)
        session.commit()
    marta = campus.browser("college", "marta")
    assert "Reading rows: 500 of 2,000" in look(campus, answer)
    fragment = page(marta, f"{answer.location}/progress", **{"HX-Request": "true"})
    assert 'aria-valuenow="500"' in fragment
    assert "<html" not in fragment
    with campus.session() as session:
        pending.beat_at -= timedelta(minutes=9)
        session.add(pending)
        session.commit()
    assert "The work stopped" in look(campus, answer)
    with campus.session() as session:
        pending.state = "read"
        session.add(pending)
        session.commit()
    assert marta.get(f"{answer.location}/progress").headers["HX-Redirect"] == answer.location
