"""Ask for each document of somebody else only once while one credential is checked."""

from __future__ import annotations

from credentials.errors import CredentialError
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON


def remembering(resolve: Resolve) -> Resolve:
    """Make a resolver that keeps every answer, and every lack of one, for as long as it lives."""
    answers: dict[str, JSON | CredentialError] = {}

    def resolve_once(did: str) -> JSON:
        if did not in answers:
            try:
                answers[did] = resolve(did)
            except CredentialError as error:
                answers[did] = error
        answer = answers[did]
        if isinstance(answer, CredentialError):
            raise answer
        return answer

    return resolve_once
