"""Fill an empty site from its institution folder."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlmodel import Session, func, select

from webapp.institution_folder import InstitutionFolder
from webapp.records import Account
from webapp.site import Site


def site_of(app: Flask) -> Site:
    """Give the site behind an app, outside of any request."""
    site: Site = app.extensions["wellspring"]
    return site


def is_empty(session: Session) -> bool:
    """Tell whether nobody may sign in yet."""
    return session.exec(select(func.count()).select_from(Account)).one() == 0


def seed_accounts(
    session: Session, folder: InstitutionFolder, *, roles_without: frozenset[str] = frozenset()
) -> None:
    """Make the accounts of the folder's people; `roles_without` are roles that do not sign in here."""
    for person in folder.people:
        if person["role"] not in roles_without:
            session.add(
                Account(
                    id=person["id"],
                    name=person["name"],
                    role=person["role"],
                    email=person["email"],
                    about=person.get("about", ""),
                )
            )
    session.flush()


def days_ago(days: int, now: datetime) -> datetime:
    """Give noon UTC of a day so many days ago, so that sample dates never grow stale."""
    return (now - timedelta(days=days)).astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
