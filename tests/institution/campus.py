"""A college alone on the network, with what its tests ask and type."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from institution.records import Achievement, Award, Framework
from tests.sites import INSTITUTIONS, ORIGINS, Federation, InMemoryNetwork
from webapp.seeding import site_of

JSON = dict[str, Any]
COLLEGE = ORIGINS["college"]
CYBER_DEFENSE = "d597e199-d25c-52f3-a618-807b94c45046"
CROSSWALK = "1f03e587-eb86-5f34-901d-a6fdc60d3063"
TRIAGE_OUTCOME = "90ead3f6-7be0-5de7-ba17-20ac3bc80d07"
TRIAGE_BADGE = "c3b21ab3-91f8-5193-9eb8-33258178d0e3"
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorff" * 5


class Campus(Federation):
    """The college, seeded; a wallet or an employer is not there."""

    def __init__(self, folder: Path, *, database: str | None = None) -> None:
        self.network = InMemoryNetwork()
        self._folder = folder
        self.college = self._raise("college", {"college": database} if database else None)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open the college's database."""
        with site_of(self.college).storage.session() as session:
            yield session

    def awards(self) -> list[Award]:
        """List the awards, oldest first."""
        with self.session() as session:
            return sorted(session.exec(select(Award)), key=lambda award: award.made_at)

    def frameworks(self) -> list[Framework]:
        """List the frameworks, without the documents of what was decided about links."""
        with self.session() as session:
            return [one for one in session.exec(select(Framework)) if "Decisions of" not in one.title]

    def achievement(self, identifier: str = TRIAGE_BADGE) -> Achievement:
        """Give an achievement, by default the one of the triage course."""
        with self.session() as session:
            return session.get_one(Achievement, identifier)

    def award(self, person: str = "ana", **changes: str) -> Award:
        """Award the triage badge by the form, and give the award."""
        answer = self.browser("college", "marta").post("/awards", data=award_form(person, **changes))
        assert answer.status_code == 303, words(answer.get_data(as_text=True))
        with self.session() as session:
            return session.get_one(Award, answer.location.rsplit("/", 1)[1])

    def claim(self, key: str, **more: str) -> httpx.Response:
        """Take an offer's token as a wallet does."""
        with httpx.Client(transport=self.network) as http:
            offer = http.get(f"{COLLEGE}/oid4vci/offers/{key}").json()
            grant = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
            code = offer["grants"][grant]["pre-authorized_code"]
            form = {"grant_type": grant, "pre-authorized_code": code, **more}
            return http.post(f"{COLLEGE}/oid4vci/token", data=form)

    def close(self) -> None:
        """Let go of the database and connections."""
        close(self.college)


def close(app: Flask) -> None:
    """Let go of a site's database and connections."""
    site = site_of(app)
    site.peers.http.close()
    site.storage.engine.dispose()


def award_form(person: str = "ana", **changes: str) -> dict[str, str]:
    """Fill the form that awards the triage badge; a change replaces a field, an empty one leaves it out."""
    form = {
        "person": person,
        "achievement": TRIAGE_BADGE,
        "result_0": "B",
        "evidence": "Worked 40 live alerts in the college lab.",
        "awarded_on": "2026-03-29",
        **changes,
    }
    return {name: value for name, value in form.items() if value}


def paper(name: str) -> JSON:
    """Read a framework of the college's folder as it is."""
    path = INSTITUTIONS / "riverbend-community-college" / "frameworks" / f"{name}.json"
    document: JSON = json.loads(path.read_text(encoding="utf-8"))
    return document


def words(html: str) -> str:
    """Give what a page says, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def page(browser: FlaskClient, path: str, **headers: str) -> str:
    """Get a page that is there."""
    answer = browser.get(path, headers=headers or None)
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return answer.get_data(as_text=True)
