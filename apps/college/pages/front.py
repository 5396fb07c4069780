"""The front page of the college."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.case_api.library import BASE, DISCOVERY
from institution.achievements import all_achievements
from institution.drafting import asking, beginning
from institution.frameworks import all_frameworks, counts
from institution.pages.roles import EDITING, PUBLISHING, may
from webapp.sign_in import open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@open_to_all
def show() -> ResponseReturnValue:
    """Say what this site is, and open its doors."""
    listed = all_frameworks(database(), own=True)
    numbers = counts(database())
    items = [numbers.get(framework.identifier, (0, 0))[0] for framework in listed]
    site = current_site()
    drafts = beginning.all_drafts(database()) if may(EDITING) else []
    return render_template(
        "college/front.html",
        frameworks=sum(1 for number in items if number),
        items=sum(items),
        achievements=len(all_achievements(database())),
        drafts=drafts,
        requests=asking.requests_of(database(), drafts),
        may_publish=may(PUBLISHING),
        machine_addresses=(
            ("Outcomes (CASE 1.1)", f"{site.origin}{BASE}/CFDocuments"),
            ("What the CASE service offers (OpenAPI)", f"{site.origin}{DISCOVERY}"),
            ("Badges (OpenID4VCI 1.0)", f"{site.origin}/.well-known/openid-credential-issuer"),
            ("Public key (did:web)", f"{site.origin}/.well-known/did.json"),
        ),
    )
