"""The roster: students and their transcripts, as the folder has them."""

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import col, select

from college.app import TABLES
from college.records import Student, TranscriptRecord
from college.seeding import seed
from college.students import StudentRoster
from tests.institution.campus import Campus
from webapp.records import Record
from webapp.seeding import site_of

SEARCHES = {
    "": 28,
    "ana": 1,
    "R2041": 1,
    "haddad noor": 1,
    "ana haddad": 0,
    "%": 0,
    "_": 0,
}


@pytest.mark.parametrize(("typed", "number"), SEARCHES.items())
def test_search_wants_every_word_in_name_or_number(looked_at: Campus, typed: str, number: int) -> None:
    with looked_at.session() as session:
        found = StudentRoster(session).search(typed)
        assert len(found) == number
        assert [one.name for one in found] == sorted(one.name for one in found)


def test_every_line_of_the_first_phase_was_kept_with_its_day(looked_at: Campus) -> None:
    with looked_at.session() as session:
        lines = session.exec(select(TranscriptRecord).order_by(col(TranscriptRecord.earned_at))).all()
        assert len(lines) == 159
        ana = StudentRoster(session).earned("ana")
    assert [one.at for one in ana] == sorted(one.at for one in ana)
    assert ana[-1].at - ana[0].at > timedelta(days=300)


def test_nobody_unknown_is_a_student(looked_at: Campus) -> None:
    with looked_at.session() as session:
        assert StudentRoster(session).recipient("marta") is None
        assert StudentRoster(session).earned("nobody") == []


def test_a_second_seeding_changes_nothing(campus: Campus) -> None:
    with campus.session() as session:
        first = session.exec(select(Student)).first()
        assert first is not None
    assert seed(campus.college, now=campus.award().made_at) is False


def test_the_migrations_make_the_tables_that_the_records_describe(looked_at: Campus) -> None:
    with site_of(looked_at.college).storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [Record.metadata, *TABLES]) == []  # type: ignore[arg-type]
