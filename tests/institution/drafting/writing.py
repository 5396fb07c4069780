"""What the tests of the writing pages share: where the draft is, and how its forms are read."""

import re

from flask.testing import FlaskClient
from sqlmodel import select

from institution.drafting.records import DraftItem
from tests.institution.campus import CYBER_DEFENSE, Campus, page

DRAFT = f"/frameworks/{CYBER_DEFENSE}/draft"
SCRIPTED = {"HX-Request": "true"}
STATEMENT = "Write what somebody knows or can do."


def place_of(browser: FlaskClient, code: str) -> str:
    """Find the place of an item by its code."""
    found = re.search(r"\?at=([0-9a-f-]+)#p-", page(browser, f"{DRAFT}?q={code}"))
    assert found
    return found[1]


def hidden(html: str, action: str) -> dict[str, str]:
    """Read what a form sends by itself."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', html, re.S)
    assert form, action
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def item_of(campus: Campus, code: str) -> DraftItem:
    """Read an item of the draft."""
    with campus.session() as session:
        return session.exec(select(DraftItem).where(DraftItem.code == code)).one()
