"""How the learner's cards fit a job, and which courses close the gap; nothing is sent to anybody."""

from fractions import Fraction

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2_fragments.flask import render_block

from skills.receipts import two_places
from wallet.cards import cards_of
from wallet.fitting import Fit, fit
from wallet.openings import Openings, openings
from wallet.pages.learner import learner
from wallet.parties import known_parties, origin_of_did
from wallet.publications import Kept, Reading
from webapp.errors import Refusal
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("fit", __name__)

LONGEST = 2_000


@blueprint.app_template_filter("plain_number")
def plain_number(value: Fraction | float) -> str:
    """Write a number without needless places."""
    return f"{float(value):g}"


blueprint.add_app_template_filter(two_places, "two_places")


@blueprint.get("/fit")
@signed_in("learner")
def show() -> ResponseReturnValue:
    """Ask for a job's address, or compare the cards with the job at an address."""
    address = request.args.get("job", "", type=str).strip()
    if not address:
        return _ask()
    if len(address) > LONGEST or not address.startswith(("http://", "https://")):
        return _ask("Paste the address of a job's page. It starts with https://", address[:200]), 422
    try:
        found = _fit(address)
    except Refusal as refusal:
        return _ask(f"{refusal.title}. {refusal.meaning}".strip(), address), refusal.status
    return render_template("wallet/fit.html", fit=found, address=address)


@blueprint.get("/fit/openings")
@signed_in("learner")
def open_jobs() -> ResponseReturnValue:
    """List the open jobs, the best fit first: as a part of the page or the whole of it."""
    site = current_site()
    found = openings(
        cards_of(database(), learner()),
        reading=Reading(site.peers, _kept()),
        employers=_employers().values(),
        colleges=_colleges(),
    )
    if request.headers.get("HX-Request"):
        return render_block("wallet/fit_ask.html", "openings", openings=found)
    return _ask(openings=found)


def _ask(error: str = "", address: str = "", *, openings: Openings | None = None) -> str:
    return render_template(
        "wallet/fit_ask.html", error=error, address=address, employers=_employers(), openings=openings
    )


@blueprint.post("/fit")
@signed_in("learner")
def again() -> ResponseReturnValue:
    """Compare again with what is published now, not a minute ago."""
    _kept(anew=True)
    return redirect(url_for("fit.show", job=request.form.get("job", "")), code=303)


def _fit(address: str) -> Fit:
    site = current_site()
    reading = Reading(site.peers, _kept())
    return fit(address, cards_of(database(), learner()), reading=reading, colleges=_known().values())


def _kept(*, anew: bool = False) -> Kept:
    if anew or "publications" not in current_app.extensions:
        current_app.extensions["publications"] = Kept()
    kept: Kept = current_app.extensions["publications"]
    return kept


def _known() -> dict[str, str]:
    """Give the origins of those the wallet knows, by their names."""
    site = current_site()
    known = known_parties(site.folder).values()
    origins = ((one.name, origin_of_did(one.did, site.settings)) for one in known)
    return {name: origin for name, origin in origins if origin is not None}


def _employers() -> dict[str, str]:
    employer = current_site().settings.employer
    return {name: origin for name, origin in _known().items() if origin == employer}


def _colleges() -> list[str]:
    employer = current_site().settings.employer
    return [origin for origin in _known().values() if origin != employer]
