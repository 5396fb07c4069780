"""Issue, present and verify Open Badges 3.0 as verifiable credentials.

This library signs and checks; it never fetches, stores or shows: network, clock and keys are handed in.
`issue` seals a badge, `present` shows it to one verifier, `verify` reports six checks.

>>> from datetime import UTC, datetime
>>> key = SigningKey.for_holder(bytes(32))
>>> unsigned = {
...     "@context": ["https://www.w3.org/ns/credentials/v2"],
...     "type": ["VerifiableCredential"],
...     "issuer": key.controller,
...     "credentialSubject": {"id": "urn:example:learner"},
... }
>>> issue(unsigned, key=key, now=datetime(2026, 11, 23, tzinfo=UTC))["proof"][0]["cryptosuite"]
'eddsa-rdfc-2022'
"""

from credentials.errors import CredentialError
from credentials.issuing import issue
from credentials.parsing import parse_json
from credentials.presenting import open_presentation, present
from credentials.proofs.keys import SigningKey
from credentials.report import Check, Report, TrustedIssuer
from credentials.verifying import verify

__all__ = [
    "Check",
    "CredentialError",
    "Report",
    "SigningKey",
    "TrustedIssuer",
    "issue",
    "open_presentation",
    "parse_json",
    "present",
    "verify",
]
