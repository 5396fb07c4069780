"""What became of credentials that came in: kept, refused with the reasons, or waiting for a decision."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wallet.checking import standing
from wallet.keeping import Finding
from wallet.pages.learner import keeper, tray
from webapp.clock import now
from webapp.errors import NotFoundRefusal
from webapp.sign_in import signed_in

blueprint = Blueprint("results", __name__)

LIES_FOR = timedelta(days=7)


@blueprint.get("/results/<ticket>")
@signed_in("learner")
def show(ticket: str) -> ResponseReturnValue:
    """Show what was kept and what was not."""
    kept = tray().read("result", ticket, now=now())
    findings = [Finding.from_json(one) for one in kept["findings"]]
    return render_template(
        "wallet/result.html",
        ticket=ticket,
        findings=list(enumerate(findings)),
        came_from=kept["came_from"],
        broke_off=kept["broke_off"],
        standing=standing,
    )


@blueprint.post("/results/<ticket>")
@signed_in("learner")
def decide(ticket: str) -> ResponseReturnValue:
    """Keep, check again or drop one credential that waits for a decision."""
    kept = tray().read("result", ticket, now=now())
    place = request.form.get("credential", type=int)
    if place is None or not 0 <= place < len(kept["findings"]):
        raise NotFoundRefusal("credential")
    finding = Finding.from_json(kept["findings"][place])
    if finding.fate == "undecided":
        kept["findings"][place] = _decided(finding, kept["came_from"]).to_json()
        tray().change("result", ticket, kept, now=now())
    return redirect(f"/results/{ticket}", code=303)


def show_findings(findings: Sequence[Finding], *, came_from: str, broke_off: str = "") -> str:
    """Lay findings into the learner's tray, and give the address of their page."""
    at = now()
    value = {
        "findings": [finding.to_json() for finding in findings],
        "came_from": came_from,
        "broke_off": broke_off,
    }
    return f"/results/{tray().lay('result', value, expires=at + LIES_FOR, now=at)}"


def _decided(finding: Finding, came_from: str) -> Finding:
    answer = request.form.get("answer")
    if answer == "drop":
        return Finding("dropped", finding.name)
    [decided] = keeper().consider(
        [finding.text], told=(), came_from=came_from, now=now(), decided=answer == "keep"
    )
    return decided
