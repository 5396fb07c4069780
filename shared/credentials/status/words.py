"""Say for people why a status list gave no answer."""

from __future__ import annotations

from credentials.report import UNANSWERED

UNREADABLE = "The status list cannot be read."
UNSIGNED = "The status list was changed, or was not signed by the issuer."
FOREIGN = "The status list is not the issuer's own."
OUT_OF_DATE = "The status list is out of date."
NO_PLACE = "The status list has no place for this credential."
OTHER_PURPOSE = "The status list says nothing about withdrawal."
NOT_ABOUT_SUSPENSION = "The status list says nothing about suspension."
SEVERAL_BITS = "The status list uses several bits for each credential, which cannot be read here."
TOO_SHORT = "The status list is shorter than the 131,072 places that keep a single person from standing out."

# The code of the check that each of these leads to.
CODES = {
    UNANSWERED: "status.unanswered",
    UNREADABLE: "status.unreadable",
    UNSIGNED: "status.unsigned",
    FOREIGN: "status.foreign",
    OUT_OF_DATE: "status.out-of-date",
    NO_PLACE: "status.no-place",
    OTHER_PURPOSE: "status.other-purpose",
    NOT_ABOUT_SUSPENSION: "status.other-purpose",
    SEVERAL_BITS: "status.several-bits",
    TOO_SHORT: "status.too-short",
}
