"""Sites that the wallet meets: issuers and verifiers on the real protocol routes, honest or not."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, jsonify

from credentials.issuing import issue
from credentials.proofs.dids import did_document, did_web, make_resolver
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import SigningKey
from credentials.standards import openbadges
from credentials.status import new_list, set_bit, status_entry, status_list_credential
from exchange.oid4vci import issuer
from exchange.oid4vci import routes as issuing_routes
from exchange.oid4vp import routes as asking_routes
from exchange.oid4vp import verifier
from tests.making import a_key, an_unsigned_badge

JSON = dict[str, Any]
BADGES: JSON = {
    "credentials": [
        {
            "id": "badge",
            "format": "ldp_vc",
            "multiple": True,
            "meta": {
                "type_values": [
                    [
                        "https://www.w3.org/2018/credentials#VerifiableCredential",
                        "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
                    ]
                ]
            },
        }
    ]
}


def present() -> datetime:
    """Give the time in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class MemoryTickets:
    """Keep tickets in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[JSON, datetime]] = {}

    def put(self, kind: str, key: str, value: JSON, *, expires: datetime) -> None:
        """Keep a ticket."""
        self._kept[kind, key] = (value, expires)

    def read(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        """Read a live ticket."""
        value, expires = self._kept.get((kind, key), (None, now))
        return value if expires > now else None

    def take(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        """Use a ticket up."""
        value = self.read(kind, key, now=now)
        self._kept.pop((kind, key), None)
        return value

    def change(self, kind: str, key: str, value: JSON, *, now: datetime) -> bool:
        """Replace a live ticket's value."""
        if self.read(kind, key, now=now) is None:
            return False
        self._kept[kind, key] = (value, self._kept[kind, key][1])
        return True


class Stranger:
    """A site with a key that issues what it is told and asks for what it is told."""

    def __init__(self, origin: str, name: str) -> None:
        self.origin, self.name = origin, name
        self.did = did_web(origin)
        self.key = a_key(name, self.did)
        self.tickets = MemoryTickets()
        self.awards: dict[str, JSON] = {}
        self.withdrawn: set[int] = set()
        self.status_is_down = False
        self.received_cards: list[tuple[str, JSON]] = []
        self.answers: list[str] = []
        self.notice: object = {"type": "ApplicationNotice", "job": "SOC Analyst I", "state": "received"}
        self.status_link: str | None = f"{origin}/notices/1"
        self.spoil: Callable[[JSON], JSON] = lambda secured: secured
        self.app = self._site()

    # What the protocol rooms ask of a site.

    def display(self) -> JSON:
        """Say how wallets may show this issuer."""
        return {"name": self.name, "locale": "en"}

    def configurations(self) -> Mapping[str, JSON]:
        """List what can be issued."""
        return {award: {"name": badge["name"], "description": ""} for award, badge in self.awards.items()}

    def issue(self, award: str, *, holder: str, now: datetime) -> JSON:
        """Sign a badge for the holder, and spoil it if a test wants that."""
        badge = self.awards[award]
        subject = {**badge["credentialSubject"], "id": badge["credentialSubject"].get("id", holder)}
        return self.spoil(add_proof({**badge, "credentialSubject": subject}, key=self.key, created=now))

    def resolve(self, did: str) -> JSON:
        """Resolve a holder's did:key."""
        return make_resolver(lambda url: abort(404), http_origins=())(did)

    def received(
        self, request_id: str, *, holder: str, credentials: list[tuple[str, JSON]], now: datetime
    ) -> str | None:
        """Keep what was sent."""
        self.received_cards.extend(credentials)
        self.answers.append("sent")
        return self.status_link

    def declined(self, request_id: str, *, now: datetime) -> None:
        """Note a no."""
        self.answers.append("declined")

    # What a test tells it to do.

    def award(self, name: str, **changes: Any) -> str:
        """Get a badge ready to be issued to whoever proves a key."""
        index = len(self.awards)
        badge = an_unsigned_badge(
            **{
                "id": f"urn:uuid:{self.did}:{index}",
                "name": name,
                "issuer": openbadges.profile(id=self.did, name=self.name),
                "validFrom": days_from_now(-2),
                "credentialStatus": status_entry(f"{self.origin}/status/1", index),
                **changes,
            }
        )
        if "credentialSubject" not in changes:
            del badge["credentialSubject"]["id"]
        self.awards[f"award-{index}"] = badge
        return f"award-{index}"

    def offer(self, *awards: str, tx_code: str | None = None, lives: timedelta = timedelta(days=1)) -> str:
        """Offer badges, and give the link to the wallet."""
        made = issuer.make_offer(
            self, awards={one: one for one in awards}, tx_code=tx_code, now=present(), lives=lives
        )
        return made.link_for("http://localhost:8002")

    def ask(
        self, *, purpose: str = "Your application as SOC Analyst I", dcql: JSON = BADGES, days: int = 90
    ) -> str:
        """Ask for cards, and give the link to the wallet."""
        made = verifier.make_request(self, purpose=purpose, retention_days=days, dcql=dcql, now=present())
        return made.link_for("http://localhost:8002")

    def signed(self, badge: JSON, *, key: SigningKey | None = None) -> str:
        """Sign a badge and give its text."""
        return json.dumps(add_proof(badge, key=key or self.key, created=present()))

    def _site(self) -> Flask:
        site = Flask(self.name)
        site.register_blueprint(issuing_routes.blueprint(lambda: self, present))
        site.register_blueprint(asking_routes.blueprint(lambda: self, present))

        @site.get("/.well-known/did.json")
        def did() -> Response:
            return jsonify(did_document(self.did, [self.key]))

        @site.get("/status/1")
        def status() -> Response:
            if self.status_is_down:
                abort(503)
            bits = new_list()
            for index in self.withdrawn:
                bits = set_bit(bits, index)
            unsigned = status_list_credential(
                url=f"{self.origin}/status/1",
                issuer=self.did,
                bits=bits,
                valid_from=present() - timedelta(days=1),
                valid_until=present() + timedelta(days=1),
                ttl_ms=60_000,
            )
            return jsonify(issue(unsigned, key=self.key, now=present()))

        @site.get("/notices/1")
        def notices() -> Response:
            if isinstance(self.notice, bytes):
                return Response(self.notice, mimetype="application/json")
            return jsonify(self.notice)

        return site


def days_from_now(days: int) -> str:
    """Write a moment so many days from now as credentials do."""
    return (present() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
