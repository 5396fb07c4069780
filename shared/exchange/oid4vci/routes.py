"""Serve the issuer's endpoints of OpenID4VCI 1.0."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify, request

from exchange.errors import ProtocolError
from exchange.oid4vci import issuer
from exchange.oid4vci.answering import MAX_REQUEST
from exchange.serving.routes import posted_bytes, posted_form, refused, unstored


def blueprint(desk: Callable[[], issuer.Desk], now: Callable[[], datetime]) -> Blueprint:
    """Return the endpoints of a site's desk; the clock is read once per request."""
    routes = Blueprint("oid4vci", __name__)
    routes.register_error_handler(ProtocolError, refused)
    _publish(routes, desk)
    _answer(routes, desk, now)
    return routes


def _publish(routes: Blueprint, desk: Callable[[], issuer.Desk]) -> None:
    @routes.get("/.well-known/openid-credential-issuer")
    def credential_issuer() -> Response:
        return jsonify(issuer.metadata(desk()))

    @routes.get("/.well-known/oauth-authorization-server")
    def authorization_server() -> Response:
        return jsonify(issuer.authorization_server_metadata(desk()))


def _answer(routes: Blueprint, desk: Callable[[], issuer.Desk], now: Callable[[], datetime]) -> None:
    @routes.get("/oid4vci/offers/<key>")
    def offer(key: str) -> Response:
        return unstored(jsonify(issuer.read_offer(desk(), key, now=now())))

    @routes.post("/oid4vci/token")
    def token() -> Response:
        form = posted_form(MAX_REQUEST)
        return unstored(jsonify(issuer.exchange_code(desk(), form, now=now())))

    @routes.post("/oid4vci/nonce")
    def nonce() -> Response:
        return unstored(jsonify(issuer.make_nonce(desk(), now=now())))

    @routes.post("/oid4vci/credential")
    def credential() -> Response:
        answer = issuer.answer_credential_request(
            desk(),
            authorization=request.headers.get("Authorization"),
            media_type=request.mimetype,
            body=posted_bytes(MAX_REQUEST, code="invalid_credential_request"),
            now=now(),
        )
        return unstored(jsonify(answer))
