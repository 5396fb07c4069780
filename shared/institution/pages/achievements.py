"""What can be awarded here: cards, a public page each, its Open Badges JSON and its badge art."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from institution.achievements import achievement, all_achievements
from institution.awarding import achievement_of, passing_values
from institution.desk import issuer_of
from institution.pages.roles import AWARDING
from institution.records import Achievement
from institution.results import described, label_of
from webapp.marks import badge_art
from webapp.sign_in import current_person_or_none, open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("achievements", __name__)


@blueprint.get("/achievements")
@open_to_all
def index() -> ResponseReturnValue:
    """Show what can be awarded: cards for people, the Open Badges Achievements for machines."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        issuer = issuer_of(current_site())
        written = [achievement_of(issuer, one) for one in all_achievements(database())]
        return _varying(jsonify({"achievements": written}))
    groups: dict[str, list[Achievement]] = {}
    for found in all_achievements(database()):
        groups.setdefault(found.kind_in_words, []).append(found)
    return _varying(make_response(render_template("institution/achievements.html", groups=groups)))


@blueprint.get("/achievements/<identifier>")
@open_to_all
def show(identifier: str) -> ResponseReturnValue:
    """Show an achievement: a page for people, the Open Badges Achievement for machines."""
    found = achievement(database(), identifier)
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json", "application/ld+json"])
    if wanted in ("application/json", "application/ld+json"):
        answer = jsonify(achievement_of(issuer_of(current_site()), found))
    else:
        person = current_person_or_none()
        page = render_template(
            "institution/achievement.html",
            achievement=found,
            results=[(label_of(entry), entry, passing_values(entry)) for entry in described(found.body)],
            may_award=person is not None and person.role in AWARDING,
        )
        answer = Response(page, mimetype="text/html")
    return _varying(answer)


def _varying(answer: Response) -> Response:
    answer.headers["Vary"] = "Accept"
    return answer


@blueprint.get("/achievements/<identifier>/image.svg")
@open_to_all
def image(identifier: str) -> ResponseReturnValue:
    """Draw the badge art in the institution's colour, as a picture that stands alone."""
    found = achievement(database(), identifier)
    drawn = str(badge_art(found.art, 0, found.name))
    svg = (
        drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" ', 1)
        .replace("currentColor", current_site().folder.profile["brand"])
        .replace("var(--surface)", "#ffffff")
    )
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"})
