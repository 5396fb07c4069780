"""Write reports in few characters, to compare them."""

from __future__ import annotations

from credentials.report import CHECKS, Report

_SIGNS = {"passed": "+", "failed": "-", "unknown": "?"}


def signs(report: Report) -> str:
    """Write the outcomes of the six checks in six characters: + passed, - failed, ? could not check."""
    return "".join(_SIGNS[report.outcome(name)] for name in CHECKS)


def all_signs(report: Report) -> str:
    """Write the outcomes of a credential and, in brackets, of those it holds."""
    within = " ".join(all_signs(one) for one in report.nested)
    return f"{signs(report)} ({within})" if within else signs(report)
