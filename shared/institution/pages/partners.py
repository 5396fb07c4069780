"""What partners publish, read over HTTP and kept as copies."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from institution.pages.roles import READING_PARTNERS
from institution.partners import copies, fetch_all
from webapp.clock import now
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("partners", __name__)


@blueprint.get("/partners")
@signed_in(*READING_PARTNERS)
def index() -> ResponseReturnValue:
    """Show what partners publish and when it was read."""
    return render_template("institution/partners.html", copies=copies(database()))


@blueprint.post("/partners/copies")
@signed_in(*READING_PARTNERS)
def fetch() -> ResponseReturnValue:
    """Fetch everything again."""
    site = current_site()
    fetch_all(site.storage, http=site.peers.http, base=site.origin, now=now())
    failed = [copy for copy in copies(database()) if copy.package.failure]
    flash("Not everything could be read." if failed else "Everything was read just now.")
    return redirect("/partners", code=303)
