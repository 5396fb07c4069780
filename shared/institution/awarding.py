"""Award achievements, say what each award means as a credential, and revoke."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, or_, select

from credentials import status
from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json
from credentials.standards import openbadges
from institution.records import Achievement, Award, StatusList
from institution.roster import Recipient
from webapp.errors import NotFoundRefusal, Refusal

JSON = dict[str, Any]
LIST_NUMBER = 1
A_MINUTE = timedelta(minutes=1)  # verifiers' clocks may be a little behind ours
LONGEST_EVIDENCE = 2000
LONGEST_REASON = 500


@dataclass(frozen=True)
class Issuer:
    """Who signs: the institution as an Open Badges Profile, and where its status lists are."""

    did: str
    origin: str
    name: str
    email: str | None = None

    def profile(self) -> JSON:
        """Write the institution as a Profile."""
        logo = {"id": f"{self.origin}/logo.svg", "type": "Image", "caption": f"Logo of {self.name}"}
        return openbadges.profile(
            id=self.did, name=self.name, url=f"{self.origin}/", email=self.email, image=logo
        )

    def status_url(self, number: int) -> str:
        """Give the address of a status list."""
        return f"{self.origin}/status/{number}"


def award(
    session: Session,
    achievement: Achievement,
    recipient: Recipient,
    *,
    results: Sequence[Mapping[str, str]],
    evidence: str,
    by: str,
    awarded_at: datetime,
    now: datetime,
    choose: Callable[[int], int] = secrets.randbelow,
) -> Award:
    """Decide that a person has achieved something; raises Refusal when a result does not fit."""
    made = Award(
        id=str(uuid4()),
        achievement=achievement.id,
        recipient=recipient.id,
        recipient_name=recipient.name,
        recipient_email=recipient.email,
        results=[checked_result(achievement, result) for result in results],
        evidence=checked_evidence(evidence),
        awarded_by=by,
        awarded_at=_checked_day(awarded_at, now),
        made_at=now,
        status_list=LIST_NUMBER,
        status_index=_free_index(session, choose, now),
    )
    session.add(made)
    session.flush()
    return made


def _checked_day(awarded_at: datetime, now: datetime) -> datetime:
    if awarded_at > now:
        found = f"Found {awarded_at:%Y-%m-%d}, expected today or earlier."
        raise Refusal("An award cannot lie in the future", found)
    return awarded_at


def checked_evidence(text: str) -> str:
    """Give evidence as it can be signed; raises Refusal."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_EVIDENCE:
        raise Refusal(
            "The evidence is too long", f"Found {len(text)} characters, expected {LONGEST_EVIDENCE} at most."
        )
    try:
        check_json({"evidence": text})
    except MalformedDocumentError as error:
        raise Refusal(
            "The evidence cannot be signed", str(error).replace("found", "Found", 1) + "."
        ) from error
    return text


def checked_result(achievement: Achievement, result: Mapping[str, str]) -> dict[str, str]:
    """Give a result that its description allows; raises Refusal."""
    described = {entry["id"]: entry for entry in achievement.body.get("resultDescription", [])}
    description = described.get(result.get("resultDescription", ""))
    if description is None:
        raise Refusal(
            "This result belongs to another achievement", f"{achievement.name} does not describe it."
        )
    kept = {"resultDescription": description["id"]}
    level, value = result.get("achievedLevel"), result.get("value")
    if level is not None:
        if level not in {entry["id"] for entry in description.get("rubricCriterionLevel", [])}:
            raise Refusal(f"“{description['name']}” has no such level", f"Found {level:.100}.")
        return {**kept, "achievedLevel": level}
    if value not in passing_values(description):
        allowed = ", ".join(passing_values(description)) or "a level of its rubric"
        raise Refusal(f"“{description['name']}” cannot be {value!s:.40}", f"Expected one of {allowed}.")
    return {**kept, "value": str(value)}


def passing_values(description: Mapping[str, Any]) -> list[str]:
    """List the values that earn the award: those up to the required one, and a plain pass."""
    allowed: list[str] = description.get("allowedValue", [])
    required = description.get("requiredValue")
    passing = allowed[: allowed.index(required) + 1] if required in allowed else list(allowed)
    return passing + [value for value in allowed if value == "P" and value not in passing]


