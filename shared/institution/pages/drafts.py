"""The tree editor: a draft as a tree beside the item being written, and a draft's beginning and end."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution.drafting import asking, beginning, editing, reading, surveying
from institution.drafting.changing import Author, changes, last_change, next_change
from institution.drafting.editing import Wording, wording_of
from institution.drafting.patching import MOST_OPENED
from institution.drafting.records import DraftItem, FrameworkDraft
from institution.pages.draft_forms import FrameworkForm, ItemForm, filled
from institution.pages.roles import EDITING, PUBLISHING, may
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

PAGE = "institution/draft.html"
SMALL = 150  # a tree of so few items stands open
MOST_TOLD = 8

blueprint = Blueprint("drafts", __name__)


def author() -> Author:
    """Give who changes something now."""
    return Author(current_person().name, now())


@blueprint.get("/frameworks/new")
@signed_in(*EDITING)
def new() -> ResponseReturnValue:
    """Ask what a new framework is called."""
    return render_template("institution/draft_new.html", form=FrameworkForm(formdata=None))


@blueprint.post("/frameworks/new")
@signed_in(*EDITING)
def begin_new() -> ResponseReturnValue:
    """Begin a new framework."""
    form = FrameworkForm()
    if not form.validate():
        return render_template("institution/draft_new.html", form=form), 422
    draft = beginning.begin_new(
        database(),
        title=form.title.data or "",
        about=form.about.data or "",
        kind=form.kind.data or "",
        publisher=current_site().folder.profile["name"],
        origin=current_site().origin,
        author=author(),
    )
    return redirect(url_for("drafts.show", identifier=draft.framework), code=303)


@blueprint.post("/frameworks/<identifier>/draft")
@signed_in(*EDITING)
def begin(identifier: str) -> ResponseReturnValue:
    """Begin the next version of a framework."""
    draft = beginning.begin_next(database(), identifier, author=author())
    return redirect(url_for("drafts.show", identifier=draft.framework), code=303)


@blueprint.get("/frameworks/<identifier>/draft")
@signed_in(*EDITING)
def show(identifier: str) -> ResponseReturnValue:
    """Show the tree, with the item that is chosen or the form for a new one beside it."""
    draft = beginning.draft_of(database(), identifier)
    at = request.args.get("at", "", type=str)
    panel = chosen(draft, at=at, below=request.args.get("below"), after=request.args.get("after", ""))
    if request.htmx:  # type: ignore[attr-defined]
        return render_template("institution/_draft_panel.html", draft=draft, **panel)
    return page(draft, at=at, panel=panel)


@blueprint.get("/frameworks/<identifier>/draft/below")
@signed_in(*EDITING)
def below(identifier: str) -> ResponseReturnValue:
    """Send the items below one, a hundred at a time."""
    draft = beginning.draft_of(database(), identifier)
    item = request.args.get("item", "", type=str)
    after, before = (request.args.get(name, None, type=int) for name in ("after", "before"))
    found = reading.more(database(), draft, item, after=after, before=before)
    return render_template("institution/_draft_below.html", draft=draft, siblings=found, trees={}, at="")


def page(
    draft: FrameworkDraft, *, at: str, panel: dict[str, Any], status: int = 200, **more: Any
) -> ResponseReturnValue:
    """Answer with the whole page."""
    session = database()
    total, changed = surveying.numbers(session, draft)
    words = request.args.get("q", "", type=str).strip()[:200]
    opened = {"", *(reading.way_to(session, draft, at) if at else ())}
    if total <= SMALL:
        opened |= set(every_parent(draft))
    elif at:
        opened.add(panel["node"].item if panel.get("node") else "")
    values = {
        "draft": draft,
        "at": at,
        "trees": reading.forest(session, draft, opened, around=at),
        "total": total,
        "changed": changed,
        "words": words,
        "found": surveying.search(session, draft, words) if words else None,
        "told": changes(session, draft, most=MOST_TOLD),
        "requested": asking.about(session, draft),
        "may_publish": may(PUBLISHING),
        **bar(draft),
        **panel,
        **more,
    }
    return render_template(PAGE, **values), status


def every_parent(draft: FrameworkDraft) -> list[str]:
    """List the items that have others below them."""
    return surveying.parents(database(), draft)


def bar(draft: FrameworkDraft) -> dict[str, Any]:
    """Give what can be taken back and made again."""
    return {"undoable": last_change(database(), draft), "redoable": next_change(database(), draft)}


def chosen(
    draft: FrameworkDraft, *, at: str, below: str | None = None, after: str = "", form: ItemForm | None = None
) -> dict[str, Any]:
    """Give what the panel beside the tree shows: an item, the form for a new one, or what to do."""
    session = database()
    values: dict[str, Any] = {"kinds": surveying.kinds(session, draft), "candidates": None}
    if after or below is not None:
        named = after or below or ""
        beside = reading.place_of(session, draft, named) if named else None
        like = (
            reading.item_of(session, draft, beside.item) if beside and after else _first_below(draft, beside)
        )
        usual = Wording("", kind=like.kind, education=wording_of(like).education) if like else Wording("")
        return {
            **values,
            "mode": "add",
            "form": form or filled(usual, seen=0),
            "below": below or "",
            "after": after,
            "beside": reading.node_at(session, draft, beside.identifier) if beside else None,
        }
    if not at:
        return {**values, "mode": "none"}
    node = reading.node_at(session, draft, at)
    item = reading.item_of(session, draft, node.item)
    return {
        **values,
        "mode": "item",
        "node": node,
        "item": item,
        "form": form or filled(wording_of(item), seen=item.stamp),
        "others": [place for place in reading.places_of(session, draft, node.item) if place.identifier != at],
        "successors": editing.successors(session, draft, node.item) if item.ended else [],
    }


def _first_below(draft: FrameworkDraft, beside: Any) -> DraftItem | None:
    parent = beside.item if beside else ""
    nodes = reading.forest(database(), draft, [parent])[parent].nodes
    return reading.item_of(database(), draft, nodes[0].item) if nodes else None


def opened_now() -> list[str]:
    """Read which items stand open on the page that asks."""
    named = request.form.get("opened", "", type=str).split(",")
    return [item for item in named if 0 < len(item) <= 100][:MOST_OPENED]


@blueprint.get("/frameworks/<identifier>/draft/about")
@signed_in(*EDITING)
def about(identifier: str) -> ResponseReturnValue:
    """Ask what is said of the framework as a whole."""
    draft = beginning.draft_of(database(), identifier)
    form = FrameworkForm(
        formdata=None,
        title=draft.title,
        about=draft.document.get("description", ""),
        kind=draft.document.get("frameworkType", ""),
        seen=draft.stamp,
    )
    return render_template("institution/draft_about.html", draft=draft, form=form)


@blueprint.post("/frameworks/<identifier>/draft/about")
@signed_in(*EDITING)
def describe(identifier: str) -> ResponseReturnValue:
    """Say it anew."""
    draft = beginning.draft_of(database(), identifier)
    form = FrameworkForm()
    if not form.validate():
        return render_template("institution/draft_about.html", draft=draft, form=form), 422
    editing.describe(
        database(),
        identifier,
        title=form.title.data or "",
        about=form.about.data or "",
        kind=form.kind.data or "",
        seen=form.seen.data or 0,
        author=author(),
    )
    return redirect(url_for("drafts.show", identifier=draft.framework), code=303)


@blueprint.post("/frameworks/<identifier>/draft/discard")
@signed_in(*EDITING)
def discard(identifier: str) -> ResponseReturnValue:
    """Throw the draft away."""
    draft = beginning.draft_of(database(), identifier)
    if request.form.get("sure") != "y":
        raise Refusal("Nothing was thrown away", "Tick the box first, then press the button again.")
    title, published = draft.title, draft.based_on
    asking.end(database(), draft.framework, author())
    beginning.discard(database(), draft)
    flash(f"The draft of “{title[:200]}” is gone." + (" What is published stays." if published else ""))
    if published:
        return redirect(url_for("frameworks.show", identifier=identifier), code=303)
    return redirect(url_for("frameworks.index"), code=303)
