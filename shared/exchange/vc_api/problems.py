"""Problems as VCALM and the data model name them, each with a URL, a title and details.

https://www.w3.org/TR/vc-data-model-2.0/#problem-details
"""

from __future__ import annotations

from dataclasses import dataclass

from credentials.standards.vc import JSON

_DATA_MODEL = "https://www.w3.org/TR/vc-data-model#"
_STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#"
_SECURITY = "https://w3id.org/security#"

PARSING = f"{_DATA_MODEL}PARSING_ERROR"
CRYPTOGRAPHIC = f"{_DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR"
MALFORMED = f"{_DATA_MODEL}MALFORMED_VALUE_ERROR"
RANGE = f"{_DATA_MODEL}RANGE_ERROR"
GENERATION = f"{_SECURITY}PROOF_GENERATION_ERROR"
STATUS_RETRIEVAL = f"{_STATUS_LIST}STATUS_RETRIEVAL_ERROR"
STATUS_VERIFICATION = f"{_STATUS_LIST}STATUS_VERIFICATION_ERROR"
UNKNOWN_OPTION = "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED"
# RFC 9457 section 4.2.1: nothing is known beyond the HTTP status.
PLAIN = "about:blank"


@dataclass(frozen=True)
class Problem:
    """Say what is wrong, by a URL for machines and in words for people."""

    type: str
    title: str
    detail: str

    def wire(self) -> JSON:
        """Write the problem as it travels."""
        return {"type": self.type, "title": self.title, "detail": self.detail[:2_000]}


class RefusedError(Exception):
    """Raised when a request is not carried out, with the problem and the HTTP status that go back."""

    def __init__(self, problem: Problem, status: int = 400) -> None:
        super().__init__(f"{problem.title}: {problem.detail}")
        self.problem = problem
        self.status = status

    def body(self) -> JSON:
        """Return what is answered (RFC 9457)."""
        return {**self.problem.wire(), "status": self.status}


def malformed(detail: str) -> RefusedError:
    """Refuse a value that breaks a requirement of its specification."""
    return RefusedError(Problem(MALFORMED, "A value is not as its specification requires", detail))
