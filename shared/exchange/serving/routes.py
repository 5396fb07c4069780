"""Read what was posted within limits, and answer as OAuth 2.0 asks."""

from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from exchange.errors import BearerError, ProtocolError
from exchange.wire import read_form

FORM = "application/x-www-form-urlencoded"


def posted_bytes(max_bytes: int, *, code: str = "invalid_request") -> bytes:
    """Return the body of the request, or refuse one that is too large."""
    request.max_content_length = max_bytes
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise ProtocolError(code, f"the body is larger than {max_bytes} bytes", 413) from error


def posted_form(max_bytes: int) -> dict[str, str]:
    """Return the form of the request, its parameters once each."""
    if request.mimetype != FORM:
        found = request.mimetype or "missing"
        raise ProtocolError("invalid_request", f"media type is {found}, expected {FORM}")
    return read_form(posted_bytes(max_bytes))


def unstored(response: Response) -> Response:
    """Keep an answer that carries a code, token, nonce or credential out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(error: ProtocolError) -> Response:
    """Answer with the protocol's own error."""
    response = unstored(jsonify(error.body()))
    response.status_code = error.status
    if isinstance(error, BearerError):
        response.headers["WWW-Authenticate"] = error.challenge
    return response
