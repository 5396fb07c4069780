"""What a person does at the table: decide, decide about several, take back, answer a conflict, start over."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from credentials.parsing import UNSIGNABLE
from institution.crosswalks import (
    REJECTED,
    Crosswalk,
    Decider,
    Standing,
    crosswalk_with,
    decide,
    ends_of,
    publisher_of,
    start_over,
    take_back,
    workbench,
)
from institution.crosswalks.deciding import Ends, live
from institution.crosswalks.trees import Trees
from institution.pages.behind import look_behind
from institution.pages.linking import Place, row_id
from institution.pages.roles import LINKING, READING_LINKS
from institution.records import Framework, Item
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database
from webapp.words import spoken

TRIES = 120  # at five seconds each, a page that lies open stops looking after ten minutes

blueprint = Blueprint("link_deeds", __name__)


@blueprint.post("/crosswalks/<identifier>/decisions")
@signed_in(*LINKING)
def add(identifier: str) -> ResponseReturnValue:
    """Decide about one pair, or several of one outcome."""
    crosswalk = crosswalk_with(database(), identifier)
    near, several, kind = (
        _field("near"),
        [far.replace("\0", "") for far in request.form.getlist("far")],
        _field("kind"),
    )
    if not several:
        raise Refusal("Choose at least one row", "Tick the rows that you mean, then say how they are linked.")
    pairs = [ends_of(database(), crosswalk, near, far) for far in several]
    kept = _kept_kind(crosswalk, pairs[0]) if kind == "keep" else kind
    decide(
        database(),
        crosswalk,
        pairs,
        kind=kept,
        note=_field("note"),
        by=_person(),
        publisher=publisher_of(current_site()),
        now=now(),
    )
    return _onward(crosswalk, near, several[-1], kind)


@blueprint.post("/crosswalks/<identifier>/take-back")
@signed_in(*LINKING)
def remove(identifier: str) -> ResponseReturnValue:
    """Take back our decision about a pair."""
    crosswalk = crosswalk_with(database(), identifier)
    near, far = _field("near"), _field("far")
    take_back(
        database(),
        crosswalk,
        ends_of(database(), crosswalk, near, far),
        by=_person(),
        publisher=publisher_of(current_site()),
        now=now(),
    )
    place = Place.asked()
    return _to(crosswalk, at=near if place.show == "open" else place.at, row=f"{near}.{far}")


@blueprint.get("/crosswalks/<identifier>/start-over")
@signed_in(*LINKING)
def ask_again(identifier: str) -> ResponseReturnValue:
    """Ask whether everything of ours is really to be taken back."""
    crosswalk = crosswalk_with(database(), identifier)
    return _start_over_page(crosswalk)


@blueprint.post("/crosswalks/<identifier>/start-over")
@signed_in(*LINKING)
def begin_again(identifier: str) -> ResponseReturnValue:
    """Take back everything that our people decided, once the number of decisions was typed."""
    crosswalk = crosswalk_with(database(), identifier)
    if _field("sure") != "yes":
        return _start_over_page(crosswalk, "Tick the box if you are sure."), 422
    number = start_over(
        database(), crosswalk, by=_person(), publisher=publisher_of(current_site()), now=now()
    )
    flash(f"{number} decisions were taken back.")
    return redirect(url_for("linking.show", identifier=identifier), code=303)


@blueprint.get("/crosswalks/<identifier>/news")
@signed_in(*READING_LINKS)
def news(identifier: str) -> ResponseReturnValue:
    """Look what the partner decided, and tell when something changed since the page was made."""
    seen, tries = request.args.get("seen", 0, type=int), request.args.get("tries", 0, type=int)
    look_behind(crosswalk_with(database(), identifier).id)
    crosswalk = crosswalk_with(database(), identifier)
    page = render_template(
        "institution/_crosswalk_news.html", crosswalk=crosswalk, seen=seen, tries=tries + 1, most=TRIES
    )
    changed = {"HX-Trigger": "crosswalkChanged"} if crosswalk.changes != seen else {}
    return page, 200, changed


@blueprint.post("/crosswalks/<identifier>/look")
@signed_in(*READING_LINKS)
def look_now(identifier: str) -> ResponseReturnValue:
    """Look what the partner decided, for those whose page does not look by itself."""
    done = look_behind(crosswalk_with(database(), identifier).id, pressed=True)
    crosswalk = crosswalk_with(database(), identifier)
    told = crosswalk.failure or crosswalk.news or f"{crosswalk.partner} has decided nothing new."
    flash(told if done else f"{crosswalk.partner} takes its time to answer. Look again in a moment.")
    return redirect(url_for("linking.show", identifier=identifier), code=303)


def _field(name: str) -> str:
    return UNSIGNABLE.sub("", request.form.get(name, "")).strip()


def _person() -> Decider:
    person = current_person()
    words = spoken(person.role)
    return Decider(person.name, words[:1].upper() + words[1:])


def _kept_kind(crosswalk: Crosswalk, ends: Ends) -> str:
    """Give the kind that we decided before, for saying it once more with other words."""
    decision = live(database(), crosswalk, ends)
    if decision is None:
        raise Refusal("There is nothing to keep", "Nobody here has decided about this pair.", status=409)
    return decision.kind


def _onward(crosswalk: Crosswalk, near: str, far: str, kind: str) -> Response:
    """Lead to the next row that is open: of the same outcome, or of the next one."""
    did = f"{near}.{far}"
    if Place.asked().show != "open":
        return _to(crosswalk, at=Place.asked().at, row="next", did=did)
    session = database()
    ours = session.get_one(Framework, crosswalk.near["identifier"])
    standing = Standing(session, crosswalk)
    trees = Trees(session, ours, standing.by_item(crosswalk.ours))
    if kind != "exactMatchOf" and near in trees.items:
        rows = workbench.rows_for(session, crosswalk, standing, session.get_one(Item, near), None)
        if (further := workbench.next_open(rows, far)) is not None:
            return _to(crosswalk, at=near, row=row_id(further), did=did)
    every = list(trees.items.values())
    here = next((number for number, item in enumerate(every) if item.identifier == near), -1)
    still_open = {item.identifier for item in trees.open_ones()}
    later = [item for item in (*every[here + 1 :], *every[:here]) if item.identifier in still_open]
    return _to(crosswalk, at=later[0].identifier if later else near, row="next", did=did)


def _to(crosswalk: Crosswalk, *, at: str, row: str, did: str = "") -> Response:
    where: dict[str, Any] = {"show": Place.asked().show, "at": at or None, "row": row, "did": did or None}
    return redirect(url_for("linking.show", identifier=crosswalk.id, **where), code=303)


def _start_over_page(crosswalk: Crosswalk, error: str = "") -> str:
    pairs = Standing(database(), crosswalk).pairs.values()
    ours = [pair for pair in pairs if pair.ours is not None]
    return render_template(
        "institution/crosswalk_start_over.html",
        crosswalk=crosswalk,
        error=error,
        links=sum(pair.ours is not None and pair.ours.kind != REJECTED for pair in ours),
        rejections=sum(pair.ours is not None and pair.ours.kind == REJECTED for pair in ours),
        agreed=sum(pair.state == "agreed" for pair in ours),
    )
