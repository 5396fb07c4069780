"""Competencies and Academic Standards Exchange (CASE) 1.1: publish frameworks, and read those of others.

`routes` serves the provider's endpoints over a `Library`; `reader` fetches a package of somebody else.
"""

from exchange.case_api.library import BASE, DISCOVERY, Library
from exchange.case_api.reader import fetch_package

__all__ = ["BASE", "DISCOVERY", "Library", "fetch_package"]
