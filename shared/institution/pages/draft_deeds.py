"""What is done to a draft: each a plain form's address that answers a script with the changed pieces only."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution.drafting import beginning, editing, moving, reading, removing, succeeding, surveying
from institution.drafting.changing import Edit, last_change, lock, redo, undo
from institution.drafting.moving import DIRECTIONS
from institution.drafting.patching import patch
from institution.drafting.records import DraftChange, FrameworkDraft
from institution.drafting.succeeding import LONGEST_ADDRESS, Successor
from institution.pages import drafts
from institution.pages.draft_forms import ItemForm
from institution.pages.drafts import author
from institution.pages.roles import EDITING
from institution.records import Framework
from webapp.clock import now
from webapp.errors import NotFoundRefusal, Refusal
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("draft_deeds", __name__, url_prefix="/frameworks/<identifier>/draft")


def is_scripted() -> bool:
    """Tell whether a script asks, which wants pieces and no page."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def seen() -> int:
    """Read which stamp the page showed."""
    return request.form.get("seen", -1, type=int)


@blueprint.post("/items")
@signed_in(*EDITING)
def add(identifier: str) -> ResponseReturnValue:
    """Add an item below or after another."""
    draft = beginning.draft_of(database(), identifier)
    form = ItemForm()
    below, after = (request.form.get(name, "", type=str) for name in ("below", "after"))
    if not form.validate():
        panel = drafts.chosen(draft, at="", below=below, after=after, form=form)
        return _again(draft, "", panel)
    place = _try(
        lambda: editing.add(
            database(),
            identifier,
            form.wording,
            below=below,
            after=after,
            author=author(),
            types=_types(identifier),
        )
    )
    return _refused(place) if isinstance(place, Refusal) else _done(identifier, str(place))


@blueprint.post("/items/<item>")
@signed_in(*EDITING)
def reword(identifier: str, item: str) -> ResponseReturnValue:
    """Write an item anew."""
    draft = beginning.draft_of(database(), identifier)
    at = _place(draft, item)
    form = ItemForm()
    if not form.validate():
        return _again(draft, at, drafts.chosen(draft, at=at, form=form))
    kinds = _types(identifier)
    found = _try(
        lambda: editing.reword(
            database(),
            identifier,
            item,
            form.wording,
            seen=form.seen.data if form.seen.data is not None else -1,
            author=author(),
            types=kinds,
        )
    )
    if isinstance(found, Refusal):
        if found.code != "stale":
            return _refused(found)
        draft = beginning.draft_of(database(), identifier)
        now_stored = reading.item_of(database(), draft, item)
        form.seen.data = now_stored.stamp
        form.seen.raw_data = None
        panel = drafts.chosen(draft, at=at, form=form)
        return _again(draft, at, {**panel, "stale": found, "stored": now_stored})
    return _done(identifier, at)


@blueprint.post("/places/<place>/step")
@signed_in(*EDITING)
def step(identifier: str, place: str) -> ResponseReturnValue:
    """Move an item one step."""
    way = request.form.get("way", "", type=str)
    if way not in DIRECTIONS:
        raise NotFoundRefusal("direction")
    return _deed(
        identifier,
        place,
        lambda: moving.step(database(), identifier, place, way, seen=seen(), author=author()),
    )


@blueprint.post("/places/<place>/move")
@signed_in(*EDITING)
def move(identifier: str, place: str) -> ResponseReturnValue:
    """Move an item below another, named by its code or words, or before or after a place."""
    draft = beginning.draft_of(database(), identifier)
    before, after, words = (
        request.form.get(name, "", type=str).strip() for name in ("before", "after", "words")
    )
    below = request.form.get("below", None, type=str)
    if below is None and not before and not after and words:
        found = surveying.named(database(), draft, words[:200])
        if len(found) != 1:
            return _choose(draft, place, words, found, "move")
        below = found[0].item
    return _deed(
        identifier,
        place,
        lambda: moving.move(
            database(),
            identifier,
            place,
            below=below or "",
            before=before,
            after=after,
            seen=seen(),
            author=author(),
        ),
    )


@blueprint.post("/places/<place>/take-out")
@signed_in(*EDITING)
def take_out(identifier: str, place: str) -> ResponseReturnValue:
    """Take an item out."""
    return _deed(
        identifier,
        place,
        lambda: removing.take_out(database(), identifier, place, seen=seen(), author=author()),
    )


@blueprint.post("/items/<item>/bring-back")
@signed_in(*EDITING)
def bring_back(identifier: str, item: str) -> ResponseReturnValue:
    """Take an item into use again."""
    at = _place(beginning.draft_of(database(), identifier), item)
    return _deed(identifier, at, lambda: editing.bring_back(database(), identifier, item, author=author()))


