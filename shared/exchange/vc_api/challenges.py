"""Make challenges for presentations, each to be answered once.

https://www.w3.org/TR/vcalm/#create-challenge
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from credentials.standards.vc import JSON
from exchange.tickets import Tickets
from exchange.vc_api.problems import CRYPTOGRAPHIC, Problem

KIND = "vc_api_challenge"
LIVES = timedelta(hours=1)
# By this a challenge of ours is known when nothing else of it is left.
_BEGINNING = "challenge-"


def make_challenge(tickets: Tickets, *, now: datetime) -> JSON:
    """Answer a request for a challenge."""
    challenge = f"{_BEGINNING}{secrets.token_urlsafe(32)}"
    tickets.put(KIND, challenge, {}, expires=now + LIVES)
    return {"challenge": challenge}


def use_challenge(tickets: Tickets, challenge: str, *, now: datetime) -> list[Problem]:
    """Use up a challenge that was made here; those who bring their own see to it themselves."""
    if not challenge.startswith(_BEGINNING) or tickets.take(KIND, challenge, now=now) is not None:
        return []
    detail = "expected one that /challenges gave within the last hour and that was not used yet"
    return [Problem(CRYPTOGRAPHIC, "The challenge was used or has ended", detail)]
