"""Frameworks for others: a CASE package, a table, Turtle and JSON-LD, each of which carries all of it.

Reading any of them back (`skills.importing`) gives the same package.
"""

from skills.exporting.json_ld import write_json_ld
from skills.exporting.table import harmless, write_table
from skills.exporting.turtle import write_turtle
from skills.exporting.vocabulary import CONTEXT, NAMESPACE

__all__ = ["CONTEXT", "NAMESPACE", "harmless", "write_json_ld", "write_table", "write_turtle"]
