"""Nobody else may claim an address of ours: under our origin stands only what we published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from exchange.case_api.places import host_of
from institution.records import Association, Framework, Item
from skills.case import Notice, Package
from webapp.errors import Refusal

JSON = dict[str, Any]
AT_ONCE = 500  # so many values fit into one question to any database


def refuse_claimed_document(package: JSON, *, address: str, origin: str) -> None:
    """Refuse what another server answers as a framework of ours; raises Refusal."""
    document = package.get("CFDocument")
    uri = document.get("uri") if isinstance(document, dict) else None
    if host_of(address) != host_of(origin) and isinstance(uri, str) and _is_ours(uri, origin):
        raise Refusal(
            "Another server claims a framework of ours",
            f"{address} gives a framework that names itself {uri:.200}, which is an address of this site. "
            "If it is really yours, save it as a file and bring that in.",
            code="claims_our_address",
        )


def without_ours(session: Session, package: Package, *, origin: str) -> Package:
    """Leave out of somebody else's framework what is ours and says the same; raises Refusal for the rest.

    What is left out stays what it is here, and links lead to it as before.
    """
    items, told = _left(session, Item, package.items, origin, "CFItems")
    associations, told_too = _left(session, Association, package.associations, origin, "CFAssociations")
    notices = (*package.notices, *told, *told_too)
    return replace(package, items=items, associations=associations, notices=notices)


def _left(
    session: Session, table: type[Item] | type[Association], parts: Sequence[JSON], origin: str, name: str
) -> tuple[tuple[JSON, ...], list[Notice]]:
    claimed = [part for part in parts if _is_ours(part["uri"], origin)]
    if not claimed:
        return tuple(parts), []
    known = _published(session, table, [str(part["identifier"]).lower() for part in claimed])
    for number, part in enumerate(parts):
        same = known.get(str(part["identifier"]).lower())
        if _is_ours(part["uri"], origin) and (same is None or _undated(same) != _undated(part)):
            found = "says something else than it does here" if same else "was never published here"
            raise Refusal(
                "The framework claims an address of ours",
                f"{name}[{number}] names itself {part['uri']:.200}, which is an address of this site, and "
                f"{found}. Only this site gives out its addresses: ask the publisher to use their own.",
                status=409,
                code="claims_our_address",
            )
    left = tuple(part for part in parts if not _is_ours(part["uri"], origin))
    count = "1 of them is" if len(claimed) == 1 else f"{len(claimed):,} of them are"
    return left, [Notice(name, f"{count} ours, word for word; what stands here was taken for it")]


def _published(
    session: Session, table: type[Item] | type[Association], identifiers: Sequence[str]
) -> Mapping[str, JSON]:
    """Find those of our own frameworks' parts that have these identifiers."""
    found: dict[str, JSON] = {}
    for start in range(0, len(identifiers), AT_ONCE):
        query: Any = (
            select(table.identifier, table.body)
            .join(Framework, col(Framework.identifier) == col(table.framework))
            .where(col(table.identifier).in_(identifiers[start : start + AT_ONCE]), col(Framework.own))
        )
        found |= dict(session.exec(query).all())
    return found


def _is_ours(uri: str, origin: str) -> bool:
    return host_of(uri) == host_of(origin)


def _undated(part: JSON) -> JSON:
    return {name: value for name, value in part.items() if name != "lastChangeDateTime"}
