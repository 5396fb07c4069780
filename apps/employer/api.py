"""What other machines may ask of the employer beside the protocols' own rooms: notices to applicants."""

from flask import Blueprint, Response, jsonify

from employer.hiring import notice
from webapp.site import database

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices/<key>")
def show(key: str) -> Response:
    """Tell the wallet of an applicant how the application stands; the address is the permission."""
    answer = jsonify(notice(database(), key))
    answer.headers["Cache-Control"] = "no-store"
    return answer
