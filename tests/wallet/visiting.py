"""Walk through the wallet as a learner's browser does, and read what its pages say."""

import html
import re
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.test import TestResponse

from wallet.records import HeldCredential, HolderKey, Share


def words(answer: TestResponse) -> str:
    """Give the words of a page's main part, without its markup."""
    main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2]))).strip()


def path_of(link: str) -> str:
    """Give the part of a link to the wallet that its browser asks for."""
    return link.removeprefix("http://localhost:8002")


def arrive(browser: FlaskClient, link: str) -> str:
    """Open a link to the wallet and give the address of the page that it leads to."""
    answer = browser.get(path_of(link))
    assert answer.status_code == 303, words(answer)
    return str(answer.location)


def accept(browser: FlaskClient, link: str, *, code: str | None = None) -> TestResponse:
    """Accept an offer and give the page of results."""
    form = {"answer": "yes"} | ({"code": code} if code is not None else {})
    return browser.post(arrive(browser, link), data=form, follow_redirects=True)


def consent_form(browser: FlaskClient, address: str) -> dict[str, Any]:
    """Read the consent page's form as it stands: what is ticked and what was previewed."""
    page = browser.get(address).get_data(as_text=True)
    inputs = re.findall(r'<input type="(?:checkbox|radio)"[^>]*>', page)
    form: dict[str, Any] = {}
    for field in inputs:
        name, value = (html.unescape(found) for found in re.findall(r'(?:name|value)="([^"]*)"', field))
        form.setdefault("all", []).append((name, value))
        if " checked" in field:
            form.setdefault(name, []).append(value)
    previewed = re.search(r'name="previewed" value="([^"]*)"', page)
    return form | {"previewed": previewed[1] if previewed else ""}


def send(browser: FlaskClient, link: str) -> TestResponse:
    """Send what the consent page proposes."""
    address = arrive(browser, link)
    form = consent_form(browser, address)
    form.pop("all", None)
    return browser.post(address, data=form | {"answer": "yes"})


def held(wallet: Flask, learner: str | None = None) -> list[HeldCredential]:
    """List what the wallet holds."""
    with wallet.extensions["wellspring"].storage.session() as session:
        query = select(HeldCredential).order_by(col(HeldCredential.name))
        return [one for one in session.exec(query) if learner in (None, one.learner)]


def shares(wallet: Flask) -> list[Share]:
    """List the wallet's history."""
    with wallet.extensions["wellspring"].storage.session() as session:
        return list(session.exec(select(Share).order_by(col(Share.answered_at))))


def did_of(wallet: Flask, learner: str) -> str:
    """Give a learner's did:key."""
    with wallet.extensions["wellspring"].storage.session() as session:
        return str(session.get_one(HolderKey, learner).did)


def age(wallet: Flask, *, seconds: int) -> None:
    """Let the last checks and questions lie so many seconds further back."""
    with wallet.extensions["wellspring"].storage.session() as session:
        for one in session.exec(select(HeldCredential)):
            one.checked_at -= timedelta(seconds=seconds)
        for share in session.exec(select(Share)):
            if share.asked_at is not None:
                share.asked_at -= timedelta(seconds=seconds)
        session.commit()
