"""Raise the three real sites in one process, joined by one in-memory network instead of sockets."""

import importlib
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from contextvars import Context
from datetime import UTC, datetime
from pathlib import Path

import httpx
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from webapp.settings import Settings

INSTITUTIONS = Path(__file__).resolve().parents[1] / "scenarios" / "institutions"
ORIGINS = {
    "college": "http://localhost:8001",
    "wallet": "http://localhost:8002",
    "employer": "http://localhost:8003",
}
FOLDERS = {
    "college": "riverbend-community-college",
    "wallet": "wellspring-wallet",
    "employer": "northgate-utilities",
}
SECRET = "a secret that only the tests know, and know well"


class CompiledTemplates(BytecodeCache):
    """Keep the compiled pages: each site that is raised would compile them anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of this very text."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled page."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}


# A site is seeded once a run; whoever raises it again begins with a copy of its database.
_SEEDED: dict[tuple[str, str], bytes] = {}


def _image_of(database: Path) -> bytes:
    with closing(sqlite3.connect(database)) as connection:
        return connection.serialize()


class InMemoryNetwork(httpx.BaseTransport):
    """Hand each request to the site that stands at its origin; other origins do not answer."""

    def __init__(self) -> None:
        self.at: dict[str, httpx.BaseTransport] = {}
        self.down: set[str] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the site at the request's origin."""
        origin = f"{request.url.scheme}://{request.url.netloc.decode()}"
        if origin not in self.at or origin in self.down:
            raise httpx.ConnectError(f"nobody listens at {origin}", request=request)
        # A context of its own, as in another process: a site that asks itself shares nothing with the asking.
        return Context().run(self.at[origin].handle_request, request)


class Federation:
    """The college, the wallet and the employer, seeded, each with its own database and key."""

    def __init__(self, folder: Path, *, databases: Mapping[str, str] | None = None) -> None:
        self.network = InMemoryNetwork()
        self._folder = folder
        self.college = self._raise("college", databases)
        self.wallet = self._raise("wallet", databases)
        self.employer = self._raise("employer", databases)

    def _raise(self, site: str, databases: Mapping[str, str] | None) -> Flask:
        return self.raise_site(
            site,
            origin=ORIGINS[site],
            institution=INSTITUTIONS / FOLDERS[site],
            database=(databases or {}).get(site),
        )

    def raise_site(self, site: str, *, origin: str, institution: Path, database: str | None = None) -> Flask:
        """Raise one more site, say a second college, at an origin of its own."""
        settings = Settings.model_validate(
            {
                "site": site,
                "origin": origin,
                "data": self._folder / origin.rsplit(":", 1)[1],
                "institution": institution,
                "peers": ("http://localhost:8005", "http://localhost:8009"),
                "demo": True,
                "secret": SECRET,
                "database_url": database,
            }
        )
        settings.data.mkdir(parents=True, exist_ok=True)
        usual = (site, origin) if database is None and institution.parent == INSTITUTIONS else None
        if usual in _SEEDED:
            (settings.data / f"{site}.sqlite").write_bytes(_SEEDED[usual])
        app: Flask = importlib.import_module(f"{site}.app").create_app(settings, transport=self.network)
        app.config.update(TESTING=False, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True, PATIENCE=60)
        importlib.import_module(f"{site}.seeding").seed(app, now=datetime.now(UTC).replace(microsecond=0))
        if usual and usual not in _SEEDED:
            _SEEDED[usual] = _image_of(settings.data / f"{site}.sqlite")
        self.network.at[origin] = httpx.WSGITransport(app=app)
        return app

    def anonymous(self, site: str) -> FlaskClient:
        """Open a browser at a site."""
        app: Flask = getattr(self, site)
        return app.test_client()

    def browser(self, site: str, person: str) -> FlaskClient:
        """Open a browser at a site and sign in as a sample person."""
        browser = self.anonymous(site)
        answer = browser.post("/sign-in", data={"person": person})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return browser

    def close(self) -> None:
        """Let go of databases and connections."""
        for app in (self.college, self.wallet, self.employer):
            site = app.extensions["wellspring"]
            site.peers.http.close()
            site.storage.engine.dispose()


def copy_institution(name: str, target: Path) -> Path:
    """Copy a sample institution's folder, for tests that change it."""
    return Path(shutil.copytree(INSTITUTIONS / name, target))
