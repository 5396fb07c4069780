"""Keeping a site's signing keys by command: what `wellspring keys` lists, rotates and removes.

A site reads its keys whenever it signs or publishes them, so a running one needs no restart.
"""

from scenarios.serving import open_site
from scenarios.sites import WorldError
from scenarios.terminal import say
from webapp.clock import now
from webapp.errors import Refusal
from webapp.seeding import site_of


def keep_keys(name: str, *, rotate: bool = False, remove: str | None = None) -> None:
    """Rotate or remove a key of the site that the environment describes, then list them all."""
    app = open_site(name)
    keyring = site_of(app).keyring
    try:
        if rotate:
            with app.app_context():
                moment = now()
            say(f"{keyring.rotate(now=moment).id} signs from now on.")
        if remove is not None:
            say(f"{keyring.remove(remove)} is removed: what it signed does not verify any more.")
    except Refusal as error:
        raise WorldError(f"{error.title}. {error.meaning}".strip()) from error
    for known in keyring.known():
        deed = "signs" if known.signs else "only verifies what it signed"
        say(f"{known.id}  made {known.made_at:%Y-%m-%d %H:%M} UTC, {deed}")
