"""Check that whoever signed a credential is the issuer it names, and is relied on."""

from __future__ import annotations

from collections.abc import Mapping

from credentials.checking.proof import Signed
from credentials.checking.wording import check, not_checked, shown
from credentials.report import Check, TrustedIssuer


def check_issuer(
    issuer: str, signed: Signed, trusted: Mapping[str, TrustedIssuer]
) -> tuple[Check, TrustedIssuer | None]:
    """Check that the signer is the issuer and is listed; only the list's name for it is ever shown."""
    signer = signed.signer
    if signer is None:
        return not_checked("issuer", signed.check), None
    identifier = ("Identifier", shown(signer))
    if signer != issuer:
        named = ("Issuer named", shown(issuer or "None"))
        reason = "It was signed with a key that does not belong to the issuer it names."
        return check("issuer.not-signer", "failed", reason, named, ("Key of", shown(signer))), None
    listing = trusted.get(issuer)
    if listing is None:
        listed = ("Listed as", "Not on your list")
        advice = ("What you can do", "Find out whose key it is before you put it on your list.")
        reason = "We know the key, not who stands behind it."
        return check("issuer.unlisted", "unknown", reason, identifier, listed, advice), None
    reason = f"Signed by {listing.name}, which is on your list."
    return check("issuer.listed", "passed", reason, ("Listed as", listing.reason), identifier), listing
