"""Check that a credential and its proof are in date."""

from __future__ import annotations

from datetime import datetime

from credentials.checking.proof import Signed
from credentials.checking.wording import check, found, written_date, written_moment
from credentials.errors import MalformedDocumentError
from credentials.report import Check
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL, read_timestamp

# The members of versions 2.0 and 1.1 of the data model; whatever is there counts.
_BEGINNINGS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def check_validity(document: JSON, kinds: tuple[str, ...], signed: Signed, now: datetime) -> Check:
    """Check the dates of a document; only a credential of no particular kind may leave its beginning open."""
    try:
        starts = [read_timestamp(document[name]) for name in _BEGINNINGS if name in document]
        if not starts and kinds != (VERIFIABLE_CREDENTIAL,):
            read_timestamp(None)
        ends = [read_timestamp(document[name]) for name in _ENDS if name in document]
    except MalformedDocumentError as error:
        return check("validity.unreadable", "failed", "Its dates cannot be read.", found(error))
    ends += [signed.expires] if signed.expires else []
    start, end = max(starts, default=None), min(ends, default=None)
    evidence = (
        ("From", written_date(start) if start else "No beginning"),
        ("To", written_date(end) if end else "No end date"),
    )
    if start is not None and now < start:
        return check(
            "validity.not-yet", "failed", f"It is not valid before {written_moment(start)}.", *evidence
        )
    if end is not None and now > end:
        return check("validity.ended", "failed", f"It ended on {written_moment(end)}.", *evidence)
    until = f"It ends on {written_date(end)}." if end else "It has no end date."
    return check("validity.in-date", "passed", f"In date. {until}", *evidence)
