"""The wallet's site, read at a glance."""

import httpx
from flask import Flask

from wallet.pages import BLUEPRINTS
from wallet.records import Record
from webapp.frame import NavigationEntry, create_site
from webapp.settings import Settings

NAVIGATION = (
    NavigationEntry("Cards", "cards.index"),
    NavigationEntry("Add", "adding.show", ("learner",)),
    NavigationEntry("History", "history.index", ("learner",)),
)

TABLES = [Record.metadata]


def create_app(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Flask:
    """Make the wallet's site."""
    app = create_site(settings, package="wallet", tables=TABLES, navigation=NAVIGATION, transport=transport)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
