"""Keep a document of links of ours as it is published: only what changed is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, func, select

from credentials.standards.vc import timestamp
from institution.crosswalks.signing import Publisher
from institution.records import Association, Framework
from institution.storing import DECIDED_HERE

JSON = dict[str, Any]
Links = Mapping[int, JSON]  # by their place: that of the decision


def keep(
    session: Session, document: JSON, links: Links, publisher: Publisher, now: datetime
) -> Framework | None:
    """Write what changed of a document of ours, and give it; None where nothing did."""
    framework = session.get(Framework, document["identifier"])
    if framework is None and not links:
        return None
    query = select(Association).where(Association.framework == document["identifier"])
    stored = {row.identifier: row for row in session.exec(query)}
    wanted = {body["identifier"]: (position, body) for position, body in links.items()}
    changed = {name for name, (_, body) in wanted.items() if name not in stored or stored[name].body != body}
    gone = set(stored) - set(wanted)
    if framework is not None and not changed and not gone and _same(framework.document, document):
        return None
    dated = document | {"lastChangeDateTime": timestamp(now)}
    if framework is None:
        framework = new_framework(session, dated, publisher, now)
    else:
        restate(framework, dated, now)
    session.add(framework)
    session.flush()
    session.execute(delete(Association).where(col(Association.identifier).in_(changed | gone)))
    for name in sorted(changed, key=lambda name: wanted[name][0]):
        session.add(_row(framework, *wanted[name]))
    session.flush()
    return framework


def _same(stored: JSON, document: JSON) -> bool:
    """Tell whether a document says the same, but for its version and the moment of its last change."""
    return {name: stored.get(name) for name in document if name != "version"} == {
        name: value for name, value in document.items() if name != "version"
    }


def restate(framework: Framework, document: JSON, now: datetime) -> None:
    """Let a framework that is here say this document from now on."""
    framework.document, framework.title = document, document["title"]
    # Whoever keeps something made of the frameworks looks at this moment: no two changes have the same.
    framework.brought_at = max(now, framework.brought_at + timedelta(microseconds=1))


def new_framework(
    session: Session,
    document: JSON,
    publisher: Publisher,
    now: datetime,
    *,
    stated: Sequence[str] = ("CFAssociations",),
) -> Framework:
    """Make a document of ours that nobody wrote by hand."""
    return Framework(
        identifier=document["identifier"],
        uri=document["uri"],
        title=document["title"],
        own=True,
        source=DECIDED_HERE,
        document=document,
        definitions={},
        rubrics=[],
        others={},
        stated=list(stated),
        position=session.exec(select(func.count()).select_from(Framework)).one(),
        brought_by=publisher.name,
        brought_at=now,
    )


def _row(framework: Framework, position: int, body: JSON) -> Association:
    return Association(
        identifier=body["identifier"],
        framework=framework.identifier,
        kind=body["associationType"],
        origin_uri=body["originNodeURI"]["uri"],
        destination_uri=body["destinationNodeURI"]["uri"],
        position=position,
        body=body,
    )
