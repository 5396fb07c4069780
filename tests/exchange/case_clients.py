"""A client of a stand-in library, and how its failures are read."""

import json
from typing import Any

import httpx
import jsonschema
from flask import Flask

from exchange.case_api.routes import blueprint
from tests.exchange.frameworks import StandInLibrary
from tests.official import OFFICIAL

JSON = dict[str, Any]
BASE = "http://college.test/ims/case/v1p1"
SCHEMAS = OFFICIAL / "schemas" / "case" if OFFICIAL else None


def a_client(packages: list[JSON]) -> httpx.Client:
    """Serve a library of packages."""
    site = Flask("college")
    library = StandInLibrary(packages)
    site.register_blueprint(blueprint(lambda: library))
    return httpx.Client(transport=httpx.WSGITransport(app=site), base_url=BASE)


def minor(found: JSON) -> str:
    """Give the minor code of a failure."""
    [field] = found["imsx_codeMinor"]["imsx_codeMinorField"]
    return str(field["imsx_codeMinorFieldValue"])


def problems(document: JSON, schema: str) -> list[str]:
    """Name what an official schema finds wrong."""
    assert SCHEMAS
    text = (SCHEMAS / f"case_v1p1_{schema}-jsonschema1.json").read_text()
    validator = jsonschema.Draft201909Validator(json.loads(text))
    return [error.message for error in validator.iter_errors(document)]
