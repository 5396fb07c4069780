"""A wallet of our own before the three real sites: it claims, and answers as a test wants it to."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlmodel import func, select

from credentials.presenting import present
from credentials.proofs.keys import SigningKey
from exchange.oid4vci import holder as claiming
from exchange.oid4vp import holder as answering
from tests.federation.test_loop import found
from tests.making import a_holder
from tests.sites import ORIGINS, Federation
from webapp.records import Ticket

JSON = dict[str, Any]
COLLEGE, EMPLOYER = ORIGINS["college"], ORIGINS["employer"]
HOLDER = a_holder("the learner")
A_DAY = timedelta(days=1)


def this_moment() -> datetime:
    """Give the time in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Scene:
    """The three sites, and a wallet of our own that says whatever a test wants."""

    sites: Federation
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(transport=self.sites.network)

    def offered(self, *, with_code: bool = False) -> claiming.SeenOffer:
        """Award one badge to Ana, and read its offer."""
        marta = self.sites.browser("college", "marta")
        record = marta.get("/people/ana").get_data(as_text=True)
        badge = re.findall(r'name="achievement" value="([^"]+)"', record)[0]
        form = marta.get(f"/awards/new?person=ana&achievement={badge}").get_data(as_text=True)
        typed = re.findall(r'name="(result_\d+)" value="([^"]+)"[^>]* checked', form)
        typed += re.findall(r'name="(result_\d+)".*?<option selected value="([^"]+)"', form)
        asked = dict(typed) | {"person": "ana", "achievement": badge, "awarded_on": "2026-03-29"}
        made = marta.post("/awards", data=asked | ({"with_code": "y"} if with_code else {}))
        assert made.status_code == 303, made.get_data(as_text=True)
        link = found(r'id="offer-link" readonly value="([^"]+)"', marta.get(made.location))
        return claiming.read_offer(link, http=self.http, allow=lambda url: None)

    def badge(self) -> JSON:
        """Claim a badge for our own key."""
        (received,) = claiming.claim(
            self.offered(), key=HOLDER, tx_code=None, http=self.http, now=this_moment()
        )
        badge: JSON = json.loads(received.text)
        return badge

    def asked(self) -> tuple[str, answering.SeenRequest]:
        """Apply for the analyst's job, and read what the employer asks."""
        applicant = self.sites.anonymous("employer")
        job = found(r'href="/jobs/([\w-]+)">Security Operations Analyst I', applicant.get("/jobs"))
        form = {"name": "Ana Reyes", "email": "a@mail.example"}
        page = applicant.post(f"/jobs/{job}/apply", data=form, follow_redirects=True)
        link = found(r'id="link" readonly value="([^"]+)"', page)
        resolve = self.sites.wallet.extensions["wellspring"].peers.resolve
        request = answering.read_request(
            link, http=self.http, resolve=resolve, now=this_moment(), allow=lambda url: None
        )
        return found(r"Your application ([A-Z]-\d+)", page), request

    def count(self, site: str, table: type) -> int:
        """Count the rows of a site's table."""
        with getattr(self.sites, site).extensions["wellspring"].storage.session() as session:
            return int(session.exec(select(func.count()).select_from(table)).one())

    def let_time_pass(self, site: str) -> None:
        """Let every ticket of a site expire."""
        with getattr(self.sites, site).extensions["wellspring"].storage.session() as session:
            for ticket in session.exec(select(Ticket)):
                ticket.expires = this_moment() - A_DAY
            session.commit()


def token_form(offer: claiming.SeenOffer, **changes: str) -> dict[str, str]:
    """Write a token request as it should be."""
    grant = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
    return {"grant_type": grant, "pre-authorized_code": offer.pre_authorized_code, **changes}


def response_form(
    request: answering.SeenRequest, badge: JSON, *, key: SigningKey = HOLDER, **changes: str
) -> dict[str, str]:
    """Present a badge, with changes to what the presentation is bound to."""
    bound = {"challenge": request.nonce, "domain": request.client_id} | changes
    presentation = present(badge, key=key, now=this_moment(), **bound)
    return {"state": request.state or "", "vp_token": json.dumps({"badges": [presentation]})}
