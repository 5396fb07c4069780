"""Fill an institution's tables from its folder: people, frameworks, achievements, an empty status list."""

from datetime import datetime

from sqlmodel import Session

from credentials import status
from institution.achievements import store_achievements
from institution.awarding import LIST_NUMBER
from institution.crosswalks import Publisher
from institution.crosswalks import seeding as crosswalks
from institution.importing import import_framework
from institution.partners import store_partners
from institution.records import StatusList
from webapp.institution_folder import InstitutionFolder
from webapp.seeding import seed_accounts

# People of the folder whose records the institution keeps, and who do not sign in to its site.
KEPT_RECORDS = frozenset({"student", "applicant", "employee"})


def seed_institution(
    session: Session, folder: InstitutionFolder, *, publisher: Publisher, achievements: str, now: datetime
) -> None:
    """Store what the folder says; `achievements` names the file that describes what can be awarded."""
    origin = publisher.origin
    seed_accounts(session, folder, roles_without=KEPT_RECORDS)
    for name in folder.names("frameworks"):
        if (
            folder.has(crosswalks.FILE)
            and folder.json(name)["CFDocument"].get("frameworkType") == "Crosswalk"
        ):
            continue  # published anew from the decisions that it rests on
        import_framework(
            session, folder.text(name).encode(), source=name, base=origin, by=folder.profile["name"], now=now
        )
    if folder.has(achievements):
        store_achievements(session, folder.json(achievements)["achievements"])
    if folder.has("partners.json"):
        store_partners(session, folder.json("partners.json")["partners"])
    crosswalks.seed_crosswalks(session, folder, publisher=publisher, now=now)
    session.add(StatusList(number=LIST_NUMBER, bits=status.new_list(), changed_at=now))
    session.flush()
