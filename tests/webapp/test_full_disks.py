"""A full disk is named, and leaves nothing half-written."""

import errno
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import func, select

from employer.records import Application
from tests.sites import Federation
from webapp.full_disks import is_disk_full

JOB = "/jobs/72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90/apply"
FORM = {"name": "A" * 120, "email": "ana@example.com"}


def fill(app: Flask) -> None:
    """Let the site's database grow no more: its connections get no further page."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine = app.extensions["wellspring"].storage.engine
    engine.dispose()

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")


def applications(app: Flask) -> int:
    """Count the applications."""
    with app.extensions["wellspring"].storage.session() as session:
        return session.exec(select(func.count()).select_from(Application)).one()


def until_full(browser: FlaskClient, headers: dict[str, str]) -> tuple[int, Any]:
    """Apply until there is no more room; give how many went through and the answer."""
    for sent in range(500):
        answer = browser.post(JOB, data=FORM, headers=headers)
        if answer.status_code != 303:
            return sent, answer
    raise AssertionError("the disk did not fill up")


def test_a_page_says_that_the_disk_is_full_and_nothing_is_half_written(federation: Federation) -> None:
    fill(federation.employer)
    sent, answer = until_full(federation.anonymous("employer"), {})
    assert answer.status_code == 507
    assert "The disk is full" in answer.get_data(as_text=True)
    assert applications(federation.employer) == sent
    with federation.employer.extensions["wellspring"].storage.session() as session:
        requests = text("SELECT count(*) FROM ticket WHERE kind = 'oid4vp_request'")
        assert session.execute(requests).scalar_one() == sent
    assert federation.anonymous("employer").get("/jobs").status_code == 200


def test_a_machine_reads_it_as_json(federation: Federation) -> None:
    fill(federation.employer)
    _, answer = until_full(federation.anonymous("employer"), {"Accept": "application/json"})
    assert answer.status_code == 507
    assert answer.json["error"] == "server_error"
    assert answer.json["error_description"].startswith("The disk is full.")


class _FromPostgres(Exception):
    sqlstate = "53100"


FULL = {
    "a file": OSError(errno.ENOSPC, "No space left on device"),
    "PostgreSQL": OperationalError("INSERT", {}, _FromPostgres()),
}
NOT_FULL = {
    "another file error": OSError(errno.EACCES, "Permission denied"),
    "another database error": OperationalError("INSERT", {}, Exception("locked")),
    "nothing": None,
}


@pytest.mark.parametrize("error", FULL.values(), ids=FULL)
def test_a_full_disk_is_known_by_its_number(error: BaseException) -> None:
    assert is_disk_full(error)


def test_a_full_disk_is_known_as_a_cause() -> None:
    outer = RuntimeError("could not keep it")
    outer.__cause__ = FULL["a file"]
    assert is_disk_full(outer)


@pytest.mark.parametrize("error", NOT_FULL.values(), ids=NOT_FULL)
def test_other_errors_are_not_taken_for_it(error: BaseException | None) -> None:
    assert not is_disk_full(error)
