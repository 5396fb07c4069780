"""Serve the verifier's endpoints of OpenID4VP 1.0."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from exchange.errors import ProtocolError
from exchange.oid4vp import verifier
from exchange.oid4vp.messages import REQUEST_OBJECT_MEDIA_TYPE
from exchange.oid4vp.receiving import MAX_VP_TOKEN
from exchange.serving.routes import posted_form, refused, unstored

MAX_WALLET_METADATA = 65_536
# A form writes most characters of JSON as three.
MAX_RESPONSE = 3 * MAX_VP_TOKEN


def blueprint(counter: Callable[[], verifier.Counter], now: Callable[[], datetime]) -> Blueprint:
    """Return the endpoints of a site's counter; the clock is read once per request."""
    routes = Blueprint("oid4vp", __name__)

    @routes.get("/oid4vp/request/<request_id>")
    def request_object(request_id: str) -> Response:
        return signed(verifier.request_object(counter(), request_id, wallet_nonce=None, now=now()))

    @routes.post("/oid4vp/request/<request_id>")
    def request_object_for_wallet(request_id: str) -> Response:
        form = posted_form(MAX_WALLET_METADATA)
        check_wallet_metadata(form.get("wallet_metadata", "{}"))
        wallet_nonce = form.get("wallet_nonce")
        return signed(verifier.request_object(counter(), request_id, wallet_nonce=wallet_nonce, now=now()))

    @routes.post("/oid4vp/response/<request_id>")
    def response(request_id: str) -> Response:
        receipt = verifier.receive(counter(), request_id, posted_form(MAX_RESPONSE), now=now())
        answer = unstored(jsonify(receipt.answer))
        if receipt.status_url is not None:
            answer.headers["Link"] = f'<{receipt.status_url}>; rel="status"'
        return answer

    routes.register_error_handler(ProtocolError, refused)
    return routes


def signed(request_object: str) -> Response:
    """Answer with a request object."""
    return unstored(Response(request_object, content_type=REQUEST_OBJECT_MEDIA_TYPE))


def check_wallet_metadata(text: str) -> None:
    """Refuse wallet metadata that are no JSON object; nothing in them changes the request."""
    try:
        parse_json(text, max_bytes=MAX_WALLET_METADATA)
    except CredentialError as error:
        raise ProtocolError("invalid_request", f"wallet_metadata: {error}") from error
