"""Put an institution's pages and protocol rooms on a site."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from exchange.case_api import routes as case_api
from exchange.oid4vci import routes as oid4vci
from exchange.vc_api import routes as vc_api
from institution import machine_routes
from institution.desk import desk
from institution.pages import BLUEPRINTS
from institution.roster import Roster
from institution.shelf import Shelf
from institution.vc_api import service_desk
from institution.workshop import Workshop
from skills.case import level_ended
from skills.suggesting import prepare
from webapp.clock import now
from webapp.sign_in import open_blueprint
from webapp.site import Site, current_site, database, tickets


def add_institution(app: Flask, *, roster: Callable[[], Roster]) -> None:
    """Add what every institution shows to people and answers to machines."""
    app.extensions["roster"] = roster
    app.extensions["workshop"] = Workshop(app)
    app.extensions["prepare"] = prepare
    app.jinja_env.globals["frameworks_label"] = _frameworks_label(app)
    app.jinja_env.globals["level_ended"] = level_ended
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    open_blueprint(app, machine_routes.blueprint)
    open_blueprint(app, oid4vci.blueprint(lambda: desk(current_site()), now))
    open_blueprint(app, case_api.blueprint(lambda: Shelf(database(), current_site().origin)))
    _add_vc_api(app)


def _add_vc_api(app: Flask) -> None:
    """Add the service endpoints of VC-API, if whoever runs the site has set the token that opens them."""
    site: Site = app.extensions["wellspring"]
    if (token := site.settings.vc_api_token) is None:
        return
    endpoints = vc_api.blueprint(
        token=token.get_secret_value(),
        now=now,
        issuing=lambda: service_desk(current_site()),
        verifying=lambda: current_site().peers,
        tickets=tickets,
    )
    open_blueprint(app, endpoints)


def _frameworks_label(app: Flask) -> str:
    """Give the word under which the site's navigation has its frameworks: outcomes of a college, say."""
    entries: Any = app.jinja_env.globals["navigation"]
    labels = [str(entry.label) for entry in entries if entry.endpoint == "frameworks.index"]
    return labels[0] if labels else "Frameworks"
