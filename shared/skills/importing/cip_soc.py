"""The crosswalk from programmes (CIP 2020) to occupations (SOC 2018), as its publisher writes it."""

from __future__ import annotations

from skills.importing.tables import Table

HEADER = ("CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title")


def is_crosswalk(table: Table) -> bool:
    """Tell the crosswalk by its header."""
    return bool(table.rows) and {cell.strip() for cell in table.rows[0].cells}.issuperset(HEADER)
