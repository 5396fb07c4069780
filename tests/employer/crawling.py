"""Walk every address of the employer that somebody can open, and read all that comes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from tests.sites import ORIGINS

EMPLOYER = ORIGINS["employer"]
LINK = re.compile(r"""\b(?:href|src|action|formaction|(?:data-)?hx-get|content)=(?:"([^"]*)"|'([^']*)')""")
MOST_OF_A_KIND = 15  # pages that one route answers: a framework's thousand statements look alike


def walk(browser: FlaskClient, app: Flask, ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Open every GET route with all ids that fit, and every link from there; give what each address said."""
    waiting, met = ["/", *addresses(app, ids)], Counter[str]()
    routes = app.url_map.bind(urlsplit(EMPLOYER).netloc)
    found: dict[str, str] = {}
    for address in waiting:
        kind = _kind(routes, address)
        if address in found or kind == "frame.static" or met[kind] == MOST_OF_A_KIND:
            continue
        met[kind] += 1
        answer = browser.get(address)
        text = unescape(answer.get_data(as_text=True))
        answer.close()
        found[address] = f"{answer.status_code}\n{answer.headers}\n{text}"
        links = [one or other for one, other in LINK.findall(text) if answer.mimetype == "text/html"]
        waiting += [there for link in (*links, answer.location or "") if (there := _here(link, address))]
    return found


def _kind(routes: MapAdapter, address: str) -> str:
    """Name the route that answers an address; what none answers is of one kind too."""
    try:
        return str(routes.match(urlsplit(address).path)[0])
    except HTTPException:
        return "none"


def addresses(app: Flask, ids: Mapping[str, Iterable[str]]) -> list[str]:
    """Fill the ids into every route that is read with GET."""
    filled = []
    for rule in app.url_map.iter_rules():
        if rule.methods and "GET" in rule.methods and rule.endpoint != "frame.static":
            filled += _filled(rule, ids)
    return filled


def _filled(rule: Rule, ids: Mapping[str, Iterable[str]]) -> list[str]:
    some = [re.sub(r"<\w+:", "<", rule.rule)]
    for name in sorted(rule.arguments):
        some = [one.replace(f"<{name}>", value) for one in some for value in ids.get(name, ["1"])]
    return some


def _here(link: str, page: str) -> str:
    """Give the path of a link that stays at the employer, or nothing."""
    parts = urlsplit(link)
    if f"{parts.scheme}://{parts.netloc}" not in (EMPLOYER, "://") or link.startswith("#"):
        return ""
    path = parts.path or urlsplit(page).path
    return f"{path}?{parts.query}" if parts.query else path if path.startswith("/") else ""


def hits(text: str, words: Iterable[str]) -> dict[str, int]:
    """Count how often each of the words stands in a text, written plainly or as part of an address."""
    plain = (text + "\n" + unquote(text)) if "%" in text else text
    return {one: plain.count(one) for one in words if one in plain}
