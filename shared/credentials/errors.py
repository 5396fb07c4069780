"""Say what can go wrong with a credential, as one tree of errors.

CredentialError
├── MalformedDocumentError    the text or value is not JSON that can be signed
│   └── StructureError            something that its standard requires is missing or in a wrong form
├── ContextError              an inline, repeated or misplaced @context
│   └── UnknownContextError       one that is not kept here, so nothing is known about its words
├── UnsignedTermsError        the document says something its signature would not cover
├── InvalidProofError         the signature does not hold
│   ├── MissingProofError         there is none
│   ├── UnsupportedProofError     it is of a kind that this library cannot check
│   │   └── WithheldError             it may hide what would end the credential
│   └── ProofPurposeError         it was made for something else
├── KeyNotFoundError          the DID document does not authorise the key
├── UnresolvableError         a document of somebody else could not be read now
├── StatusError               the status list gives no answer
├── PresentationError         the presentation does not fit the request
└── BakingError               the picture carries no credential, or cannot carry this one
"""

from __future__ import annotations


class CredentialError(Exception):
    """The base of every error of this library."""


class MalformedDocumentError(CredentialError):
    """Raised when a text or value is not a JSON object that can be signed and checked."""


class StructureError(MalformedDocumentError, ValueError):
    """Raised when a document or part of one lacks what its standard requires, or has it in a wrong form."""


class ContextError(CredentialError):
    """Raised when an @context is inline, repeated or at a place where none may stand."""


class UnknownContextError(ContextError):
    """Raised when an @context is not among those kept, so that nothing is known about its words."""


class UnsignedTermsError(CredentialError):
    """Raised when a document says something that a signature over it would not cover."""


class InvalidProofError(CredentialError):
    """Raised when a signature does not hold for what it is said to sign."""


class MissingProofError(InvalidProofError):
    """Raised when a document carries no proof."""


class UnsupportedProofError(InvalidProofError):
    """Raised when a proof is of a kind that this library cannot check, so nothing is known about it."""


class WithheldError(UnsupportedProofError):
    """Raised when the holder may have left out what would end a credential, so it cannot be relied on."""


class ProofPurposeError(InvalidProofError):
    """Raised when a proof was made for another purpose than the one it is used for."""


class KeyNotFoundError(CredentialError):
    """Raised when a DID document does not authorise the key for the purpose."""


class UnresolvableError(CredentialError):
    """Raised when a document of somebody else could not be read now; asking again may help."""


class StatusError(CredentialError):
    """Raised when a status list gives no answer, so that the status could not be checked.

    `reason` says it for people, in one sentence.
    """

    def __init__(self, found: str, *, reason: str) -> None:
        super().__init__(found)
        self.reason = reason


class PresentationError(CredentialError):
    """Raised when a presentation does not answer the request it was sent for."""


class BakingError(CredentialError):
    """Raised when a picture carries no credential that can be taken out, or cannot carry the one given."""
