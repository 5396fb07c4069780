"""What follows from the links: a map of them, both frameworks in one table, and who signed it."""

from collections.abc import Callable, Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution.crosswalks import Crosswalk, Standing, crosswalk_with, publish, publisher_of
from institution.crosswalks.covering import coverage
from institution.crosswalks.integrating import Asking, digest_of_links, integrate
from institution.crosswalks.mapping import SHOWN, draw
from institution.crosswalks.orienting import is_between_peers
from institution.crosswalks.signing_off import sign_off, sign_offs
from institution.crosswalks.trees import Trees
from institution.outcomes import link_words
from institution.pages.crosswalks import signed_answer
from institution.pages.linking import both_frameworks
from institution.pages.roles import LINKING, READING_LINKS
from institution.records import Framework
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, open_to_all, signed_in
from webapp.site import current_site, database
from webapp.words import spoken, without_sample

MOST_LISTED = 200

blueprint = Blueprint("integrated", __name__)


# A site that has jobs puts a function of this kind into its extensions, under "asking".
Askings = Callable[[], Sequence[Asking]]


@blueprint.get("/crosswalks/<identifier>/map")
@signed_in(*READING_LINKS)
def drawn(identifier: str) -> ResponseReturnValue:
    """Draw the links as lines between two columns, with the same links as a list."""
    crosswalk = crosswalk_with(database(), identifier)
    standing = Standing(database(), crosswalk)
    near, far = _frameworks(crosswalk)
    pairs = standing.of(*SHOWN)
    side, other = ("origin", "destination") if crosswalk.ours == "origin" else ("destination", "origin")
    return render_template(
        "institution/crosswalk_map.html",
        crosswalk=crosswalk,
        near=near,
        far=far,
        counts=standing.counts,
        drawn=draw(
            standing,
            Trees(database(), near, standing.by_item(side)),
            Trees(database(), far, standing.by_item(other)),
        ),
        pairs=pairs[:MOST_LISTED],
        more=max(0, len(pairs) - MOST_LISTED),
        link_words=link_words,
    )


@blueprint.get("/crosswalks/<identifier>/integrated")
@signed_in(*READING_LINKS)
def show(identifier: str) -> ResponseReturnValue:
    """Show both frameworks in one table, what is left over on each side, and who signed."""
    crosswalk = crosswalk_with(database(), identifier)
    standing = Standing(database(), crosswalk)
    near, far = _frameworks(crosswalk)
    ours = Trees(database(), near, {})
    theirs = Trees(database(), far, {})
    outcomes, competencies = (ours, theirs) if crosswalk.ours == "origin" else (theirs, ours)
    askings = _askings()
    asking = next((one for one in askings if one.id == request.args.get("for")), None)
    asked = asking.uris if asking else ()
    matrix = integrate(standing, outcomes, competencies, asked=asked)
    taught = coverage(outcomes, matrix.pairs, "origin")
    return render_template(
        "institution/integrated.html",
        crosswalk=crosswalk,
        peers=is_between_peers(database(), crosswalk, kind=current_site().settings.site),
        matrix=matrix,
        covered=(taught, coverage(competencies, matrix.pairs, "destination", only=asked)),
        asking=asking,
        askings=askings,
        agreed=standing.counts.get("agreed", 0),
        signed=sign_offs(database(), crosswalk),
        digest=digest_of_links(standing),
        integrated=database().get(Framework, crosswalk.integrated_document),
        may_sign=current_person().role in LINKING,
        link_words=link_words,
        most=MOST_LISTED,
    )


@blueprint.get("/crosswalks/<identifier>/integrated/signature")
@open_to_all
def signature(identifier: str) -> ResponseReturnValue:
    """Give our signature under the integrated framework, for whoever wants to check it."""
    found = database().get(Crosswalk, identifier)
    return signed_answer(found.adoption if found else None)


@blueprint.post("/crosswalks/<identifier>/sign-off")
@signed_in(*LINKING)
def sign(identifier: str) -> ResponseReturnValue:
    """Sign the links as they stood on the page that the person saw."""
    crosswalk = crosswalk_with(database(), identifier)
    site, person = current_site(), current_person()
    role = spoken(person.role)
    sign_off(
        database(),
        crosswalk,
        seen=request.form.get("links", ""),
        name=person.name,
        role=role[:1].upper() + role[1:],
        institution=without_sample(site.name),
        now=now(),
    )
    publish(database(), crosswalk, publisher=publisher_of(site), now=now())
    flash("You signed the integrated view.")
    return redirect(url_for("integrated.show", identifier=identifier), code=303)


def _frameworks(crosswalk: Crosswalk) -> tuple[Framework, Framework]:
    near, far = both_frameworks(crosswalk)
    if near is None or far is None:
        raise Refusal(
            "One of the two frameworks is not here yet",
            "Its publisher did not answer so far. See what partners publish, and try again.",
            status=404,
        )
    return near, far


def _askings() -> Sequence[Asking]:
    askings: Askings | None = current_app.extensions.get("asking")
    return askings() if askings else []