def _free_index(session: Session, choose: Callable[[int], int], now: datetime) -> int:
    status_list = session.get(StatusList, LIST_NUMBER)
    if status_list is None:
        status_list = StatusList(number=LIST_NUMBER, bits=status.new_list(), changed_at=now)
        session.add(status_list)
        session.flush()
    entries = len(status_list.bits) * 8
    while True:
        index = choose(entries)
        taken = select(Award.id).where(Award.status_list == LIST_NUMBER, Award.status_index == index)
        if session.exec(taken).first() is None:
            return index


def wait_for_turn(session: Session) -> None:
    """Wait until no other request is awarding, so that what is looked at next is what will be changed."""
    own = col(StatusList.number) == LIST_NUMBER
    session.execute(update(StatusList).where(own).values(number=LIST_NUMBER))


def award_with(session: Session, identifier: str) -> Award:
    """Give one award; raises NotFoundRefusal."""
    found = session.get(Award, identifier)
    if found is None:
        raise NotFoundRefusal("award")
    return found


def awards_of(session: Session, recipient: str | None = None) -> Sequence[Award]:
    """List awards, newest first: all, or one person's."""
    query = select(Award).order_by(col(Award.made_at).desc(), col(Award.id))
    return session.exec(query if recipient is None else query.where(Award.recipient == recipient)).all()


def find_awards(session: Session, words: str, *, most: int) -> Sequence[tuple[Award, Achievement]]:
    """List the newest awards that have every one of the words in person, badge or awarder."""
    query = select(Award, Achievement).join(Achievement, col(Achievement.id) == col(Award.achievement))
    for word in words.split():
        places = (Award.recipient_name, Achievement.name, Achievement.code, Award.awarded_by)
        query = query.where(or_(*(col(place).icontains(word, autoescape=True) for place in places)))
    return session.exec(query.order_by(col(Award.made_at).desc(), col(Award.id)).limit(most)).all()


def unsigned_credential(issuer: Issuer, achievement: Achievement, made: Award, *, holder: str) -> JSON:
    """Say an award as an Open Badge that is bound to the holder and not yet signed."""
    subject = openbadges.achievement_subject(
        id=holder,
        achievement=achievement_of(issuer, achievement),
        result=[
            openbadges.result(
                result_description=result["resultDescription"],
                achieved_level=result.get("achievedLevel"),
                value=result.get("value"),
            )
            for result in made.results
        ],
        # A salt is published in the badge: it has to be random and used once, as an award's identifier is.
        identifier=[openbadges.hashed_identity(made.recipient_email, salt=made.id)],
    )
    evidence = [openbadges.evidence(name="Evidence", narrative=made.evidence)] if made.evidence else None
    return openbadges.open_badge(
        id=f"urn:uuid:{made.id}",
        issuer=issuer.profile(),
        subject=subject,
        name=achievement.name,
        valid_from=made.made_at - A_MINUTE,
        awarded_date=made.awarded_at,
        status=status.status_entry(issuer.status_url(made.status_list), made.status_index),
        evidence=evidence,
    )


def achievement_of(issuer: Issuer, achievement: Achievement) -> JSON:
    """Write an achievement as Open Badges says it, with its creator and picture."""
    image = {
        "id": f"{achievement.uri}/image.svg",
        "type": "Image",
        "caption": f"Badge for {achievement.name}",
    }
    creator = {"id": issuer.did, "type": ["Profile"], "name": issuer.name}
    return {**achievement.body, "creator": creator, "image": image}


def revoke(session: Session, made: Award, *, by: str, reason: str, now: datetime) -> None:
    """Withdraw an award for good; raises Refusal without a reason or when it is withdrawn already."""
    if made.revoked_at is not None:
        raise Refusal("This award is withdrawn already", status=409, code="revoked")
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Refusal("Give a reason", f"Found {len(reason)} characters, expected 1 to {LONGEST_REASON}.")
    status_list = session.get(StatusList, made.status_list)
    if status_list is None:
        raise NotFoundRefusal("status list")
    status_list.bits = status.set_bit(status_list.bits, made.status_index)
    status_list.changed_at = now
    made.revoked_at, made.revoked_by, made.revoked_reason = now, by, reason
    session.flush()
