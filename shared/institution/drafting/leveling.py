"""Describe the levels of an item of a draft: a rubric of its own, from the lowest level to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlmodel import Session, col, func, select

from credentials.standards.vc import timestamp
from institution.drafting.changing import Author, Edit, check_seen, gone, lock, make
from institution.drafting.editing import JSON, addresses_of, link_to
from institution.drafting.ending import ended_or_not
from institution.drafting.reading import item_of
from institution.drafting.records import DraftItem, DraftRubric, FrameworkDraft
from institution.outcomes import in_order, in_use
from institution.records import Framework
from skills.case import level_ended
from webapp.errors import Refusal

MOST_LEVELS = 12


@dataclass(frozen=True)
class LevelText:
    """What a person writes about a level; without an identifier it is new, with an end it is out of use."""

    name: str
    description: str
    identifier: str = ""
    ended: str = ""


def levels_of(session: Session, draft: FrameworkDraft, item: DraftItem) -> list[LevelText]:
    """Give the levels that are described for an item, from the lowest."""
    rubric = session.get(DraftRubric, item.rubric) if item.rubric else None
    criterion = _criterion(rubric, item) if rubric else None
    levels = in_order(criterion.get("CFRubricCriterionLevels", ())) if criterion else []
    return [
        LevelText(
            level.get("quality", ""), level.get("description", ""), level["identifier"], level_ended(level)
        )
        for level in levels
    ]


def usual_names(session: Session, draft: FrameworkDraft) -> list[str]:
    """Give the level names of the draft's first rubric, as a start for the next."""
    rubric = session.exec(
        select(DraftRubric)
        .where(DraftRubric.framework == draft.framework)
        .order_by(col(DraftRubric.position))
        .limit(1)
    ).first()
    criteria = rubric.body.get("CFRubricCriteria", ()) if rubric else ()
    levels = in_order(criteria[0].get("CFRubricCriterionLevels", ())) if criteria else []
    return [str(level.get("quality", "")) for level in levels]


def describe(
    session: Session, framework: str, item: str, texts: Sequence[LevelText], *, seen: int, author: Author
) -> None:
    """Write the levels of an item anew, in their order.

    Published ones can be reworded or go out of use, never be left out: badges may point to them.
    """
    draft = lock(session, framework, author)
    row = item_of(session, draft, item)
    check_seen(session, row, seen, row.name)
    rubric = session.get(DraftRubric, row.rubric) if row.rubric else None
    criterion = _criterion(rubric, row) if rubric else None
    _check(session, draft, criterion, texts)
    if len(texts) > MOST_LEVELS:
        raise Refusal(
            "Too many levels", f"Found {len(texts)}, expected {MOST_LEVELS} at most.", code="levels"
        )
    if rubric is None or criterion is None:
        body = _new_rubric(draft, row, author)
        criterion = body["CFRubricCriteria"][0]
    else:
        body = rubric.body
    levels = _levels(draft, criterion, texts, author)
    written = {**criterion, "CFRubricCriterionLevels": levels}
    if rubric is not None and written == criterion:
        return
    body = {
        **body,
        "CFRubricCriteria": [
            written if one["identifier"] == written["identifier"] else one for one in body["CFRubricCriteria"]
        ],
    }
    number = in_use(levels)
    edits = _edits(session, draft, row, rubric, body, number)
    make(session, draft, author, f"Described {number} levels of {row.name}", edits)


def _edits(
    session: Session,
    draft: FrameworkDraft,
    row: DraftItem,
    rubric: DraftRubric | None,
    body: JSON,
    number: int,
) -> list[Edit]:
    key = body["identifier"].lower()
    before = {"levels": row.levels, "rubric": row.rubric}
    if not any(one.get("CFRubricCriterionLevels") for one in body["CFRubricCriteria"]):
        emptied = Edit("item", row.identifier, before, {"levels": 0, "rubric": ""})
        return [gone("rubric", rubric), emptied] if rubric is not None else []
    item = Edit("item", row.identifier, before, {"levels": number, "rubric": key})
    if rubric is not None:
        return [Edit("rubric", key, {"body": rubric.body}, {"body": body}), item]
    last = session.exec(
        select(func.coalesce(func.max(DraftRubric.position), -1)).where(
            DraftRubric.framework == draft.framework
        )
    ).one()
    position = last + 1
    new = {"identifier": key, "framework": draft.framework, "position": position, "body": body}
    return [Edit("rubric", key, None, new), item]


def _criterion(rubric: DraftRubric, item: DraftItem) -> JSON | None:
    found: Sequence[JSON] = rubric.body.get("CFRubricCriteria", ())
    return next((one for one in found if one.get("CFItemURI", {}).get("uri") == item.uri), None)


def _check(
    session: Session, draft: FrameworkDraft, criterion: JSON | None, texts: Sequence[LevelText]
) -> None:
    levels: Sequence[JSON] = criterion.get("CFRubricCriterionLevels", ()) if criterion else ()
    known = {level["identifier"]: level.get("quality", "") for level in levels}
    kept = [text.identifier for text in texts if text.identifier]
    if not set(kept) <= set(known) or len(kept) != len(set(kept)):
        raise Refusal(
            "This level belongs elsewhere", "Load the page again, then make your change.", code="level"
        )
    lost = [name for level, name in known.items() if level not in kept and level in published(session, draft)]
    if lost:
        raise Refusal(
            "Published levels keep their address",
            f"Badges may point to “{lost[0]}”. Take it out of use instead of leaving it out.",
            status=409,
            code="level_dropped",
        )


def published(session: Session, draft: FrameworkDraft) -> set[str]:
    """List the levels that are published already, by their identifiers."""
    framework = session.get(Framework, draft.framework)
    return {
        level["identifier"]
        for rubric in (framework.rubrics if framework else ())
        for criterion in rubric.get("CFRubricCriteria", ())
        for level in criterion.get("CFRubricCriterionLevels", ())
    }


def _new_rubric(draft: FrameworkDraft, item: DraftItem, author: Author) -> JSON:
    rubric, criterion = _named(draft, author), _named(draft, author)
    criterion |= {
        "category": "Levels",
        "description": item.statement,
        "CFItemURI": link_to(item),
        "weight": 1,
        "position": 1,
        "rubricId": rubric["identifier"],
        "CFRubricCriterionLevels": [],
    }
    about = {"title": f"{item.code or item.label} levels", "description": f"Levels for {item.name}."}
    return {**rubric, **about, "CFRubricCriteria": [criterion]}


def _levels(draft: FrameworkDraft, criterion: JSON, texts: Sequence[LevelText], author: Author) -> list[JSON]:
    old = {level["identifier"]: level for level in criterion.get("CFRubricCriterionLevels", ())}
    levels = []
    for position, text in enumerate(texts, start=1):
        level = old.get(text.identifier) or {
            **_named(draft, author),
            "score": position,
            "rubricCriterionId": criterion["identifier"],
        }
        words = {"quality": text.name, "description": text.description}
        kept = {name: value for name, value in level.items() if name not in words}
        kept |= {name: value for name, value in words.items() if value}
        levels.append(ended_or_not({**kept, "position": position}, ends=bool(text.ended)))
    return levels


def _named(draft: FrameworkDraft, author: Author) -> JSON:
    identifier = str(uuid4())
    return {
        "identifier": identifier,
        "uri": addresses_of(draft) + identifier,
        "lastChangeDateTime": timestamp(author.now),
    }
