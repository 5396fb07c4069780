"""One site in this process: what `wellspring serve`, `seed` and `import-framework` do.

Where WELLSPRING_SITE is set, the environment describes that one site, wherever it stands; where it is not,
the site is the one of that name in the demo's data folder. If no institution is named, it plays its sample.
"""

import os
import signal
import threading
from importlib import import_module
from typing import TYPE_CHECKING

from scenarios import keeping
from scenarios.sites import World, WorldError
from scenarios.terminal import complain, say

if TYPE_CHECKING:
    from flask import Flask

    from webapp.settings import Settings


def open_site(name: str, world: World) -> "Flask":
    """Make the site's app from the environment or from the demo's world, filled when it is an empty demo."""
    settings = _settings(name, world)

    from webapp.clock import now
    from webapp.errors import StartError

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


def serve(name: str, world: World, *, tied: bool = False) -> None:
    """Serve the site until it is stopped; a tied one also ends when whoever holds its standard input does."""
    # An interrupt lets the server finish what it has begun, and works in a container's first process too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if tied:
        threading.Thread(target=_end_with_standard_input, daemon=True).start()
    app = open_site(name, world)

    from webapp.serving import serve_app

    try:
        serve_app(app)
    except OSError as error:
        raise WorldError(f"The {name} cannot listen on its port: {error.strerror}.") from error


def import_framework(source: str, name: str, world: World) -> None:
    """Bring a framework from a file or an address into the site, whole or not at all."""
    app = open_site(name, world)

    from institution.importing import import_framework as bring_in
    from institution.importing import read_source
    from webapp.clock import now
    from webapp.errors import Refusal
    from webapp.seeding import site_of

    site = site_of(app)
    try:
        with app.app_context(), site.storage.session() as session:
            text = read_source(source, http=site.peers.http)
            framework = bring_in(session, text, source=source, base=site.origin, by="the command", now=now())
            session.commit()
            say(f"“{framework.title}” is now at the {name}: {framework.uri}")
    except Refusal as error:
        raise WorldError(f"{error.title}, and nothing of it was kept.\n{error.meaning}") from error


def _settings(name: str, world: World) -> "Settings":
    configured = os.environ.get("WELLSPRING_SITE")
    if configured not in (None, name):
        raise WorldError(
            f"The environment sets up the site {configured!r} (WELLSPRING_SITE), expected {name!r}."
        )
    if configured is None:
        keeping.prepare(world)
        os.environ.update(world.settings(name))
        if os.environ.pop("DATABASE_URL", None):
            complain(
                "DATABASE_URL is not used: WELLSPRING_SITE is not set, so this is the demo's own database."
            )
    os.environ.setdefault("WELLSPRING_INSTITUTION", str(world.site(name).institution))

    from pydantic import ValidationError

    from webapp.settings import Settings

    try:
        return Settings.from_environment()
    except ValidationError as error:
        first = error.errors()[0]
        place = "_".join(str(part) for part in first["loc"]).upper()
        raise WorldError(f"The setting WELLSPRING_{place} cannot be used: {first['msg']}.") from error


def _end_with_standard_input() -> None:
    # os.read takes no lock, so the interpreter may end while this thread still waits.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
