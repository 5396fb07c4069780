"""What other machines may ask of the employer: notices to applicants, and the form of receipts."""

from importlib.resources import files

from flask import Blueprint, Response, jsonify

from employer.hiring import notice
from employer.receipts import SCHEMA
from webapp.site import database

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices/<key>")
def show(key: str) -> Response:
    """Tell the wallet of an applicant how the application stands; the address is the permission."""
    answer = jsonify(notice(database(), key))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get(SCHEMA)
def show_schema() -> Response:
    """Give the JSON Schema that score receipts keep to."""
    text = files("skills").joinpath("receipt.schema.json").read_bytes()
    return Response(text, content_type="application/schema+json")
