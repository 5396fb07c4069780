"""Competencies and Academic Standards Exchange (CASE) 1.1: publish frameworks, and read those of others.

`routes` serves the provider's endpoints over a `Library`; `reader` lists the documents of somebody
else's server and fetches a package, whatever that server gets wrong.
"""

from exchange.case_api.fetching import Limits, NotThereError, UnreachableError
from exchange.case_api.library import BASE, DISCOVERY, Library
from exchange.case_api.notices import Notice
from exchange.case_api.paging import DocumentSeen
from exchange.case_api.reader import Fetched, Listing, fetch_package, names_server, read_server

__all__ = [
    "BASE",
    "DISCOVERY",
    "DocumentSeen",
    "Fetched",
    "Library",
    "Limits",
    "Listing",
    "NotThereError",
    "Notice",
    "UnreachableError",
    "fetch_package",
    "names_server",
    "read_server",
]
