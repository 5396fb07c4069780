"""Suggest which statements of two frameworks may mean the same; a person decides, nothing is confirmed here.

>>> ours = [Statement("O1", "Triage alerts and state their urgency")]
>>> theirs = [Statement("R1", "Write reports"), Statement("R2", "Decide whether an alert is urgent")]
>>> [(s.origin, s.destination, s.rank, s.shared_words) for s in suggest(ours, theirs, top=1)]
[('O1', 'R2', 1, ('alerts',))]
"""

from skills.suggesting.meaning import packaged_model
from skills.suggesting.ranking import Reason, Suggestion, suggest
from skills.suggesting.statements import Statement, statements
from skills.suggesting.views import Embed

__all__ = ["Embed", "Reason", "Statement", "Suggestion", "packaged_model", "prepare", "statements", "suggest"]


def prepare() -> None:
    """Load all that comparing needs, so that whoever compares first does not wait for it."""
    suggest([Statement("O1", "Triage alerts")], [Statement("R1", "Triage an alert")], top=1)
