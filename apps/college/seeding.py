"""Fill an empty college from its folder."""

from datetime import datetime

from flask import Flask
from sqlmodel import Session

from college.records import Student, TranscriptRecord
from institution.crosswalks import publisher_of
from institution.seeding import KEPT_RECORDS, seed_institution
from webapp.institution_folder import InstitutionFolder
from webapp.seeding import days_ago, is_empty, site_of

# Later phases of the sample transcripts are courses that a story has its student take.
FIRST_PHASE = "initial"


def seed(app: Flask, *, now: datetime) -> bool:
    """Fill the site when it is empty; False when it had data already."""
    site = site_of(app)
    with site.storage.session() as session:
        if not is_empty(session):
            return False
        seed_institution(
            session, site.folder, publisher=publisher_of(site), achievements="courses.json", now=now
        )
        _seed_students(session, site.folder, now)
        session.commit()
        return True


def _seed_students(session: Session, folder: InstitutionFolder, now: datetime) -> None:
    for person in folder.people:
        if person["role"] in KEPT_RECORDS:
            session.add(
                Student(
                    id=person["id"],
                    name=person["name"],
                    email=person["email"],
                    number=person["number"],
                    about=person.get("about", ""),
                )
            )
    session.flush()
    records = folder.json("transcripts.json")["records"] if folder.has("transcripts.json") else ()
    for line in (record for record in records if record["phase"] == FIRST_PHASE):
        session.add(
            TranscriptRecord(
                id=line["id"].removeprefix("urn:uuid:"),
                student=line["person"],
                achievement=line["achievement"].rsplit("/", 1)[1],
                results=line["results"],
                earned_at=days_ago(line["awardedDaysAgo"], now),
                phase=line["phase"],
            )
        )
    session.flush()
