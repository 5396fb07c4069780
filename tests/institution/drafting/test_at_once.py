"""Several people write one draft at the same moment, on each kind of database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import func, select

from institution.drafting.records import DraftChange, DraftItem, PublishRequest
from institution.records import FrameworkVersion
from tests.institution.campus import CYBER_DEFENSE, Campus

DRAFT = f"/frameworks/{CYBER_DEFENSE}/draft"


@pytest.fixture
def writers(database_url: str, tmp_path: Path) -> Iterator[tuple[Campus, list[FlaskClient]]]:
    """Give six browsers of two people at a draft."""
    campus = Campus(tmp_path, database=database_url)
    people = [campus.browser("college", "joe" if number % 2 else "marta") for number in range(6)]
    assert people[0].post(DRAFT).status_code == 303
    yield campus, people
    campus.close()


def test_what_six_add_at_once_is_all_there(writers: tuple[Campus, list[FlaskClient]]) -> None:
    campus, people = writers

    def add(browser: FlaskClient) -> int:
        return browser.post(f"{DRAFT}/items", data={"statement": "Weld", "code": "NEW"}).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(add, people)) == {303}
    with campus.session() as session:
        assert session.exec(select(func.count()).where(DraftItem.code == "NEW")).one() == 6
        assert session.exec(select(func.count()).select_from(DraftChange)).one() == 6


def test_of_six_who_reword_one_item_at_once_one_is_heard(
    writers: tuple[Campus, list[FlaskClient]],
) -> None:
    campus, people = writers
    with campus.session() as session:
        item = session.exec(select(DraftItem.identifier).where(DraftItem.code == "CYD101-1")).one()

    def reword(numbered: tuple[int, FlaskClient]) -> int:
        form = {"statement": f"As {numbered[0]} has it", "code": "CYD101-1", "seen": "0"}
        return numbered[1].post(f"{DRAFT}/items/{item}", data=form).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(reword, enumerate(people))) == [303, 422, 422, 422, 422, 422]
    with campus.session() as session:
        assert session.exec(select(func.count()).select_from(DraftChange)).one() == 1


def test_of_six_who_begin_publish_or_retire_at_once_one_is_heard(database_url: str, tmp_path: Path) -> None:
    campus = Campus(tmp_path, database=database_url)
    people = [campus.browser("college", "marta") for _ in range(6)]
    publish = {"version": "2027.1", "note": "New", "adopted": "yes", "seen": "1"}
    retire = {"reason": "Over", "seen": "2"}
    with ThreadPoolExecutor(6) as pool:

        def all_send(path: str, form: dict[str, str]) -> list[int]:
            return sorted(pool.map(lambda one: one.post(path, data=form).status_code, people))

        assert all_send(DRAFT, {}) == [303, 409, 409, 409, 409, 409]
        people[0].post(f"{DRAFT}/items", data={"statement": "Weld"})
        published = all_send(f"{DRAFT}/publish", publish)
        assert (published[0], set(published[1:])) == (303, {404})
        retired = all_send(f"/frameworks/{CYBER_DEFENSE}/retire", retire)
        assert (retired[0], set(retired[1:])) == (303, {409})
    with campus.session() as session:
        kept = session.exec(
            select(FrameworkVersion.number).where(FrameworkVersion.framework == CYBER_DEFENSE)
        )
        assert sorted(kept) == [1, 2]
    campus.close()


def test_of_six_who_ask_to_publish_at_once_one_is_heard(
    writers: tuple[Campus, list[FlaskClient]],
) -> None:
    campus, people = writers
    people[0].post(f"{DRAFT}/items", data={"statement": "Weld"})
    asks = {"version": "2027.1", "note": "New", "adopted": "yes", "seen": "1"}
    with ThreadPoolExecutor(6) as pool:
        answers = pool.map(lambda one: one.post(f"{DRAFT}/ask", data=asks).status_code, people)
        assert sorted(answers) == [303, 409, 409, 409, 409, 409]
    with campus.session() as session:
        assert session.exec(select(func.count()).select_from(PublishRequest)).one() == 1
    answers = {"seen": "1", "reason": "Not yet"}
    deeds = ["take-back", "send-back"] * 3
    with ThreadPoolExecutor(6) as pool:
        pairs = zip(deeds, [people[0] if deed == "send-back" else people[1] for deed in deeds], strict=True)
        sent = pool.map(lambda pair: pair[1].post(f"{DRAFT}/{pair[0]}", data=answers).status_code, pairs)
        assert sorted(sent) == [303, 409, 409, 409, 409, 409]
