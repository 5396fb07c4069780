"""What other machines may ask of an institution beside the protocols' own rooms: its status lists."""

import json
from datetime import timedelta

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from credentials import status
from credentials.issuing import issue
from institution.desk import issuer_of
from institution.records import StatusList
from webapp.clock import now
from webapp.site import current_site, database

TIME_TO_LIVE = timedelta(minutes=1)

blueprint = Blueprint("status_lists", __name__)


@blueprint.get("/status/<int:number>")
def status_list(number: int) -> ResponseReturnValue:
    """Publish a status list: JSON with an embedded proof, or a JWT where the reader asks for one."""
    stored = database().get(StatusList, number)
    if stored is None:
        abort(404)
    site, at = current_site(), now()
    unsigned = status.status_list_credential(
        url=issuer_of(site).status_url(number),
        issuer=site.did,
        bits=stored.bits,
        valid_from=stored.changed_at,
        valid_until=at + timedelta(days=1),
        ttl_ms=int(TIME_TO_LIVE.total_seconds() * 1000),
    )
    wanted = request.accept_mimetypes.best_match(["application/vc", "application/json", "application/vc+jwt"])
    if wanted == "application/vc+jwt":
        return _answer(status.status_list_jwt(unsigned, site.key), wanted)
    return _answer(json.dumps(issue(unsigned, key=site.key, now=at)), wanted or "application/vc")


def _answer(text: str, mimetype: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    answer.headers["Cache-Control"] = f"public, max-age={int(TIME_TO_LIVE.total_seconds())}"
    answer.headers["Vary"] = "Accept"
    return answer
