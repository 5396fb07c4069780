"""How the learner's cards fit a job, and which courses close the gap; nothing is sent to anybody."""

from fractions import Fraction

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from skills.receipts import two_places
from wallet.cards import cards_of
from wallet.fitting import Fit, fit
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
        return render_template("wallet/fit_ask.html", error="", address="", jobs=_places())
    if len(address) > LONGEST or not address.startswith(("http://", "https://")):
        error = "Paste the address of a job's page. It starts with https://"
        return render_template("wallet/fit_ask.html", error=error, address=address[:200], jobs=_places()), 422
    try:
        found = _fit(address)
    except Refusal as refusal:
        error = f"{refusal.title}. {refusal.meaning}".strip()
        page = render_template("wallet/fit_ask.html", error=error, address=address, jobs=_places())
        return page, refusal.status
    return render_template("wallet/fit.html", fit=found, address=address)


@blueprint.post("/fit")
@signed_in("learner")
def again() -> ResponseReturnValue:
    """Compare again with what is published now, not a minute ago."""
    _kept(anew=True)
    return redirect(url_for("fit.show", job=request.form.get("job", "")), code=303)


def _fit(address: str) -> Fit:
    site = current_site()
    origins = [origin_of_did(did, site.settings) for did in known_parties(site.folder)]
    reading = Reading(site.peers, _kept())
    colleges = [origin for origin in origins if origin is not None]
    return fit(address, cards_of(database(), learner()), reading=reading, colleges=colleges)


def _kept(*, anew: bool = False) -> Kept:
    if anew or "publications" not in current_app.extensions:
        current_app.extensions["publications"] = Kept()
    kept: Kept = current_app.extensions["publications"]
    return kept


def _places() -> list[tuple[str, str]]:
    """List where jobs are posted, by those the wallet knows."""
    site = current_site()
    known = known_parties(site.folder).values()
    places = [(one.name, origin_of_did(one.did, site.settings)) for one in known]
    return [(name, f"{origin}/jobs") for name, origin in places if origin == site.settings.employer]
