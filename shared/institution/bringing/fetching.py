"""Ask the server at an address: what it lists is to be chosen from, what it gives is kept to be read."""

from institution.bringing.records import PendingImport
from institution.bringing.telling import Now, Teller
from institution.bringing.waiting import keep_files
from institution.importing import Found, find_sources, list_server
from webapp.errors import Refusal
from webapp.site import Site

MOST_LISTED = 200
MOST_NOTICES = 40


def fetch(site: Site, identifier: str, *, now: Now) -> bool:
    """Ask whoever stands at the address of what waits; tell whether there is something to be read now."""
    teller = Teller(site, identifier, now)
    with site.storage.session() as session:
        pending = session.get(PendingImport, identifier)
    if pending is None or not pending.address:
        return pending is not None
    teller.tell(f"Asking {pending.address}", 0, 0)
    with teller.ending("The site could not finish asking."):
        try:
            listed = list_server(pending.address, http=site.peers.http)
            if listed is None:
                found = find_sources([pending.address], http=site.peers.bulk, origin=site.origin)
                _keep(site, identifier, found)
                return True
        except Refusal as refusal:
            teller.refuse(refusal)
        else:
            documents = [
                [one.title, one.package_address, one.creator, one.version, one.adoption_status]
                for one in listed.documents[:MOST_LISTED]
            ]
            notices = [str(notice) for notice in listed.notices[:MOST_NOTICES]]
            count = len(listed.documents)
            shown = {"base": listed.base, "count": count, "documents": documents, "notices": notices}
            teller.write(state="listed", step="", preview={"listing": shown})
    return False


def _keep(site: Site, identifier: str, found: Found) -> None:
    """Keep what an address gave, so that it is asked once."""
    with site.storage.session() as session:
        pending = session.get(PendingImport, identifier)
        if pending is not None:
            keep_files(session, identifier, found.sources)
            pending.address = ""
            pending.step = "Waiting for its turn"
            mended = [[note.place, note.reason] for note in found.notices]
            pending.preview = {"mended": mended}
            session.commit()
