"""Check documents and their parts with the official JSON Schemas, where this machine has them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from tests.official import OFFICIAL

needs_schemas = pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not on this machine")

FORMAL_BADGE = "ob/ob_v3p0_achievementcredential_schema.formal.json"


@cache
def _validator(name: str, part: str | None) -> Any:
    assert OFFICIAL is not None
    schema = json.loads((OFFICIAL / "schemas" / name).read_text())
    if part is not None:
        schema = {"$schema": schema["$schema"], "$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    return jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())


def schema_errors(document: Any, name: str, *, part: str | None = None) -> list[str]:
    """Give what an official schema, or one class of it, says against a document."""
    return [f"{error.json_path}: {error.message}" for error in _validator(name, part).iter_errors(document)]
