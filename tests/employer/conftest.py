"""An employer's site on a network with a stand-in college, and applicants who hold badges."""

import shutil
from collections.abc import Iterator, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

import employer.app
import employer.seeding
from credentials.proofs.dids import make_resolver
from employer.matching import Graphs
from employer.records import Application
from exchange.oid4vp import holder
from tests.employer import stand_in
from tests.making import a_holder
from tests.sites import INSTITUTIONS, ORIGINS, SECRET, InMemoryNetwork
from webapp.settings import Settings

JSON = dict[str, Any]
EMPLOYER = ORIGINS["employer"]
SOC = "72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90"
JUNIOR = "65681f8a-66ac-5102-b6f3-eb7ab0d53588"


@dataclass
class Applied:
    """An application that was sent: its code, the browser that began it, and where it is followed."""

    code: str
    browser: FlaskClient
    answer: holder.Answer

    @property
    def notice(self) -> str:
        """Give the path of the notice."""
        return urlsplit(self.answer.status_url or "").path


class OverTheNetwork(httpx.BaseTransport):
    """Answer each request as another process would: nothing of the asking request is shared."""

    def __init__(self, app: Flask) -> None:
        self._inner = httpx.WSGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in a context of its own, also where a site asks itself."""
        return Context().run(self._inner.handle_request, request)


@dataclass
class Northgate:
    """The employer under test with everybody around it."""

    app: Flask
    network: InMemoryNetwork
    college: stand_in.StandInCollege
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(transport=self.network)

    def anonymous(self) -> FlaskClient:
        """Open a browser."""
        return self.app.test_client()

    def browser(self, person: str) -> FlaskClient:
        """Open a browser and sign in."""
        browser = self.anonymous()
        assert browser.post("/sign-in", data={"person": person}).status_code == 303
        return browser

    def session(self) -> Session:
        """Open the site's database."""
        session: Session = self.app.extensions["wellspring"].storage.session()
        return session

    def begin(self, job: str = SOC, name: str = "Ana Reyes") -> tuple[str, FlaskClient]:
        """Begin an application in a new browser, and give its code."""
        browser = self.anonymous()
        answer = browser.post(f"/jobs/{job}/apply", data={"name": name, "email": "ana@example.com"})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location.rsplit("/", 1)[1], browser

    def link(self, code: str) -> str:
        """Give the request link of an application."""
        with self.session() as session:
            application = session.get_one(Application, code)
            did = self.app.extensions["wellspring"].did.replace("%", "%25").replace(":", "%3A")
            return (
                f"openid4vp://?client_id=decentralized_identifier%3A{did}"
                f"&request_uri={EMPLOYER}/oid4vp/request/{application.request_id}&request_uri_method=post"
            )

    def read(self, code: str) -> holder.SeenRequest:
        """Read the request of an application as a wallet does."""
        resolve = make_resolver(self._get, http_origins=list(ORIGINS.values()))
        return holder.read_request(
            self.link(code),
            http=self.http,
            resolve=resolve,
            now=stand_in.this_moment(),
            allow=lambda url: None,
        )

    def _get(self, url: str) -> bytes:
        return self.http.get(url).content

    def send(self, code: str, person: str, badges: Sequence[JSON]) -> holder.Answer:
        """Send badges to an application as the person's wallet does."""
        return holder.respond(
            self.read(code),
            {"badges": list(badges)},
            key=a_holder(person),
            http=self.http,
            now=stand_in.this_moment(),
        )

    def apply_briefly(self, person: str, job: str = SOC) -> Applied:
        """Apply with one badge, where only the application matters."""
        return self.apply(person, job, stand_in.badges_of(person)[:1])

    def apply(self, person: str, job: str = SOC, badges: Sequence[JSON] | None = None) -> Applied:
        """Apply with all the badges that a sample student holds, or with those given."""
        code, browser = self.begin(job)
        answer = self.send(code, person, stand_in.badges_of(person) if badges is None else badges)
        return Applied(code, browser, answer)


@pytest.fixture(scope="session")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, InMemoryNetwork, Path]]:
    """Raise the employer once, and keep its seeded database aside."""
    folder = tmp_path_factory.mktemp("employer")
    settings = Settings.model_validate(
        {
            "site": "employer",
            "origin": EMPLOYER,
            "data": folder,
            "institution": INSTITUTIONS / "northgate-utilities",
            "peers": ("http://localhost:8009",),
            "demo": True,
            "secret": SECRET,
        }
    )
    network = InMemoryNetwork()
    app = employer.app.create_app(settings, transport=network)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    employer.seeding.seed(app, now=stand_in.NOW)
    site = app.extensions["wellspring"]
    site.storage.engine.dispose()
    seeded = folder / "seeded"
    shutil.copy(folder / "employer.sqlite", seeded)
    yield app, network, seeded
    site.peers.http.close()
    site.storage.engine.dispose()


@pytest.fixture
def northgate(raised: tuple[Flask, InMemoryNetwork, Path]) -> Iterator[Northgate]:
    """Give the employer as it was seeded, beside a stand-in college."""
    app, network, seeded = raised
    app.extensions["wellspring"].storage.engine.dispose()
    for rest in seeded.parent.glob("employer.sqlite*"):
        rest.unlink()
    shutil.copy(seeded, seeded.parent / "employer.sqlite")
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions["graphs"] = Graphs()
    app.extensions["wellspring"].messages._messages.clear()
    college = stand_in.StandInCollege()
    network.at.clear()
    network.at |= {EMPLOYER: OverTheNetwork(app), stand_in.ORIGIN: college}
    northgate = Northgate(app, network, college)
    yield northgate
    northgate.http.close()
