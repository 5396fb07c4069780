"""What partners publish, read over HTTP and kept as copies."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from institution.pages.behind import fetch_partners, is_fetching
from institution.pages.roles import READING_PARTNERS
from institution.partners import copies
from webapp.sign_in import signed_in
from webapp.site import database

blueprint = Blueprint("partners", __name__)


@blueprint.get("/partners")
@signed_in(*READING_PARTNERS)
def index() -> ResponseReturnValue:
    """Show what partners publish and when it was read."""
    found = copies(database())
    busy = {copy.package.url for copy in found if is_fetching(copy.package.url)}
    return render_template("institution/partners.html", copies=found, busy=busy)


@blueprint.post("/partners/copies")
@signed_in(*READING_PARTNERS)
def fetch() -> ResponseReturnValue:
    """Have everything fetched again."""
    if fetch_partners([copy.package.url for copy in copies(database())]):
        failed = [copy for copy in copies(database()) if copy.package.failure]
        flash("Not everything could be read." if failed else "Everything was read just now.")
    return redirect("/partners", code=303)
