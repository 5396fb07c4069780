"""Name what the W3C Verifiable Credentials Data Model 2.0 fixes: contexts, types and the form of times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from credentials.errors import MalformedDocumentError, StructureError

JSON = dict[str, Any]

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
VERIFIABLE_CREDENTIAL = "VerifiableCredential"
VERIFIABLE_PRESENTATION = "VerifiablePresentation"

_DATE_TIME_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:(\.\d{1,6})\d*)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)


def timestamp(moment: datetime) -> str:
    """Write a moment as the documents do, in UTC with whole seconds."""
    if moment.tzinfo is None:
        raise StructureError(
            f"found the moment {moment.isoformat()} without a zone, expected one with a zone"
        )
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_timestamp(text: object) -> datetime:
    """Read a dateTimeStamp, which always names its zone, as a moment in UTC.

    https://www.w3.org/TR/vc-data-model-2.0/#representing-time
    """
    if not isinstance(text, str) or not (found := _DATE_TIME_STAMP.fullmatch(text)):
        raise MalformedDocumentError(f"found {text!r:.60}, expected a date and time with a zone")
    seconds, fraction, zone = found.groups(default="")
    try:
        return datetime.fromisoformat(f"{seconds}{fraction and fraction.ljust(7, '0')}{zone}").astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MalformedDocumentError(f"found {text!r}, expected a date and time that exists") from error


def as_list(value: object) -> list[Any]:
    """Give a member that may hold one value or several as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects_in(value: object) -> list[JSON]:
    """List the objects in a member that may hold one, several or something else."""
    return [one for one in as_list(value) if isinstance(one, dict)]


def types_of(node: object) -> list[str]:
    """Give the types a JSON object says it has."""
    return (
        [kind for kind in as_list(node.get("type")) if isinstance(kind, str)]
        if isinstance(node, dict)
        else []
    )


def has_type(node: object, kinds: Iterable[str]) -> bool:
    """Tell whether a JSON object has one of the types."""
    return not set(kinds).isdisjoint(types_of(node))


def id_of(value: object) -> str | None:
    """Give the identifier of something that is named by a string or by an object with an id."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None
