"""One site in this process: what `wellspring serve` and the imports do, and each process of the demo.

Where WELLSPRING_SITE is set, the environment describes that one site, wherever it stands; where it is not,
the site is the one of that name in the demo's data folder. If no institution is named, it plays its sample.

Importing this file loads what all sites stand on, so that the demo loads it once for the three.
"""

import os
import signal
from collections.abc import Sequence
from importlib import import_module

from flask import Flask
from pydantic import ValidationError

from institution import occupations
from institution.importing import bring_in_sources, find_sources
from scenarios import keeping
from scenarios.sites import World, WorldError
from scenarios.terminal import complain, say
from skills.case import FrameworkError
from webapp.clock import now
from webapp.errors import Refusal, StartError
from webapp.seeding import site_of
from webapp.serving import serve_app
from webapp.settings import Settings

MOST_TOLD = 5


def enter(name: str, world: World) -> None:
    """Make the environment of this process the site's, unless it is one already."""
    configured = os.environ.get("WELLSPRING_SITE")
    if configured not in (None, name):
        raise WorldError(
            f"The environment sets up the site {configured!r} (WELLSPRING_SITE), expected {name!r}."
        )
    if configured is None:
        keeping.prepare(world)
        os.environ.update(world.settings(name))
        if os.environ.pop("DATABASE_URL", None):
            complain("DATABASE_URL is not used: without WELLSPRING_SITE this is the demo's own database.")
    os.environ.setdefault("WELLSPRING_INSTITUTION", str(world.site(name).institution))


def serve(name: str) -> None:
    """Serve the site that the environment describes until it is stopped."""
    # An interrupt lets the server finish what it has begun, and works in a container's first process too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app = open_site(name)
    try:
        serve_app(app)
    except OSError as error:
        raise WorldError(f"The {name} cannot listen on its port: {error.strerror}.") from error


def seed(name: str) -> None:
    """Make the site's database and fill it, without serving it."""
    open_site(name)


def open_site(name: str) -> Flask:
    """Make the app of the site that the environment describes, filled when it is an empty demo."""
    settings = _settings()
    try:
        app: Flask = import_module(f"{name}.app").create_app(settings)
        if settings.demo:
            with app.app_context():
                import_module(f"{name}.seeding").seed(app, now=now())
    except StartError as error:
        raise WorldError(f"The {name} cannot start: {error}") from error
    except OSError as error:
        raise WorldError(f"The {name} cannot start: {error.strerror} ({error.filename}).") from error
    return app


def bring_framework(sources: Sequence[str], name: str) -> None:
    """Bring a framework from files or an address into the site, whole or not at all."""
    app = open_site(name)
    site = site_of(app)
    try:
        with app.app_context(), site.storage.session() as session:
            found = find_sources(sources, http=site.peers.bulk, origin=site.origin)
            brought = bring_in_sources(
                session,
                found,
                source=", ".join(sources),
                base=site.origin,
                by="the command",
                now=now(),
                creator=site.folder.profile["name"],
            )
            session.commit()
            for notice in brought.notices[:MOST_TOLD]:
                say(f"Mended while reading: {notice}")
            framework = brought.framework
            say(f"“{framework.title}” is now at the {name}: {framework.uri}")
    except Refusal as error:
        raise WorldError(f"{error.title}, and nothing of it was kept.\n{error.meaning}") from error


def bring_occupations(sources: Sequence[str], name: str) -> None:
    """Bring the tables in which occupations are looked up into the site, all of them or none."""
    app = open_site(name)
    site = site_of(app)
    try:
        with app.app_context(), site.storage.session() as session:
            found = find_sources(sources, http=site.peers.bulk, origin=site.origin)
            kinds = occupations.keep_tables(
                session, found.sources, by="the command", source=", ".join(sources), now=now()
            )
            session.commit()
            say(f"The {name} can now look up: {kinds.replace(',', ', ')}.")
    except (Refusal, FrameworkError) as error:
        reason = f"{error.title}: {error.meaning}" if isinstance(error, Refusal) else str(error)
        raise WorldError(f"Nothing of it was kept.\n{reason}") from error


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except ValidationError as error:
        first = error.errors()[0]
        place = "_".join(str(part) for part in first["loc"]).upper()
        raise WorldError(f"The setting WELLSPRING_{place} cannot be used: {first['msg']}.") from error
