"""Sign the integrated view under a person's name, at each institution; it lapses when the links change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from institution.crosswalks.integrating import digest_of_links
from institution.crosswalks.records import Crosswalk, SignOff
from institution.crosswalks.standing import Standing
from webapp.errors import Refusal

LONGEST = 200


def sign_off(
    session: Session,
    crosswalk: Crosswalk,
    *,
    seen: str,
    name: str,
    role: str,
    institution: str,
    now: datetime,
) -> SignOff:
    """Record that a person of ours signed the links as they saw them; `seen` is their digest."""
    standing = Standing(session, crosswalk)
    if seen != digest_of_links(standing):
        raise Refusal("The links changed meanwhile", "Look at the table again, then sign it.", status=409)
    if not standing.of("agreed"):
        raise Refusal("There is nothing to sign yet", "No link is agreed.", status=409)
    signed = SignOff(
        crosswalk=crosswalk.id,
        ours=True,
        name=name,
        role=role,
        institution=institution,
        date=now.date().isoformat(),
        links=seen,
    )
    session.add(signed)
    session.flush()
    return signed


def sign_offs(session: Session, crosswalk: Crosswalk) -> Sequence[SignOff]:
    """List the newest signature of each institution, ours first."""
    query = select(SignOff).where(SignOff.crosswalk == crosswalk.id).order_by(col(SignOff.id))
    newest = {signed.ours: signed for signed in session.exec(query)}
    return [newest[side] for side in (True, False) if side in newest]


def ours_as_json(session: Session, crosswalk: Crosswalk, *, origin: str) -> Mapping[str, Any]:
    """Write our newest signature for the document of decisions, and where the integrated framework is."""
    signed = next((one for one in sign_offs(session, crosswalk) if one.ours), None)
    if signed is None:
        return {}
    names = ("name", "role", "institution", "date", "links")
    document = f"{origin}/uri/{crosswalk.integrated_document}"
    return {"signOff": {name: getattr(signed, name) for name in names} | {"document": document}}


def take_theirs(session: Session, crosswalk: Crosswalk, stated: object) -> bool:
    """Keep the signature that the partner's document states, and tell whether it is new."""
    said = stated if isinstance(stated, dict) else {}
    texts = {name: str(said.get(name, ""))[:LONGEST] for name in ("name", "role", "date", "links")}
    if not texts["name"] or not texts["links"]:
        return False
    document = str(said.get("document", ""))[:LONGEST]
    document = document if document.startswith(f"{crosswalk.partner_origin}/uri/") else ""
    newest = next((one for one in sign_offs(session, crosswalk) if not one.ours), None)
    if newest is not None and all(getattr(newest, name) == text for name, text in texts.items()):
        newest.document = document
        return False
    signed = SignOff(
        crosswalk=crosswalk.id,
        ours=False,
        name=texts["name"],
        role=texts["role"],
        institution=crosswalk.partner,
        date=texts["date"],
        links=texts["links"],
        document=document,
    )
    session.add(signed)
    session.flush()
    return True
