"""Have other sites asked, or frameworks compared, behind a page that goes on with what is here."""

from institution.crosswalks import crosswalk_with, look, look_at_all, publisher_of, suggestions
from institution.partners import fetch, fetch_needed, needed
from institution.workshop import Step, do, workshop
from webapp.clock import now
from webapp.site import current_site, database


def fetch_partners(urls: list[str] | None = None) -> bool:
    """Have what partners publish fetched, or what is needed of it; tell whether it was done by now."""
    site = current_site()

    def step(url: str) -> Step:
        def fetching() -> None:
            fetch(site.storage, url, http=site.peers.bulk, base=site.origin, now=now())

        return Step("asking", fetching)

    wanted = needed(database(), now=now()) if urls is None else urls
    return do({_fetching(url): step(url) for url in wanted})


def is_fetching(url: str) -> bool:
    """Tell whether something of a partner's is being fetched."""
    return workshop().is_busy(_fetching(url))


def _fetching(url: str) -> str:
    return f"fetching {url}"


def look_behind(crosswalk: str, *, pressed: bool = False) -> bool:
    """Have a partner's decisions read; tell whether it was done by now."""
    site = current_site()

    def looking() -> None:
        publisher = publisher_of(site)
        look(site.storage, crosswalk, http=site.peers.bulk, publisher=publisher, now=now(), pressed=pressed)

    return do({f"looking at {crosswalk}": Step("asking", looking)})


def ask_partners() -> bool:
    """Have everything read that partners publish, where that is needed; tell whether it was done by now."""
    site = current_site()

    def asking() -> None:
        fetch_needed(site.storage, http=site.peers.bulk, base=site.origin, now=now())
        look_at_all(site.storage, http=site.peers.bulk, publisher=publisher_of(site), now=now())

    return do({"asking partners": Step("asking", asking)})


def compare_behind(crosswalk: str) -> bool:
    """Have the two frameworks of a crosswalk compared; tell whether it was done by now."""
    storage = current_site().storage

    def comparing() -> None:
        with storage.session() as session:
            suggestions.make(session, crosswalk_with(session, crosswalk))
            session.commit()

    return do({_comparing(crosswalk): Step("comparing", comparing)})


def is_comparing(crosswalk: str) -> bool:
    """Tell whether the two frameworks of a crosswalk are being compared."""
    return workshop().is_busy(_comparing(crosswalk))


def _comparing(crosswalk: str) -> str:
    return f"comparing for {crosswalk}"
