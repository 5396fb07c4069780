"""What is asked several times at once happens once."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import func, select

from employer.records import Application
from tests.sites import Federation

JOB = "/jobs/72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90"


@pytest.fixture
def sites(database_url: str, tmp_path: Path) -> Iterator[Federation]:
    """Raise the sites, the employer's on either kind of database."""
    raised = Federation(tmp_path, databases={"employer": database_url})
    yield raised
    raised.close()


def test_one_form_sent_eight_times_at_once_begins_one_application(sites: Federation) -> None:
    form = sites.anonymous("employer").get(f"{JOB}/apply").get_data(as_text=True)
    token = re.findall(r'name="once"[^>]* value="([^"]{16,})"', form)
    assert len(token) == 1
    browsers = [sites.anonymous("employer") for _ in range(8)]
    typed = {"name": "Ana Reyes", "email": "ana@example.com", "once": token[0]}

    def send(browser: FlaskClient) -> str | None:
        return browser.post(f"{JOB}/apply", data=typed).location

    with ThreadPoolExecutor(8) as pool:
        places = set(pool.map(send, browsers))

    assert len(places) == 1
    [place] = places
    assert place is not None
    pages = [browser.get(place) for browser in browsers]
    assert {page.status_code for page in pages} == {200}
    with sites.employer.extensions["wellspring"].storage.session() as session:
        assert session.exec(select(func.count()).select_from(Application)).one() == 1


def test_one_form_sent_six_times_at_once_awards_once(federation: Federation) -> None:
    registrars = [federation.browser("college", "marta") for _ in range(6)]
    page = registrars[0].get("/people/ellen").get_data(as_text=True)
    earned = re.findall(r'name="achievement" value="([^"]+)"', page)
    assert earned

    def send(browser: FlaskClient) -> int:
        return browser.post("/people/ellen/awards", data={"achievement": earned}).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(send, registrars))

    assert answers == [303, 422, 422, 422, 422, 422]
    record = registrars[0].get("/people/ellen").get_data(as_text=True)
    assert len(set(re.findall(r'href="/awards/([0-9a-f-]{36})"', record))) == len(earned)
