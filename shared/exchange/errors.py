"""Errors of the protocols, each with the code that the specification gives it.

ProtocolError            a message breaks the protocol; `code` and `status` go back to the sender
├── BearerError          the access token of a protected call is missing, unknown or too narrow
└── PeerError            the other side answered something that cannot be used
"""

from credentials.standards.vc import JSON

LONGEST_DESCRIPTION = 300


class ProtocolError(Exception):
    """Raised when a message breaks the protocol, with the code the specification gives the fault."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(f"{code}: {description}" if code else description)
        self.code = code
        self.description = description
        self.status = status

    def body(self) -> JSON:
        """Return the JSON error of RFC 6749, its description in the characters allowed there."""
        if not self.code:
            return {}
        return {"error": self.code, "error_description": printable(self.description)}


class BearerError(ProtocolError):
    """Raised when a protected resource is called without a token, or with one that does not open it."""

    def __init__(self, code: str, description: str, status: int = 401) -> None:
        super().__init__(code, description, status)

    @property
    def challenge(self) -> str:
        """Return the value of the `WWW-Authenticate` header (RFC 6750 section 3)."""
        if not self.code:
            return "Bearer"
        return f'Bearer error="{self.code}", error_description="{printable(self.description)}"'


class PeerError(ProtocolError):
    """Raised when the other side cannot be reached, or answers what the protocol does not allow.

    `code` is the error code that the other side sent, or `unusable_answer` if it sent none.
    """

    def __init__(self, description: str, *, code: str = "unusable_answer") -> None:
        super().__init__(code, description, 502)


def printable(text: str) -> str:
    """Return `text` in the printable ASCII that `error_description` may hold (RFC 6749 section 5.2)."""
    softened = text.replace('"', "'").replace("\\", "/")
    return "".join(c if " " <= c <= "~" else "?" for c in softened)[:LONGEST_DESCRIPTION]
