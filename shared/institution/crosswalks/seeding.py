"""Fill the crosswalks of an institution's folder: what its people decided, and what the partner last said."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import Session

from institution.crosswalks.beginning import add_crosswalk
from institution.crosswalks.publishing import publish
from institution.crosswalks.records import Crosswalk, LinkDecision, TheirDecision
from institution.crosswalks.signing import Publisher
from webapp.institution_folder import InstitutionFolder

JSON = dict[str, Any]
FILE = "crosswalks.json"
MORNING = time(9, tzinfo=UTC)


def seed_crosswalks(
    session: Session, folder: InstitutionFolder, *, publisher: Publisher, now: datetime
) -> None:
    """Store the folder's crosswalks as decisions of named people, and publish what follows from them."""
    for paper in folder.json(FILE)["crosswalks"] if folder.has(FILE) else ():
        crosswalk = add_crosswalk(
            session,
            paper["origin"],
            paper["destination"],
            ours=paper["ours"],
            partner=paper["partner"],
            partner_origin=paper["partnerOrigin"],
            origin=publisher.origin,
            by=publisher.name,
            now=now,
            title=paper["title"],
            agreed_document=paper.get("document", ""),
        )
        session.add_all(_decision(crosswalk, row) for row in paper["decisions"])
        session.add_all(_theirs(crosswalk, row) for row in paper["theirs"])
        publish(session, crosswalk, publisher=publisher, now=now)


def _decision(crosswalk: Crosswalk, row: JSON) -> LinkDecision:
    return LinkDecision(
        crosswalk=crosswalk.id,
        **_ends(row),
        kind=row["kind"],
        note=row["note"],
        decided_by=row["by"],
        role=row["role"],
        decided_at=datetime.combine(date.fromisoformat(row["date"]), MORNING),
        agreed_as=row.get("association", ""),
    )


def _theirs(crosswalk: Crosswalk, row: JSON) -> TheirDecision:
    return TheirDecision(
        crosswalk=crosswalk.id,
        **_ends(row),
        kind=row["kind"],
        note=row["note"],
        decided_by=row["by"],
        role=row["role"],
        institution=crosswalk.partner,
        date=row["date"],
    )


def _ends(row: JSON) -> JSON:
    sides = ("origin", "destination")
    return {side: row[side] for side in sides} | {f"{side}_uri": row[side]["uri"] for side in sides}
