"""Serve the endpoints to whoever shows the token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request

from credentials.standards.vc import JSON
from exchange.errors import ProtocolError
from exchange.serving.routes import posted_bytes, unstored
from exchange.tickets import Tickets
from exchange.vc_api.challenges import make_challenge
from exchange.vc_api.holder import derive_credential
from exchange.vc_api.issuer import issue_credential
from exchange.vc_api.messages import MAX_REQUEST
from exchange.vc_api.ports import IssuingDesk, VerifyingDesk
from exchange.vc_api.presentations import verify_presentation
from exchange.vc_api.problems import PLAIN, Problem, RefusedError
from exchange.vc_api.status import create_status_list, update_status
from exchange.vc_api.verifier import verify_credential

Clock = Callable[[], datetime]


def blueprint(
    *,
    token: str,
    now: Clock,
    issuing: Callable[[], IssuingDesk] | None = None,
    verifying: Callable[[], VerifyingDesk] | None = None,
    deriving: bool = False,
    tickets: Callable[[], Tickets] | None = None,
) -> Blueprint:
    """Return the endpoints for the desks that a site has; each call must bear the token."""
    routes = Blueprint("vc_api", __name__)
    routes.before_request(_guard(token))
    routes.register_error_handler(RefusedError, _refused)
    routes.register_error_handler(ProtocolError, _too_large)
    if deriving:
        _derive(routes)
    if issuing is not None:
        _issue(routes, issuing, now)
    if verifying is not None:
        _verify(routes, verifying, now, tickets)
    if tickets is not None:
        _challenge(routes, tickets, now)
    return routes


def _issue(routes: Blueprint, desk: Callable[[], IssuingDesk], now: Clock) -> None:
    @routes.post("/credentials/issue")
    def issue() -> Response:
        return _answer(issue_credential(desk(), posted_bytes(MAX_REQUEST), now=now()), 201)

    @routes.post("/credentials/status")
    def status() -> Response:
        return _answer(update_status(desk(), posted_bytes(MAX_REQUEST), now=now()), 200)

    @routes.post("/status-lists")
    def status_list() -> Response:
        made = create_status_list(desk(), posted_bytes(MAX_REQUEST), now=now())
        response = _answer(made, 201)
        response.headers["Location"] = made["id"]
        return response


def _challenge(routes: Blueprint, tickets: Callable[[], Tickets], now: Clock) -> None:
    @routes.post("/challenges")
    def challenge() -> Response:
        return _answer(make_challenge(tickets(), now=now()), 200)


def _verify(
    routes: Blueprint,
    desk: Callable[[], VerifyingDesk],
    now: Clock,
    tickets: Callable[[], Tickets] | None,
) -> None:
    @routes.post("/credentials/verify")
    def credential() -> Response:
        return _answer(*verify_credential(desk(), posted_bytes(MAX_REQUEST), now=now()))

    @routes.post("/presentations/verify")
    def presentation() -> Response:
        challenges = None if tickets is None else tickets()
        body = posted_bytes(MAX_REQUEST)
        return _answer(*verify_presentation(desk(), body, now=now(), challenges=challenges))


def _derive(routes: Blueprint) -> None:
    @routes.post("/credentials/derive")
    def derive() -> Response:
        return _answer(derive_credential(posted_bytes(MAX_REQUEST)), 201)


def _guard(token: str) -> Callable[[], Response | None]:
    """Let nobody in without the token, and take the same time over every wrong one."""
    expected = f"Bearer {token}".encode()

    def check() -> Response | None:
        found = request.headers.get("Authorization", "").encode(errors="replace")
        if compare_digest(found, expected):
            return None
        problem = Problem(PLAIN, "The token is missing or wrong", "expected Authorization: Bearer <token>")
        response = _refused(RefusedError(problem, 401))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    return check


def _answer(body: JSON, status: int) -> Response:
    response = unstored(jsonify(body))
    response.status_code = status
    return response


def _refused(error: RefusedError) -> Response:
    response = _answer(error.body(), error.status)
    response.mimetype = "application/problem+json"
    return response


def _too_large(error: ProtocolError) -> Response:
    return _refused(RefusedError(Problem(PLAIN, "The request is too large", error.description), error.status))
