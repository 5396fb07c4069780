"""The levels of an item of a draft: named, described, in order."""

from dataclasses import replace
from itertools import zip_longest

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from credentials.parsing import UNSIGNABLE
from institution.drafting import beginning, leveling, reading
from institution.drafting.leveling import LevelText
from institution.drafting.records import ENDING, DraftItem, FrameworkDraft
from institution.outcomes import day
from institution.pages.drafts import author
from institution.pages.roles import EDITING
from webapp.errors import Refusal
from webapp.sign_in import signed_in
from webapp.site import database

LONGEST_NAME = 120
LONGEST_TEXT = 2000
MOST_SENT = 50

blueprint = Blueprint("levels", __name__, url_prefix="/frameworks/<identifier>/draft/items/<item>/levels")


@blueprint.get("")
@signed_in(*EDITING)
def show(identifier: str, item: str) -> ResponseReturnValue:
    """Show the levels of an item."""
    draft, row = _found(identifier, item)
    return _page(draft, row, leveling.levels_of(database(), draft, row), seen=row.stamp)


@blueprint.post("")
@signed_in(*EDITING)
def write(identifier: str, item: str) -> ResponseReturnValue:
    """Keep the levels as they were typed, or show them again with one more, one less or in another order."""
    draft, row = _found(identifier, item)
    seen = request.form.get("seen", -1, type=int)
    typed = _typed()
    deed, _, which = request.form.get("deed", "save").partition("-")
    if deed != "save":
        levels, about = _arranged(draft, typed, deed, which)
        return _page(draft, row, levels, seen=seen, about=about)
    problems = _problems(typed)
    if problems:
        return _page(draft, row, typed, seen=seen, problems=problems, about=min(problems)), 422
    try:
        leveling.describe(database(), identifier, item, typed, seen=seen, author=author())
    except Refusal as refusal:
        database().rollback()
        draft, row = _found(identifier, item)
        return _page(draft, row, typed, seen=seen, refusal=refusal), refusal.status
    place = reading.main_places(database(), draft, [row.identifier]).get(row.identifier)
    return redirect(url_for("drafts.show", identifier=draft.framework, at=place), code=303)


def _found(identifier: str, item: str) -> tuple[FrameworkDraft, DraftItem]:
    draft = beginning.draft_of(database(), identifier)
    return draft, reading.item_of(database(), draft, item)


def _typed() -> list[LevelText]:
    names = ("name", "description", "identifier", "ended")
    fields = [request.form.getlist(name)[:MOST_SENT] for name in names]
    return [
        LevelText(name.strip(), text.replace("\r\n", "\n").strip(), identifier, _end(ended))
        for name, text, identifier, ended in zip_longest(*fields, fillvalue="")
    ]


def _end(text: str) -> str:
    return text if text == ENDING or day(text) else ""


def _problems(typed: list[LevelText]) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, level in enumerate(typed):
        if not level.name:
            found[number] = "Name the level, such as Working."
        elif len(level.name) > LONGEST_NAME or len(level.description) > LONGEST_TEXT:
            found[number] = f"Use at most {LONGEST_NAME} characters, and {LONGEST_TEXT:,} for what it means."
        elif UNSIGNABLE.search(level.name + level.description):
            found[number] = "Remove the control characters: only words and line breaks can be kept."
        elif not level.ended and level.name.lower() in _names(typed[:number]):
            found[number] = "Another level has this name."
    return found


def _names(levels: list[LevelText]) -> set[str]:
    return {level.name.lower() for level in levels if not level.ended}


def _arranged(
    draft: FrameworkDraft, typed: list[LevelText], deed: str, which: str
) -> tuple[list[LevelText], int | None]:
    """Give the levels as they stand after a deed, and which of them it was about."""
    number = int(which) if which.isdecimal() and int(which) < len(typed) else None
    if deed == "add":
        return [*typed, LevelText("", "")], len(typed)
    if deed == "usual":
        usual = (LevelText(name, "") for name in leveling.usual_names(database(), draft))
        return [*typed, *usual], len(typed)
    if number is None:
        return typed, None
    rest, level = typed[:number] + typed[number + 1 :], typed[number]
    if deed == "drop" and level.identifier not in leveling.published(database(), draft):
        return rest, max(0, number - 1)
    if deed in ("drop", "keep"):
        ended = ENDING if deed == "drop" else ""
        return [*typed[:number], replace(level, ended=ended), *typed[number + 1 :]], number
    to = max(0, number - 1) if deed == "up" else number + 1
    return [*rest[:to], level, *rest[to:]], min(to, len(rest))


def _page(
    draft: FrameworkDraft,
    row: DraftItem,
    levels: list[LevelText],
    *,
    seen: int,
    problems: dict[int, str] | None = None,
    refusal: Refusal | None = None,
    about: int | None = None,
) -> str:
    """Show the levels; the one that the last deed was about has the focus."""
    return render_template(
        "institution/draft_levels.html",
        draft=draft,
        item=row,
        levels=levels,
        published=leveling.published(database(), draft),
        usual=leveling.usual_names(database(), draft),
        at=reading.main_places(database(), draft, [row.identifier]).get(row.identifier, ""),
        seen=seen,
        problems=problems or {},
        refusal=refusal,
        about=about,
    )
