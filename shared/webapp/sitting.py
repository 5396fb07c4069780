"""A sitting of checks: many documents are looked at, nobody is asked twice, and it has an end."""

import time
from collections.abc import Callable
from typing import TypeVar

from credentials.errors import CredentialError, UnresolvableError
from webapp.deadlines import answered_by
from webapp.peers import Peers

Found = TypeVar("Found")
MOST_SECONDS = 20.0


class Sitting:
    """One sitting of checks: each party is asked each thing once, also when it does not answer.

    All that is asked shares `seconds`; what is not asked by then could not be checked.
    """

    def __init__(self, peers: Peers, *, seconds: float = MOST_SECONDS) -> None:
        until = time.monotonic() + seconds

        def fetch(url: str) -> bytes:
            if time.monotonic() >= until:
                raise UnresolvableError(f"There was no time left to ask {url}")
            with answered_by(until):
                return peers.fetch(url)

        self.fetch = _asked_once(fetch)
        self.resolve = _asked_once(peers.resolver(self.fetch))


def _asked_once(ask: Callable[[str], Found]) -> Callable[[str], Found]:
    answers: dict[str, Found] = {}
    failures: dict[str, CredentialError] = {}

    def answer(address: str) -> Found:
        if address in failures:
            raise failures[address]
        if address not in answers:
            try:
                answers[address] = ask(address)
            except CredentialError as error:
                failures[address] = error
                raise
        return answers[address]

    return answer
