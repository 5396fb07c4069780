"""The table at which two frameworks are linked: choose an outcome, and decide about its pairs one by one."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2_fragments.flask import render_block
from sqlmodel import Session

from institution import frameworks
from institution.crosswalks import Crosswalk, Standing, crosswalk_with, suggestions, workbench
from institution.crosswalks.marking import marked
from institution.crosswalks.trees import Entry, Trees
from institution.outcomes import link_words
from institution.pages.behind import compare_behind, fetch_partners, is_comparing
from institution.pages.roles import LINKING, READING_LINKS
from institution.records import Framework, Item
from webapp.sign_in import current_person, signed_in
from webapp.site import database

PAGE = "institution/crosswalk.html"
MOST_FOUND = 20
# The filters, each with the words on its tab.
SHOWN = {
    "open": "To link",
    "theirs": "Waiting for us",
    "conflict": "Conflicts",
    "ours": "Waiting for them",
    "agreed": "Agreed",
    "rejected": "Rejected here",
}

blueprint = Blueprint("linking", __name__)


@dataclass(frozen=True)
class Place:
    """Where on the table a person is: the filter, the outcome, and the row that has the focus."""

    show: str
    at: str
    row: str
    far: str
    branch: str
    words: str
    near: str
    did: str
    """The pair that was decided a moment ago, as its row is named."""

    @classmethod
    def asked(cls) -> "Place":
        """Read it from the address."""
        names = ("at", "row", "far", "branch", "q", "near", "did")
        texts = {name: request.values.get(name, "").replace("\0", "")[:200] for name in names}
        show = request.values.get("show", "open")
        return cls(
            show if show in SHOWN else "open",
            texts["at"],
            texts["row"],
            texts["far"],
            texts["branch"],
            texts["q"].strip(),
            texts["near"].strip(),
            texts["did"],
        )


@blueprint.get("/crosswalks/<identifier>")
@signed_in(*READING_LINKS)
def show(identifier: str) -> ResponseReturnValue:
    """Show the table: both trees, and the rows of one outcome or of one filter."""
    crosswalk = crosswalk_with(database(), identifier)
    values = table(database(), crosswalk, Place.asked())
    if request.htmx:  # type: ignore[attr-defined]
        return str(render_block(PAGE, "work", **values))
    return render_template(PAGE, **values)


@blueprint.post("/crosswalks/<identifier>/suggestions")
@signed_in(*LINKING)
def compare(identifier: str) -> ResponseReturnValue:
    """Have the two frameworks compared as they are now, however long it takes."""
    if compare_behind(crosswalk_with(database(), identifier).id):
        flash("The suggestions are new.")
    return redirect(url_for("linking.show", identifier=identifier), code=303)


@blueprint.get("/crosswalks/<identifier>/comparing")
@signed_in(*READING_LINKS)
def compared(identifier: str) -> ResponseReturnValue:
    """Answer the page that asks whether the comparing has ended."""
    crosswalk = crosswalk_with(database(), identifier)
    if is_comparing(identifier):
        return render_template("institution/_comparing.html", crosswalk=crosswalk)
    return "", 200, {"HX-Refresh": "true"}


def table(session: Session, crosswalk: Crosswalk, place: Place) -> dict[str, Any]:
    """Lay out what the page shows."""
    near, far = both_frameworks(crosswalk)
    standing = Standing(session, crosswalk)
    side, other = ("origin", "destination") if crosswalk.ours == "origin" else ("destination", "origin")
    values: dict[str, Any] = {
        "crosswalk": crosswalk,
        "place": place,
        "shown": SHOWN,
        "counts": standing.counts,
        "near": near,
        "far": far,
        "integrated": session.get(Framework, crosswalk.integrated_document),
        "done": _done(session, crosswalk, standing, place.did),
        "may_link": current_person().role in LINKING,
        "link_words": _words(crosswalk),
        "marked": marked,
    }
    if near is None or far is None:
        return values | {"missing": crosswalk.far["title"] if near else crosswalk.near["title"]}
    if suggestions.are_due(session, crosswalk) and not is_comparing(crosswalk.id):
        suggestions.make(session, crosswalk)
    ours = Trees(session, near, standing.by_item(side))
    theirs = Trees(session, far, standing.by_item(other))
    open_ones = ours.open_ones()
    chosen = _chosen(session, place, ours, open_ones)
    values |= _rows(session, crosswalk, standing, place, chosen, theirs)
    listed = open_ones if place.show == "open" else list(ours.items.values())
    before, after = workbench.following(listed, chosen.identifier if chosen else "")
    return values | {
        "missing": "",
        "comparing": is_comparing(crosswalk.id),
        "stale": not suggestions.are_current(session, crosswalk),
        "chosen": chosen,
        "before": before,
        "after": after,
        "open_count": len(open_ones),
        "near_groups": ours.groups(
            place.branch or (chosen.identifier if chosen else ""),
            only="" if place.show == "open" else place.show,
        ),
        "far_groups": theirs.groups(place.branch or place.far),
        "large": ours.is_large,
        "found": frameworks.search(session, far, place.words, most=MOST_FOUND) if place.words else None,
        "found_near": frameworks.search(session, near, place.near, most=MOST_FOUND) if place.near else None,
    }


def both_frameworks(crosswalk: Crosswalk) -> tuple[Framework | None, Framework | None]:
    """Give our framework and the other, which is fetched where there is no copy of it yet."""
    far = database().get(Framework, crosswalk.far["identifier"])
    if far is None:
        fetch_partners()
        far = database().get(Framework, crosswalk.far["identifier"])
    return database().get(Framework, crosswalk.near["identifier"]), far


def _done(session: Session, crosswalk: Crosswalk, standing: Standing, did: str) -> workbench.Row | None:
    """Give the row that was decided a moment ago, so that it can be taken back at once."""
    near, _, far = did.partition(".")
    items = session.get(Item, near), session.get(Item, far)
    if items[0] is None or items[1] is None:
        return None
    pair = standing.between(items[0].uri, items[1].uri)
    return workbench.Row(items[0], items[1], pair) if pair and pair.ours else None


def _chosen(session: Session, place: Place, ours: Trees, open_ones: list[Entry]) -> Item | None:
    """Give the outcome that was chosen; where none was, the first one to link."""
    first = open_ones[0].identifier if place.show == "open" and open_ones else ""
    at = place.at if place.at in ours.items else first
    return session.get(Item, at) if at else None


def _rows(
    session: Session,
    crosswalk: Crosswalk,
    standing: Standing,
    place: Place,
    chosen: Item | None,
    theirs: Trees,
) -> dict[str, Any]:
    if chosen is not None:
        rows = workbench.rows_for(session, crosswalk, standing, chosen, _by_hand(session, place.far, theirs))
    elif place.show == "open":
        rows = []
    else:
        rows = workbench.queue(session, crosswalk, standing, place.show)  # type: ignore[arg-type]
    wanted = next((row for row in rows if place.row and row_id(row) == place.row), None)
    if wanted is None and place.row:
        wanted = next((row for row in rows if row.is_open), None)
    return {"rows": rows, "focus": row_id(wanted) if wanted else "", "row_id": row_id}


def _by_hand(session: Session, far: str, theirs: Trees) -> Item | None:
    return session.get(Item, far) if far in theirs.items else None


def row_id(row: workbench.Row) -> str:
    """Name a row for the page."""
    return f"{row.near.identifier}.{row.far.identifier}"


def _words(crosswalk: Crosswalk) -> Any:
    outward = crosswalk.ours == "origin"
    return lambda kind: "Not linked" if kind == "rejected" else link_words(kind, outward=outward)
