"""The college's site, read at a glance."""

import httpx
from flask import Flask

from college.pages import BLUEPRINTS
from college.records import Record
from college.students import StudentRoster
from institution import records as institution_records
from institution.pages.roles import READING_LINKS
from institution.site import add_institution
from webapp.frame import NavigationEntry, create_site
from webapp.settings import Settings
from webapp.site import database

NAVIGATION = (
    NavigationEntry("Outcomes", "frameworks.index"),
    NavigationEntry("Crosswalk", "crosswalks.index", READING_LINKS),
    NavigationEntry("Achievements", "achievements.index"),
    NavigationEntry("Programmes", "programmes.show", ("curriculum-lead",)),
    NavigationEntry("Students", "people.index", ("registrar",)),
    NavigationEntry("Awards", "awards.index", ("registrar",)),
)

TABLES = [institution_records.Record.metadata, Record.metadata]


def create_app(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Flask:
    """Make the college's site."""
    app = create_site(
        settings,
        package="college",
        tables=TABLES,
        templates=["institution"],
        navigation=NAVIGATION,
        transport=transport,
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    add_institution(app, roster=lambda: StudentRoster(database()))
    return app
