"""The outcomes browser: which frameworks are kept here, and one of them as a tree that can be searched."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2_fragments.flask import render_block
from sqlmodel import Session, col, select

from institution import frameworks, outcomes
from institution.crosswalks.adopting import integrated_documents
from institution.crosswalks.publishing import DECISIONS
from institution.drafting import asking, beginning
from institution.pages.roles import EDITING, PUBLISHING, may
from institution.records import Association, Framework
from webapp.clock import now
from webapp.errors import NotFoundRefusal
from webapp.sign_in import current_person_or_none, open_to_all
from webapp.site import database

PAGE = "institution/framework.html"
MOST_FOUND = 100
MOST_LINKS = 200
LARGE = 300  # a tree of more items is sent branch by branch

blueprint = Blueprint("frameworks", __name__)


@blueprint.get("/frameworks")
@open_to_all
def index() -> ResponseReturnValue:
    """List the frameworks: our own for everybody, partners' copies for the people of the house."""
    person = current_person_or_none()
    listed = frameworks.all_frameworks(database(), own=None if person else True)
    may_edit = may(EDITING)
    drafts = beginning.all_drafts(database()) if may_edit else []
    return render_template(
        "institution/frameworks.html",
        frameworks=[one for one in listed if one.document.get("frameworkType") != DECISIONS],
        counts=frameworks.counts(database()),
        may_import=may_edit,
        drafts=drafts,
        requests=asking.requests_of(database(), drafts),
        may_publish=may(PUBLISHING),
    )


@blueprint.get("/frameworks/<identifier>")
@open_to_all
def show(identifier: str) -> ResponseReturnValue:
    """Show a framework as a tree, or what a search finds in it."""
    if _only_a_draft(identifier):
        return redirect(url_for("drafts.show", identifier=identifier.lower()), code=303)
    framework = frameworks.framework_with(database(), identifier)
    if not framework.own and current_person_or_none() is None:
        return redirect(url_for("sign_in.show", next=request.path), code=303)
    words = request.args.get("q", "", type=str).strip()[:200]
    branch = request.args.get("branch", "", type=str)
    values = {"framework": framework, "words": words, **_numbers(database(), framework)}
    if branch and request.htmx:  # type: ignore[attr-defined]
        tree = frameworks.branches(database(), framework)
        way = frameworks.way_to(tree, branch)
        if not way:
            raise NotFoundRefusal("outcome")
        page = "institution/_branch.html"
        return render_template(page, **values, branch=way[-1], opened=frozenset(), large=True)
    if words:
        values |= _found(database(), framework, words)
    else:
        values |= _tree(database(), framework, branch)
    if request.htmx:  # type: ignore[attr-defined]
        return str(render_block(PAGE, "outcomes", **values))
    links = _links(database(), framework) if not values["items"] else []
    return render_template(PAGE, **values, **_writing(framework), links=links, link_words=outcomes.link_words)


def _only_a_draft(identifier: str) -> bool:
    """Tell whether somebody who writes asks for what is not published yet."""
    draft = beginning.draft_or_none(database(), identifier) if may(EDITING) else None
    return draft is not None and draft.based_on == 0


def _writing(framework: Framework) -> dict[str, object]:
    """Give what those who write frameworks can do with one."""
    by_hand = framework.own and framework.identifier not in integrated_documents(database())
    may_edit = may(EDITING) and by_hand
    draft = beginning.draft_or_none(database(), framework.identifier) if may_edit else None
    return {"may_edit": may_edit, "may_publish": may(PUBLISHING) and by_hand, "draft": draft}


def _numbers(session: Session, framework: Framework) -> dict[str, object]:
    items, associations = frameworks.counts(session).get(framework.identifier, (0, 0))
    return {
        "items": items,
        "associations": associations,
        "links_by_uri": outcomes.link_counts(session, framework),
        "levels_by_uri": outcomes.level_counts(framework),
        "today": now().date().isoformat(),
    }


def _tree(session: Session, framework: Framework, branch: str) -> dict[str, object]:
    tree = frameworks.branches(session, framework)
    ends = {item.uri: item for top in tree for item in top.ends()}
    large = len(ends) > LARGE
    return {
        "found": None,
        "parents": {},
        "more": False,
        "tree": tree,
        "large": large,
        "ends": len(ends),
        "opened": _opened(tree, branch, large=large),
    }


def _opened(tree: tuple[frameworks.Branch, ...], wanted: str, *, large: bool) -> frozenset[str]:
    """Choose the branches that stand open: the way to the wanted one, or to the first outcome."""
    way = frameworks.way_to(tree, wanted) if wanted else ()
    if way:
        return frozenset(branch.item.identifier for branch in way)
    if large:
        return frozenset()
    opened = {branch.item.identifier for branch in frameworks.upper(tree)}
    at = tree
    while at and at[0].children:
        opened.add(at[0].item.identifier)
        at = at[0].children
    return frozenset(opened)


def _found(session: Session, framework: Framework, words: str) -> dict[str, object]:
    found = frameworks.search(session, framework, words, most=MOST_FOUND + 1)
    return {
        "found": found[:MOST_FOUND],
        "more": len(found) > MOST_FOUND,
        "parents": outcomes.first_parents(session, framework, [item.uri for item in found]),
        "tree": (),
        "large": False,
        "ends": 0,
        "opened": frozenset(),
    }


def _links(session: Session, framework: Framework) -> list[tuple[Association, tuple[outcomes.JSON, ...]]]:
    """List the associations of a framework that has no items of its own: a crosswalk."""
    found = session.exec(
        select(Association)
        .where(Association.framework == framework.identifier)
        .order_by(col(Association.position))
        .limit(MOST_LINKS)
    )
    return [(association, outcomes.confirmers(association.body)) for association in found]
