"""The frame of every site: storage, sign-in, safety headers, error pages and the house style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from flask import Flask, Response
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined
from sqlalchemy import MetaData

from credentials.proofs.dids import did_web
from webapp import error_pages, frame_pages, marks, sign_in, sign_in_pages, words
from webapp.institution_folder import InstitutionFolder
from webapp.keys import Keyring
from webapp.large_bodies import refuse_large_bodies
from webapp.messages import MessageLog
from webapp.peers import Peers
from webapp.records import Record
from webapp.settings import Settings
from webapp.site import Site, keep_sessions
from webapp.storage import Storage
from webapp.vault import open_vault

MOST_BYTES_IN = 1024 * 1024
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{forms}"
)


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of a site's main navigation, shown to the roles that may use it."""

    label: str
    endpoint: str
    roles: tuple[str, ...] = ()


def create_site(
    settings: Settings,
    *,
    package: str,
    tables: Sequence[MetaData],
    templates: Sequence[str] = (),
    navigation: Sequence[NavigationEntry] = (),
    transport: httpx.BaseTransport | None = None,
) -> Flask:
    """Make a site's app with its database open and its key made; the caller adds pages and protocols."""
    app = Flask(package, static_folder=None)
    versions = Path(app.root_path) / "migrations"
    storage = Storage(settings.database, versions=versions, metadata=[Record.metadata, *tables])
    vault = open_vault(settings)
    storage.upgrade()
    folder = InstitutionFolder(settings)
    messages = MessageLog(keep=settings.demo)
    did = did_web(settings.origin)
    keyring = Keyring(storage, vault, did)
    keyring.begin(now=datetime.now(UTC))
    app.extensions["wellspring"] = Site(
        settings=settings,
        folder=folder,
        storage=storage,
        vault=vault,
        peers=Peers(http_origins=settings.http_origins, log=messages, transport=transport),
        messages=messages,
        did=did,
        keyring=keyring,
        name=folder.profile["name"],
    )
    _configure(app, settings, vault.derive("session cookies").hex())
    _dress(app, (package, *templates, "webapp"), navigation)
    keep_sessions(app)
    sign_in.guard(app)
    error_pages.register(app)
    app.register_blueprint(frame_pages.blueprint)
    app.register_blueprint(sign_in_pages.blueprint)
    return app


def _configure(app: Flask, settings: Settings, secret: str) -> None:
    refuse_large_bodies(app)
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME=f"wellspring_{settings.site}_{settings.origin.rsplit(':', 1)[-1].strip('/')}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.origin.startswith("https://"),
        MAX_CONTENT_LENGTH=MOST_BYTES_IN,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES_IN,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["machine_blueprints"] = set()
    app.extensions["csrf"] = CSRFProtect(app)
    Htmx().init_app(app)


def _dress(app: Flask, packages: Sequence[str], navigation: Sequence[NavigationEntry]) -> None:
    app.jinja_loader = ChoiceLoader([PackageLoader(package) for package in packages])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon=marks.icon, badge_art=marks.badge_art, qr_code=marks.qr_code, navigation=navigation
    )
    app.jinja_env.filters.update(words.FILTERS)
    app.jinja_env.globals["parts"] = app.jinja_env.get_template("webapp/parts.html").module
    app.context_processor(frame_pages.frame_values)

    @app.after_request
    def harden(response: Response) -> Response:
        settings: Settings = app.extensions["wellspring"].settings
        # The wallet's consent form ends at whoever asked; browsers hold form-action against the redirect too.
        forms = " https: " + " ".join(sorted(settings.http_origins)) if settings.site == "wallet" else ""
        response.headers.setdefault("Content-Security-Policy", POLICY.format(forms=forms))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
