"""The history: every answer the learner gave, and what became of it."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block

from wallet.notices import DECIDED, Notice, ask
from wallet.pages.learner import learner
from wallet.records import Share
from wallet.sharing import share_of, shares_of
from webapp.clock import now
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("history", __name__)


@blueprint.get("/history")
@signed_in("learner")
def index() -> ResponseReturnValue:
    """Show every share."""
    shares = [_shown(share) for share in shares_of(database(), learner())]
    return render_template("wallet/history.html", shares=shares)


@blueprint.post("/history/<identifier>/notice")
@signed_in("learner")
def refresh(identifier: str) -> ResponseReturnValue:
    """Ask what became of a share."""
    share = share_of(database(), learner(), identifier)
    ask(database(), share, site=current_site(), now=now())
    if htmx_request.htmx:
        return render_block("wallet/history.html", "notice", **_shown(share))
    return redirect(f"/history#share-{share.id}", code=303)


def _shown(share: Share) -> dict[str, Any]:
    notice = Notice.from_json(share.notice) if share.notice else None
    return {
        "share": share,
        "notice": notice,
        "is_open": share.status_url is not None and (notice is None or notice.state not in DECIDED),
    }
