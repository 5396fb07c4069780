"""What is asked several times at once happens once."""

import re
from concurrent.futures import ThreadPoolExecutor

from flask.testing import FlaskClient

from tests.sites import Federation


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
