"""Choose two frameworks to link, and find the crosswalks that were begun."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, exists, func, select, update

from institution.crosswalks.records import Crosswalk
from institution.partners import origin_of
from institution.records import Framework, Item, PartnerPackage
from webapp.errors import NotFoundRefusal, Refusal

LONGEST_TITLE = 200


def all_crosswalks(session: Session) -> Sequence[Crosswalk]:
    """List the crosswalks in the order in which they were begun."""
    return session.exec(select(Crosswalk).order_by(col(Crosswalk.position))).all()


def crosswalk_with(session: Session, identifier: str) -> Crosswalk:
    """Give one crosswalk; raises NotFoundRefusal."""
    found = session.get(Crosswalk, identifier)
    if found is None:
        raise NotFoundRefusal("crosswalk")
    return found


def linkable(session: Session) -> Sequence[Framework]:
    """List the frameworks that hold items, our own first."""
    holds = exists().where(col(Item.framework) == col(Framework.identifier))
    query = select(Framework).where(holds)
    return session.exec(query.order_by(col(Framework.own).desc(), col(Framework.position))).all()


def begin(
    session: Session,
    near: Framework,
    far: Framework,
    *,
    origin: str,
    outcomes_are_ours: bool,
    by: str,
    now: datetime,
) -> Crosswalk:
    """Begin to link one of our frameworks with another, or give the crosswalk of the two that is there."""
    if near.identifier == far.identifier:
        raise Refusal("Choose two different frameworks", "A framework is not linked with itself.")
    if not near.own:
        raise Refusal("One of the two must be ours", f"“{near.title}” is a copy of somebody else's.")
    _wait_for_turn(session, near, far)
    partner = session.exec(select(PartnerPackage).where(PartnerPackage.framework == far.identifier)).first()
    ours_first = outcomes_are_ours or partner is None
    sides = [link_to(near), link_to(far)]
    return add_crosswalk(
        session,
        *(sides if ours_first else sides[::-1]),
        ours="origin" if ours_first else "destination",
        partner=partner.partner if partner else "",
        partner_origin=origin_of(partner.url) if partner else "",
        origin=origin,
        by=by,
        now=now,
    )


def _wait_for_turn(session: Session, near: Framework, far: Framework) -> None:
    """Wait until nobody else begins to link these two, whichever of them they name first."""
    first = min(near.identifier, far.identifier)
    turn = update(Framework).where(col(Framework.identifier) == first)
    session.execute(turn.values(position=col(Framework.position)))


def add_crosswalk(
    session: Session,
    outcomes: dict[str, str],
    competencies: dict[str, str],
    *,
    ours: str,
    partner: str,
    partner_origin: str,
    origin: str,
    by: str,
    now: datetime,
    title: str = "",
    agreed_document: str = "",
) -> Crosswalk:
    """Add a crosswalk, or give the one of these two frameworks that is there."""
    identifier = str(uuid5(NAMESPACE_URL, f"{outcomes['uri']} {competencies['uri']}"))
    turned = str(uuid5(NAMESPACE_URL, f"{competencies['uri']} {outcomes['uri']}"))
    there = session.get(Crosswalk, identifier) or session.get(Crosswalk, turned)
    if there is not None:
        return there
    crosswalk = Crosswalk(
        id=identifier,
        title=title or f"{outcomes['title']} to {competencies['title']}"[:LONGEST_TITLE],
        origin=outcomes,
        destination=competencies,
        ours=ours,
        partner=partner,
        partner_origin=partner_origin,
        position=session.exec(select(func.count()).select_from(Crosswalk)).one(),
        begun_by=by,
        begun_at=now,
        decisions_document=own_identifier(origin, identifier, "decisions"),
        agreed_document=agreed_document or own_identifier(origin, identifier, "agreed"),
        agreement={},
    )
    session.add(crosswalk)
    session.flush()
    return crosswalk


def own_identifier(origin: str, *names: str) -> str:
    """Make an identifier of this institution that names the same thing for ever."""
    return str(uuid5(NAMESPACE_URL, "/".join((origin, "crosswalks", *names))))


def link_to(framework: Framework) -> dict[str, str]:
    """Name a framework as CASE does."""
    return {"title": framework.title, "identifier": framework.identifier, "uri": framework.uri}


def named(item: Item) -> dict[str, Any]:
    """Name an item as a link of CASE does."""
    title = f"{item.code} {item.label}" if item.shows_code else item.label
    return {"title": title, "identifier": item.identifier, "uri": item.uri, "targetType": "CASE"}
