"""Two people at two institutions who link the same two frameworks, each at their own site's page."""

import html
import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.test import TestResponse

from institution.crosswalks import Crosswalk, Standing, look, publisher_of
from institution.records import Item
from tests.federation.scene import this_moment
from tests.sites import ORIGINS, Federation
from webapp.seeding import site_of

JSON = dict[str, Any]
OUTCOME, COMPETENCY = "CYD101-3", "NG-DS-3"  # nobody has decided about this pair
PEOPLE = {"college": "joe", "employer": "carl"}
BASE = "/ims/case/v1p1"


@dataclass
class Side:
    """One institution with the person who decides there."""

    federation: Federation
    site: str

    def __post_init__(self) -> None:
        self.app = getattr(self.federation, self.site)
        self.browser: FlaskClient = self.federation.browser(self.site, PEOPLE[self.site])
        self.browser.post("/partners/copies")
        with self.session() as session:
            self.crosswalk = session.exec(select(Crosswalk)).one()
        self.path = f"/crosswalks/{self.crosswalk.id}"

    def session(self):  # type: ignore[no-untyped-def]
        """Open the site's database."""
        return site_of(self.app).storage.session()

    def item(self, code: str) -> Item:
        """Find an item of the two frameworks by its code."""
        sides = [side["identifier"] for side in (self.crosswalk.near, self.crosswalk.far)]
        query = select(Item).where(Item.code == code, col(Item.framework).in_(sides))
        with self.session() as session:
            return session.exec(query).one()

    def ends(self, outcome: str, competency: str) -> dict[str, str]:
        """Name a pair as the forms of this side do, its own item first."""
        pair = [self.item(outcome).identifier, self.item(competency).identifier]
        near, far = pair if self.site == "college" else pair[::-1]
        return {"near": near, "far": far}

    def decides(
        self, kind: str, outcome: str = OUTCOME, competency: str = COMPETENCY, note: str = ""
    ) -> TestResponse:
        """Decide about a pair."""
        form = {**self.ends(outcome, competency), "kind": kind, "note": note, "show": "open"}
        return self.browser.post(f"{self.path}/decisions", data=form)

    def takes_back(self, outcome: str = OUTCOME, competency: str = COMPETENCY) -> TestResponse:
        """Take our decision about a pair back."""
        return self.browser.post(f"{self.path}/take-back", data=self.ends(outcome, competency))

    def looks(self) -> None:
        """Look what the other side decided, as if nobody had looked a moment ago."""
        site = site_of(self.app)
        with site.storage.session() as session:
            session.get_one(Crosswalk, self.crosswalk.id).tried_at = None
            session.commit()
        look(
            site.storage,
            self.crosswalk.id,
            http=site.peers.http,
            publisher=publisher_of(site),
            now=this_moment(),
        )

    def forgets_the_failure(self) -> None:
        """Let it be as if the last look had gone well."""
        with self.session() as session:
            session.get_one(Crosswalk, self.crosswalk.id).failure = ""
            session.commit()

    def state(self, outcome: str = OUTCOME, competency: str = COMPETENCY) -> str:
        """Tell how a pair stands here."""
        uris = self.item(outcome).uri, self.item(competency).uri
        with self.session() as session:
            pair = Standing(session, session.get_one(Crosswalk, self.crosswalk.id)).pair(*uris)
        return pair.state if pair else "nothing"

    def stored(self) -> Crosswalk:
        """Give the crosswalk as it is stored now."""
        with self.session() as session:
            return session.get_one(Crosswalk, self.crosswalk.id)

    def published(self, document: str) -> JSON:
        """Read the decisions or the agreed links as another machine does."""
        identifier = getattr(self.crosswalk, f"{document}_document")
        answer = self.federation.anonymous(self.site).get(f"{BASE}/CFPackages/{identifier}")
        assert answer.status_code == 200
        package: JSON = answer.get_json()
        return package

    def links(self, document: str) -> list[JSON]:
        """Give the links of a published document between the pair's two items."""
        uris = self.item(OUTCOME).uri, self.item(COMPETENCY).uri
        return [
            link
            for link in self.published(document).get("CFAssociations", [])
            if (link["originNodeURI"]["uri"], link["destinationNodeURI"]["uri"]) == uris
        ]

    def signs(self) -> TestResponse:
        """Sign the integrated view as it stands."""
        text = self.browser.get(f"{self.path}/integrated").get_data(as_text=True)
        (links,) = re.findall(r'name="links" value="(\w+)"', text)
        return self.browser.post(f"{self.path}/sign-off", data={"links": links})

    def page(self, query: str = "") -> str:
        """Give what the page of the crosswalk says."""
        answer = self.browser.get(f"{self.path}{query}")
        assert answer.status_code == 200
        return said(answer)


def said(answer: TestResponse) -> str:
    """Give the words of a page in one line."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))
    return re.sub(r"\s+", " ", text)


def both(federation: Federation) -> tuple[Side, Side]:
    """Give the college's side and the employer's."""
    return Side(federation, "college"), Side(federation, "employer")


def both_sign(*sides: Side) -> None:
    """Let each side sign what stands, and then look what the other did."""
    for side in sides:
        assert side.signs().status_code == 303
    for side in sides:
        side.looks()


__all__ = ["BASE", "COMPETENCY", "ORIGINS", "OUTCOME", "Side", "both", "both_sign", "said"]
