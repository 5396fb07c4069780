"""What other machines may ask of an institution beside the protocols' own rooms: its status lists."""

import json

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from credentials import status
from credentials.issuing import issue
from institution.records import StatusList
from institution.status_lists import FIRST_ASKED_FOR, TIME_TO_LIVE, unsigned_list
from webapp.clock import now
from webapp.site import current_site, database

blueprint = Blueprint("status_lists", __name__)


@blueprint.get("/status/<int:number>")
def status_list(number: int) -> ResponseReturnValue:
    """Publish a status list: JSON with an embedded proof, or a JWT where the reader asks for one."""
    if number >= FIRST_ASKED_FOR:
        abort(404)
    return _published(number)


@blueprint.get("/status-lists/<int:number>")
def status_list_asked_for(number: int) -> ResponseReturnValue:
    """Publish a status list that was asked for by the service endpoints, in the same way."""
    if number < FIRST_ASKED_FOR:
        abort(404)
    return _published(number)


def _published(number: int) -> ResponseReturnValue:
    stored = database().get(StatusList, number)
    if stored is None:
        abort(404)
    site, at = current_site(), now()
    unsigned = unsigned_list(site, stored, now=at)
    wanted = request.accept_mimetypes.best_match(["application/vc", "application/json", "application/vc+jwt"])
    if wanted == "application/vc+jwt":
        return _answer(status.status_list_jwt(unsigned, site.key), wanted)
    return _answer(json.dumps(issue(unsigned, key=site.key, now=at)), wanted or "application/vc")


def _answer(text: str, mimetype: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    answer.headers["Cache-Control"] = f"public, max-age={int(TIME_TO_LIVE.total_seconds())}"
    answer.headers["Vary"] = "Accept"
    return answer
