"""Take a framework along: as a CASE package, a table, Turtle or JSON-LD, each of which carries all of it."""

import json
import re
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from institution import frameworks
from skills.case import Package, package_json
from skills.exporting import write_json_ld, write_table, write_turtle
from webapp.errors import NotFoundRefusal
from webapp.sign_in import current_person_or_none, open_to_all
from webapp.site import database

FORMS: Mapping[str, tuple[str, Callable[[Package], str]]] = {
    "json": ("application/json", lambda package: json.dumps(package_json(package), ensure_ascii=False)),
    "csv": ("text/csv; charset=utf-8", lambda package: "\ufeff" + write_table(package)),
    "ttl": ("text/turtle; charset=utf-8", write_turtle),
    "jsonld": ("application/ld+json", lambda package: json.dumps(write_json_ld(package), ensure_ascii=False)),
}

blueprint = Blueprint("exports", __name__)


@blueprint.get("/frameworks/<identifier>/export.<form>")
@open_to_all
def take(identifier: str, form: str) -> ResponseReturnValue:
    """Give a framework in one of its forms: our own to everybody, copies to the people of the house."""
    if form not in FORMS:
        raise NotFoundRefusal("form of a framework")
    framework = frameworks.framework_with(database(), identifier)
    if not framework.own and current_person_or_none() is None:
        return redirect(url_for("sign_in.show", next=request.path), code=303)
    kind, write = FORMS[form]
    answer = Response(write(frameworks.package_of(database(), framework)), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(framework.title)}.{form}"'
    return answer


def _file_name(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("(sample)", "")).strip("-")
    return words[:60].strip("-") or "framework"
