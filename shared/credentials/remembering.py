"""Ask for each document of somebody else only once while one credential is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from credentials.errors import CredentialError

_Answer = TypeVar("_Answer")


def remembering(ask: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Make a resolver or fetcher that keeps every answer, and every lack of one, for as long as it lives."""
    answers: dict[str, _Answer] = {}
    refusals: dict[str, CredentialError] = {}

    def ask_once(name: str) -> _Answer:
        if name in refusals:
            raise refusals[name]
        if name not in answers:
            try:
                answers[name] = ask(name)
            except CredentialError as error:
                refusals[name] = error
                raise
        return answers[name]

    return ask_once
