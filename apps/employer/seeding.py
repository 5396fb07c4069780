"""Fill an empty employer from its folder."""

from datetime import datetime

from flask import Flask
from sqlmodel import Session

from employer.jobs import store_job
from employer.records import Employee, ListedIssuer, WorkRecord
from institution.crosswalks import publisher_of
from institution.seeding import KEPT_RECORDS, seed_institution
from webapp.institution_folder import InstitutionFolder
from webapp.seeding import days_ago, is_empty, site_of


def seed(app: Flask, *, now: datetime) -> bool:
    """Fill the site when it is empty; False when it had data already."""
    site = site_of(app)
    with site.storage.session() as session:
        if not is_empty(session):
            return False
        folder = site.folder
        seed_institution(
            session, folder, publisher=publisher_of(site), achievements="workplace.json", now=now
        )
        _seed_employees(session, folder, now)
        names = {person["id"]: person["name"] for person in folder.people}
        for name in folder.names("jobs"):
            paper = folder.json(name)
            store_job(session, paper, posted_by=names.get(paper["contact"], paper["contact"]), now=now)
        _seed_issuers(session, folder, now)
        session.commit()
        return True


def _seed_employees(session: Session, folder: InstitutionFolder, now: datetime) -> None:
    for person in folder.people:
        if person["role"] in KEPT_RECORDS:
            session.add(
                Employee(
                    id=person["id"],
                    name=person["name"],
                    email=person["email"],
                    number=person["number"],
                    about=person.get("about", ""),
                )
            )
    session.flush()
    employees = {person["id"] for person in folder.people if person["role"] in KEPT_RECORDS}
    for line in folder.json("workplace.json")["awards"] if folder.has("workplace.json") else ():
        if line["person"] in employees:
            session.add(
                WorkRecord(
                    id=line["id"].removeprefix("urn:uuid:"),
                    employee=line["person"],
                    achievement=line["achievement"].rsplit("/", 1)[1],
                    results=line["results"],
                    earned_at=days_ago(line["awardedDaysAgo"], now),
                )
            )
    session.flush()


def _seed_issuers(session: Session, folder: InstitutionFolder, now: datetime) -> None:
    if not folder.has("trusted-issuers.json"):
        return
    compliance = [person["name"] for person in folder.people if person["role"] == "compliance"]
    for entry in folder.json("trusted-issuers.json")["issuers"]:
        session.add(
            ListedIssuer(
                did=entry["did"],
                name=entry["name"],
                reason=entry["reason"],
                added_by=compliance[0] if compliance else folder.profile["name"],
                added_at=days_ago(30, now),
            )
        )
    session.flush()
