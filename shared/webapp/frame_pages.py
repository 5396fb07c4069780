"""What every site answers: health, its DID document, its look, and what it sent to others."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from credentials.proofs.dids import did_document
from webapp.messages import Message, messages_json
from webapp.sign_in import access_of, current_person_or_none, open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("frame", __name__, static_folder="static", static_url_path="/static")

HTMX = files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"


def frame_values() -> dict[str, Any]:
    """Give every template the site, the person and the navigation that is theirs."""
    person = current_person_or_none()
    navigation: Any = current_app.jinja_env.globals["navigation"]
    entries = [
        entry
        for entry in navigation
        if not entry.roles or (person is not None and person.role in entry.roles)
    ]
    return {
        "site": current_site(),
        "person": person,
        "nav_entries": entries,
        "nav_current": _current(entries),
        "access_of": access_of,
    }


def _current(entries: Sequence[Any]) -> Any:
    """Give the entry that the page belongs to: by who answers it, or else by its address."""
    for entry in entries:
        if entry.endpoint.rpartition(".")[0] == request.blueprint:
            return entry
    return next((entry for entry in entries if request.path.startswith(url_for(entry.endpoint) + "/")), None)


@blueprint.get("/health")
@open_to_all
def health() -> ResponseReturnValue:
    """Say whether the site can do its work: its database answers."""
    database().execute(text("SELECT 1"))
    return jsonify(status="ok", site=current_site().settings.site, did=current_site().did)


@blueprint.get("/.well-known/did.json")
@open_to_all
def did() -> ResponseReturnValue:
    """Publish the site's DID document."""
    site = current_site()
    answer = jsonify(did_document(site.did, site.published_keys, retired=site.keyring.retired))
    answer.mimetype = "application/did+json"
    return answer


@blueprint.get("/htmx.js")
@open_to_all
def htmx() -> ResponseReturnValue:
    """Serve the htmx that came with the site's packages."""
    answer = Response(HTMX.read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@blueprint.get("/brand.css")
@open_to_all
def brand() -> ResponseReturnValue:
    """Serve the two colours that the institution sets; everything else follows from them."""
    profile = current_site().folder.profile
    css = f":root {{ --brand: {profile['brand']}; --brand-bright: {profile['brandBright']}; }}\n"
    return Response(css, mimetype="text/css", headers={"Cache-Control": "public, max-age=300"})


@blueprint.get("/logo.svg")
@open_to_all
def logo() -> ResponseReturnValue:
    """Serve the logo in the institution's colour."""
    svg = current_site().folder.logo.replace("currentColor", current_site().folder.profile["brand"])
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=300"})


@blueprint.get("/messages")
@open_to_all
def messages() -> ResponseReturnValue:
    """Show what this site sent to others and what they answered; only with sample data."""
    return render_template("webapp/messages.html", messages=list(reversed(_messages())))


@blueprint.get("/messages.json")
@open_to_all
def messages_as_json() -> ResponseReturnValue:
    """Give the messages after a number as JSON; only with sample data."""
    return jsonify(messages_json(_messages(request.args.get("after", 0, type=int))))


def _messages(after: int = 0) -> list[Message]:
    """List the messages; those sent for somebody's sake are closed to whom the site says they are."""
    if not current_site().settings.demo:
        abort(404)
    may_read = current_app.extensions.get("may_read_about", lambda subject, person: True)
    person = current_person_or_none()
    sent = current_site().messages.since(after)
    open_about = {subject: may_read(subject, person) for subject in {one.about for one in sent} - {""}}
    return [one if open_about.get(one.about, True) else one.closed() for one in sent]
