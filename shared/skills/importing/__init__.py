"""Frameworks of others, whichever of the known forms they have: one source a file, told by its content.

>>> from datetime import UTC, datetime
>>> text = b"code,statement,parent\\nA,Guard a network,\\nA-1,Read an alert,A\\n"
>>> package = read_framework(text, base="https://a.example", now=datetime(2026, 8, 17, tzinfo=UTC))
>>> [item["humanCodingScheme"] for item in package.items]
['A', 'A-1']
"""

from skills.importing.columns import ROLES, Mapping, guess, headers
from skills.importing.json_text import MAX_BYTES, MAX_CASE_BYTES
from skills.importing.minting import Mint
from skills.importing.reading import (
    CASE,
    CROSSWALK,
    ONET,
    OWN_TABLE,
    Context,
    Opened,
    Source,
    open_sources,
    read_framework,
)
from skills.importing.tables import Table, Tell

__all__ = [
    "CASE",
    "CROSSWALK",
    "MAX_BYTES",
    "MAX_CASE_BYTES",
    "ONET",
    "OWN_TABLE",
    "ROLES",
    "Context",
    "Mapping",
    "Mint",
    "Opened",
    "Source",
    "Table",
    "Tell",
    "guess",
    "headers",
    "open_sources",
    "read_framework",
]
