"""Errors as pages for people and as JSON for machines; nothing half-written stays behind."""

import secrets
from datetime import UTC, datetime

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webapp.errors import Refusal
from webapp.full_disks import DISK_IS_FULL, WHAT_TO_DO, is_disk_full
from webapp.site import database

WORDS = {
    400: (
        "The request could not be read",
        "Something in it was cut off or changed on the way. Go back and try again.",
    ),
    403: ("This page is for other people", "Sign in as somebody who may see it."),
    404: ("There is no such page", "Check the address, or start again from the front page."),
    405: ("This address does something else", "Go back and use the button on the page."),
    413: ("That is too large", "A page takes at most 1 MB, an import at most 8 MB."),
    415: ("This kind of file cannot be read", "Use one of the kinds that the page names."),
}


def register(app: Flask) -> None:
    """Turn refusals and HTTP errors into answers that say what to do."""

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> ResponseReturnValue:
        database().rollback()
        return _answer(error.status, error.title, error.meaning, error.code)

    @app.errorhandler(CSRFError)
    def forged(error: CSRFError) -> ResponseReturnValue:
        meaning = (
            "The form was open for too long or came from elsewhere. Go back, load the page again and repeat."
        )
        return _answer(400, "The form is out of date", meaning, "csrf")

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def unstorable(_error: Exception) -> ResponseReturnValue:
        """Answer for text or numbers that no database can hold, such as a NUL or a place beyond all rows."""
        database().rollback()
        title, meaning = WORDS[400]
        return _answer(400, title, meaning, "unstorable")

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if error.response is not None or status < 400:
            return error
        database().rollback()
        if is_disk_full(getattr(error, "original_exception", None)):
            return _answer(507, DISK_IS_FULL, WHAT_TO_DO, "disk_full")
        fallback = (
            "Something went wrong here",
            "It was not your doing. Nothing was changed. Try again in a moment.",
        )
        title, meaning = WORDS.get(
            status, (error.name, error.description or "") if status < 500 else fallback
        )
        return _answer(status, title, meaning, error.name.lower().replace(" ", "_"))


def _answer(status: int, title: str, meaning: str, code: str) -> ResponseReturnValue:
    if _blueprint() in current_app.extensions["machine_blueprints"] or _wants_json():
        return jsonify(error=_oauth_code(status), error_description=f"{title}. {meaning}"), status
    page = render_template(
        "webapp/error.html",
        title=title,
        meaning=meaning,
        code=code,
        reference=secrets.token_hex(4),
        at=datetime.now(UTC),
    )
    return page, status


def _blueprint() -> str | None:
    """Tell whose address was asked, also where it takes only other methods."""
    problem = request.routing_exception
    if isinstance(problem, MethodNotAllowed) and problem.valid_methods:
        routes = current_app.create_url_adapter(request)
        endpoint, _ = routes.match(method=next(iter(problem.valid_methods))) if routes else ("", {})
        return str(endpoint).rpartition(".")[0]
    return request.blueprint


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def _oauth_code(status: int) -> str:
    return "server_error" if status >= 500 else "invalid_request"
