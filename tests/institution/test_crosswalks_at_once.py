"""Several people begin to link the same two frameworks at the same moment, on each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from institution.crosswalks import Crosswalk, suggestions
from tests.institution.campus import CYBER_DEFENSE, Campus

NURSING = "1c72b3cd-232e-5a9a-8096-eab565d5b529"


def test_of_six_who_begin_at_once_all_come_to_one_crosswalk(database_url: str, tmp_path: Path) -> None:
    campus = Campus(tmp_path, database=database_url)
    people = [campus.browser("college", "joe" if number % 2 else "marta") for number in range(6)]

    def begin(numbered: tuple[int, FlaskClient]) -> str | None:
        near, far = (CYBER_DEFENSE, NURSING) if numbered[0] % 3 else (NURSING, CYBER_DEFENSE)
        return numbered[1].post("/crosswalks", data={"near": near, "far": far}).location

    with ThreadPoolExecutor(6) as pool:
        places = set(pool.map(begin, enumerate(people)))
    with campus.session() as session:
        begun = [
            one.id
            for one in session.exec(select(Crosswalk))
            if {one.origin["identifier"], one.destination["identifier"]} == {CYBER_DEFENSE, NURSING}
        ]
    campus.close()
    assert places == {f"/crosswalks/{one}" for one in begun}
    assert len(begun) == 1


def test_while_two_frameworks_are_compared_for_the_first_time_others_write(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campus = Campus(tmp_path, database=database_url)
    marta, joe = campus.browser("college", "marta"), campus.browser("college", "joe")
    written: list[int] = []
    make = suggestions.make

    def make_slowly(session: Session, crosswalk: Crosswalk) -> None:
        writing = pool.submit(joe.post, "/frameworks/new", data={"title": "Welding"})
        written.append(writing.result(timeout=60).status_code)
        make(session, crosswalk)

    monkeypatch.setattr(suggestions, "make", make_slowly)
    with ThreadPoolExecutor(1) as pool:
        assert marta.post("/crosswalks", data={"near": CYBER_DEFENSE, "far": NURSING}).status_code == 303
    campus.close()
    assert written == [303]
