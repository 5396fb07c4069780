"""The crosswalks that were begun, beginning one, and what each has published."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution.crosswalks import Standing, all_crosswalks, begin, linkable, suggestions
from institution.crosswalks.orienting import ours_comes_first
from institution.crosswalks.records import Crosswalk
from institution.frameworks import framework_with
from institution.pages.behind import compare_behind, fetch_partners
from institution.pages.roles import LINKING, READING_LINKS
from institution.partners import copies
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, open_to_all, signed_in
from webapp.site import current_site, database

blueprint = Blueprint("crosswalks", __name__)


@blueprint.get("/crosswalks")
@signed_in(*READING_LINKS)
def index() -> ResponseReturnValue:
    """List the crosswalks, and let people choose two frameworks to link."""
    return _page()


@blueprint.post("/crosswalks")
@signed_in(*LINKING)
def add() -> ResponseReturnValue:
    """Begin a crosswalk of two frameworks, or open the one that is there."""
    site, session = current_site(), database()
    near, far = request.form.get("near", ""), request.form.get("far", "")
    if not near or not far:
        return _page("Choose a framework on each side."), 422
    try:
        ours, other = framework_with(session, near), framework_with(session, far)
        crosswalk = begin(
            session,
            ours,
            other,
            origin=site.origin,
            outcomes_are_ours=ours_comes_first(session, ours, other, kind=site.settings.site),
            by=current_person().name,
            now=now(),
        )
    except Refusal as refusal:
        return _page(f"{refusal.title}. {refusal.meaning}"), 422
    identifier = crosswalk.id
    if not suggestions.are_current(session, crosswalk):
        compare_behind(identifier)
    return redirect(url_for("linking.show", identifier=identifier), code=303)


@blueprint.get("/crosswalks/<identifier>/agreement")
@open_to_all
def agreement(identifier: str) -> ResponseReturnValue:
    """Give our signature under the newest version of a crosswalk, for whoever wants to check it."""
    found = database().get(Crosswalk, identifier)
    return signed_answer(found.agreement if found else None)


def signed_answer(credential: Mapping[str, Any] | None) -> ResponseReturnValue:
    """Answer with a credential of ours, if there is one."""
    if not credential:
        abort(404)
    answer = jsonify(credential)
    answer.mimetype = "application/vc"
    return answer


def _page(error: str = "") -> str:
    session = database()
    if any(copy.framework is None for copy in copies(session)):
        fetch_partners()
    crosswalks = [(one, Standing(session, one).counts) for one in all_crosswalks(session)]
    frameworks = linkable(session)
    return render_template(
        "institution/crosswalks.html",
        crosswalks=crosswalks,
        ours=[one for one in frameworks if one.own],
        others=frameworks,
        partners={copy.package.framework: copy.package.partner for copy in copies(session)},
        may_link=current_person().role in LINKING,
        error=error,
    )
