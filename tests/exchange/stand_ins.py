"""Stand-ins for what a site lends to the protocols: tickets, an issuing desk, a verifying counter."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
from flask import Flask

from credentials.errors import UnresolvableError
from credentials.proofs.dids import did_document, did_key_document, did_web
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import SigningKey
from credentials.standards.openbadges import CONTEXTS
from exchange.errors import ProtocolError
from exchange.oid4vci import routes as oid4vci_routes
from exchange.oid4vp import routes as oid4vp_routes

JSON = dict[str, Any]

NOW = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
COLLEGE = "http://college.test"
EMPLOYER = "http://employer.test"
LEARNER = SigningKey.for_holder(b"L" * 32)
STRANGER = SigningKey.for_holder(b"S" * 32)
COLLEGE_KEY = SigningKey(b"C" * 32, did_web(COLLEGE), f"{did_web(COLLEGE)}#key-1")
EMPLOYER_KEY = SigningKey(b"E" * 32, did_web(EMPLOYER), f"{did_web(EMPLOYER)}#key-1")
DOCUMENTS = {key.controller: did_document(key.controller, [key]) for key in (COLLEGE_KEY, EMPLOYER_KEY)}


def resolve(did: str) -> JSON:
    """Give the DID document of the three parties, and compute did:key."""
    if did.startswith("did:key:"):
        return did_key_document(did)
    if did not in DOCUMENTS:
        raise UnresolvableError(f"{did} does not answer")
    return DOCUMENTS[did]


def allow(url: str) -> None:
    """Allow https, and http only to the parties of the tests."""
    if not url.startswith(("https://", f"{COLLEGE}/", f"{EMPLOYER}/")):
        raise UnresolvableError(f"found {url}, expected https or one of this machine's own sites")


def a_badge(*, subject: str = LEARNER.controller, name: str = "Welding Basics", **changes: Any) -> JSON:
    """Build an unsigned Open Badge."""
    badge: JSON = {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:0b0d2c1e-6a77-4c3b-9c52-{abs(hash(name)) % 10**12:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": COLLEGE_KEY.controller, "type": ["Profile"], "name": "Example College"},
        "validFrom": "2026-01-15T10:00:00Z",
        "name": name,
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:5a1f0d1c-3f0e-4f0a-8a55-2d1d4a1b7c90",
                "type": ["Achievement"],
                "name": name,
                "description": "Two-week course",
                "criteria": {"narrative": "Pass the practical test"},
            },
        },
    }
    return badge | changes


def a_secured_badge(**changes: Any) -> JSON:
    """Build an Open Badge that the college signed."""
    return add_proof(a_badge(**changes), key=COLLEGE_KEY, created=NOW)


class InMemoryTickets:
    """Keep tickets in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[JSON, datetime]] = {}

    def put(self, kind: str, key: str, value: JSON, *, expires: datetime) -> None:
        assert (kind, key) not in self.kept
        json.dumps(value)
        self.kept[kind, key] = (value, expires)

    def read(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        value, expires = self.kept.get((kind, key), ({}, now))
        return dict(value) if expires > now else None

    def take(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        value = self.read(kind, key, now=now)
        if value is not None:
            del self.kept[kind, key]
        return value

    def change(self, kind: str, key: str, value: JSON, *, now: datetime) -> bool:
        if self.read(kind, key, now=now) is None:
            return False
        self.kept[kind, key] = (value, self.kept[kind, key][1])
        return True


class StandInDesk:
    """A college that offers two badges and counts what it issues."""

    origin = COLLEGE

    def __init__(self) -> None:
        self.tickets = InMemoryTickets()
        self.issued: list[tuple[str, str]] = []
        self.withdrawn: set[str] = set()

    def display(self) -> JSON:
        logo = {"uri": f"{COLLEGE}/logo.svg", "alt_text": "Seal"}
        return {"name": "Example College", "locale": "en", "logo": logo}

    def configurations(self) -> Mapping[str, JSON]:
        return {
            "welding": {"name": "Welding Basics", "description": "Two-week course"},
            "safety": {"name": "Safety at Work"},
            "wiring": {"name": "Wiring"},
        }

    def issue(self, award: str, *, holder: str, now: datetime) -> JSON:
        if award in self.withdrawn:
            raise ProtocolError("credential_request_denied", "the award was withdrawn")
        self.issued.append((award, holder))
        return a_secured_badge(subject=holder, name=f"Ünïcode {award}")

    def resolve(self, did: str) -> JSON:
        return resolve(did)


class StandInCounter:
    """An employer that keeps what it receives."""

    origin = EMPLOYER
    did = EMPLOYER_KEY.controller
    key = EMPLOYER_KEY

    def __init__(self) -> None:
        self.tickets = InMemoryTickets()
        self.applications: list[tuple[str, str, list[tuple[str, JSON]]]] = []
        self.refusals: list[str] = []

    def resolve(self, did: str) -> JSON:
        return resolve(did)

    def received(
        self, request_id: str, *, holder: str, credentials: list[tuple[str, JSON]], now: datetime
    ) -> str | None:
        self.applications.append((request_id, holder, credentials))
        return f"{EMPLOYER}/applications/{len(self.applications)}"

    def declined(self, request_id: str, *, now: datetime) -> None:
        self.refusals.append(request_id)


Tamper = Callable[[httpx.Request, httpx.Response], httpx.Response]


class Network(httpx.BaseTransport):
    """Carry requests to the stand-in sites, let a test tamper with the answers, and remember all of it."""

    def __init__(self, desk: StandInDesk, counter: StandInCounter, tamper: Tamper | None = None) -> None:
        sites = {COLLEGE: Flask("college"), EMPLOYER: Flask("employer")}
        sites[COLLEGE].register_blueprint(oid4vci_routes.blueprint(lambda: desk, lambda: NOW))
        sites[EMPLOYER].register_blueprint(oid4vp_routes.blueprint(lambda: counter, lambda: NOW))
        self.at = {origin: httpx.WSGITransport(app=site) for origin, site in sites.items()}
        self.tamper = tamper
        self.log: list[tuple[httpx.Request, httpx.Response]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Hand the request to the site at its origin."""
        origin = f"{request.url.scheme}://{request.url.netloc.decode()}"
        if origin not in self.at:
            raise httpx.ConnectError(f"nobody listens at {origin}", request=request)
        response = self.at[origin].handle_request(request)
        response.read()
        if self.tamper:
            response = self.tamper(request, response)
        self.log.append((request, response))
        return response


def answering(path: str, *, status: int = 200, changes: JSON | None = None, **members: Any) -> Tamper:
    """Make a tamper that changes members of the JSON answered at `path`; None removes a member."""
    changed = (changes or {}) | members

    def tamper(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if not request.url.path.startswith(path):
            return response
        body = {name: value for name, value in (response.json() | changed).items() if value is not None}
        return httpx.Response(status, json=body)

    return tamper


def a_jws(header: JSON, payload: JSON, *, key: SigningKey | None) -> str:
    """Write a compact JWS with any header at all, signed by `key` or by nobody."""
    signed = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(payload).encode())}"
    return f"{signed}.{encoded(key.sign(signed.encode())) if key else ''}"


def encoded(octets: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
