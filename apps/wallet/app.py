"""The wallet's site, read at a glance."""

import httpx
from flask import Flask

from exchange.vc_api import routes as vc_api
from wallet.pages import BLUEPRINTS
from wallet.records import Record
from webapp.clock import now
from webapp.frame import NavigationEntry, create_site
from webapp.settings import Settings
from webapp.sign_in import open_blueprint
from webapp.site import Site, current_site, tickets

NAVIGATION = (
    NavigationEntry("Cards", "cards.index"),
    NavigationEntry("Add", "adding.show", ("learner",)),
    NavigationEntry("Jobs", "fit.show", ("learner",)),
    NavigationEntry("History", "history.index", ("learner",)),
)

TABLES = [Record.metadata]


def create_app(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Flask:
    """Make the wallet's site."""
    app = create_site(settings, package="wallet", tables=TABLES, navigation=NAVIGATION, transport=transport)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _add_vc_api(app)
    return app


def _add_vc_api(app: Flask) -> None:
    """Add the service endpoints of VC-API, if whoever runs the site has set the token that opens them."""
    site: Site = app.extensions["wellspring"]
    if (token := site.settings.vc_api_token) is not None:
        endpoints = vc_api.blueprint(
            token=token.get_secret_value(),
            now=now,
            verifying=lambda: current_site().peers,
            deriving=True,
            tickets=tickets,
        )
        open_blueprint(app, endpoints)
