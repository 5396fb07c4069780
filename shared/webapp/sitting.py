"""A sitting of checks: many documents are looked at, and nobody is asked the same thing twice."""

from collections.abc import Callable
from typing import TypeVar

from credentials.errors import CredentialError
from webapp.peers import Peers

Found = TypeVar("Found")


class Sitting:
    """One sitting of checks: each party is asked each thing once, also when it does not answer."""

    def __init__(self, peers: Peers) -> None:
        self.resolve = _asked_once(peers.resolve)
        self.fetch = _asked_once(peers.fetch)


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
