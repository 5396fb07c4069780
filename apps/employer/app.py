"""The employer's site, read at a glance."""

import httpx
from flask import Flask

from employer import api
from employer.blinding import may_read_about
from employer.counter import counter
from employer.employees import EmployeeRoster
from employer.jobs import asking, jobs_asking
from employer.matching import Graphs
from employer.pages import BLUEPRINTS
from employer.records import Record
from exchange.oid4vp import routes as oid4vp
from institution import records as institution_records
from institution.pages.roles import READING_LINKS
from institution.site import add_institution
from webapp.clock import now
from webapp.frame import NavigationEntry, create_site
from webapp.settings import Settings
from webapp.sign_in import open_blueprint
from webapp.site import current_site, database

NAVIGATION = (
    NavigationEntry("Jobs", "jobs.index"),
    NavigationEntry("Applications", "applications.index", ("recruiter", "compliance")),
    NavigationEntry("Frameworks", "frameworks.index"),
    NavigationEntry("Crosswalk", "crosswalks.index", READING_LINKS),
    NavigationEntry("Issuers", "issuers.index", ("recruiter", "compliance")),
    NavigationEntry("Partners", "partners.index", ("recruiter", "compliance")),
    NavigationEntry("Employees", "people.index", ("learning-lead",)),
    NavigationEntry("Awards", "awards.index", ("learning-lead",)),
)

TABLES = [institution_records.Record.metadata, Record.metadata]


def create_app(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Flask:
    """Make the employer's site."""
    app = create_site(
        settings,
        package="employer",
        tables=TABLES,
        templates=["institution"],
        navigation=NAVIGATION,
        transport=transport,
    )
    app.extensions["graphs"] = Graphs()
    app.extensions["may_read_about"] = lambda code, person: may_read_about(database(), code, person)
    app.extensions["asking"] = lambda: asking(database())
    app.extensions["relied_on"] = lambda: jobs_asking(database())
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    open_blueprint(app, oid4vp.blueprint(lambda: counter(current_site()), now))
    open_blueprint(app, api.blueprint)
    add_institution(app, roster=lambda: EmployeeRoster(database()))
    return app