@blueprint.post("/items/<item>/replace")
@signed_in(*EDITING)
def replace(identifier: str, item: str) -> ResponseReturnValue:
    """Name what takes the place of an item."""
    draft = beginning.draft_of(database(), identifier)
    at = _place(draft, item)
    words = request.form.get("words", "", type=str).strip()[:LONGEST_ADDRESS]
    address = request.form.get("successor", "", type=str) or (words if succeeding.is_address(words) else "")
    found = [] if address or not words else succeeding.candidates(database(), draft, words)
    if not address and len(found) != 1:
        return _choose(draft, at, words, found, "replace")
    successor = _try(lambda: found[0] if found else _successor_at(draft, address))
    if isinstance(successor, Refusal):
        return _refused(successor)
    return _deed(
        identifier,
        at,
        lambda: editing.replace_by(database(), identifier, item, successor, author=author()),
    )


def _successor_at(draft: FrameworkDraft, address: str) -> Successor:
    http = current_site().peers.http
    return succeeding.successor_at(database(), draft, address, http=http, today=now().date())


@blueprint.post("/undo")
@signed_in(*EDITING)
def take_back(identifier: str) -> ResponseReturnValue:
    """Take the last change back."""
    return _replay(identifier, undo, backwards=True)


@blueprint.post("/redo")
@signed_in(*EDITING)
def make_again(identifier: str) -> ResponseReturnValue:
    """Make again what was taken back last."""
    return _replay(identifier, redo, backwards=False)


def _replay(identifier: str, deed: Callable[..., DraftChange], *, backwards: bool) -> ResponseReturnValue:
    number = request.form.get("number", -1, type=int)
    found = _try(lambda: deed(database(), lock(database(), identifier, author()), number=number))
    if isinstance(found, Refusal):
        return _refused(found)
    edits = [Edit(**edit) for edit in found.edits]
    told = f"{'Taken back' if backwards else 'Made again'}: {found.words}"
    done = [edit.inverse for edit in reversed(edits)] if backwards else edits
    draft = beginning.draft_of(database(), identifier)
    return _pieces(draft, _standing(draft, found.place), done, told)


def _standing(draft: FrameworkDraft, place: str) -> str:
    """Give a place if it still is one."""
    return place if place and reading.nodes_at(database(), draft, [place]) else ""


def _place(draft: FrameworkDraft, item: str) -> str:
    reading.item_of(database(), draft, item)
    asked = request.form.get("at", "", type=str)
    places = [place.identifier for place in reading.places_of(database(), draft, item)]
    return asked if asked in places else places[0] if places else ""


def _types(identifier: str) -> Sequence[Any]:
    framework = database().get(Framework, identifier)
    return framework.definitions.get("CFItemTypes", ()) if framework else ()


def _try(deed: Callable[[], Any]) -> Any:
    """Do it, or give the refusal with nothing written."""
    try:
        return deed()
    except Refusal as refusal:
        database().rollback()
        return refusal


def _deed(identifier: str, place: str, deed: Callable[[], Any]) -> ResponseReturnValue:
    found = _try(deed)
    return _refused(found) if isinstance(found, Refusal) else _done(identifier, place)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if not is_scripted():
        raise refusal
    return render_template("institution/_draft_told.html", refusal=refusal, told=""), 422


def _done(identifier: str, place: str) -> ResponseReturnValue:
    draft = beginning.draft_of(database(), identifier)
    change = last_change(database(), draft)
    if change is None or change.number != draft.revision:
        return _pieces(draft, _standing(draft, place), [], "Nothing was changed")
    edits = [Edit(**edit) for edit in change.edits]
    return _pieces(draft, _standing(draft, place), edits, change.words)


def _pieces(draft: FrameworkDraft, at: str, edits: Sequence[Edit], told: str) -> ResponseReturnValue:
    if not is_scripted():
        flash(f"{told[:300]}.")
        return redirect(url_for("drafts.show", identifier=draft.framework, at=at or None), code=303)
    found = patch(database(), draft, edits, opened=drafts.opened_now(), at=at)
    answer = make_response(
        render_template(
            "institution/_draft_pieces.html",
            draft=draft,
            at=at,
            patch=found,
            trees=found.trees,
            told=told,
            refusal=None,
            **drafts.bar(draft),
            **drafts.chosen(draft, at=at),
        )
    )
    answer.headers["HX-Trigger-After-Settle"] = json.dumps({"tree:focus": {"place": at}})
    return answer


def _again(draft: FrameworkDraft, at: str, panel: dict[str, Any]) -> ResponseReturnValue:
    """Show the panel again with what was typed and what is wrong with it."""
    if not is_scripted():
        return drafts.page(draft, at=at, panel=panel, status=422)
    answer = make_response(render_template("institution/_draft_panel.html", draft=draft, **panel), 422)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#item", "outerHTML"
    return answer


def _choose(
    draft: FrameworkDraft, at: str, words: str, found: Sequence[reading.Node | Successor], deed: str
) -> ResponseReturnValue:
    panel = drafts.chosen(draft, at=at)
    return _again(draft, at, {**panel, "candidates": found, "asked": words, "asked_for": deed})
