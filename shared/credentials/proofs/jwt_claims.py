"""Read the credential that a JWT carries, and hold its claims against what the credential says.

https://www.imsglobal.org/spec/ob/v3p0#jwt-payload
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.standards.vc import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    as_list,
    has_type,
    id_of,
    read_timestamp,
)

CLAIMS = frozenset({"iss", "sub", "jti", "nbf", "exp"})

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class _Version:
    """Name what a version of the data model calls the dates that a JWT repeats."""

    context: str
    starts: str
    ends: str


_V1 = _Version(CREDENTIALS_V1, "issuanceDate", "expirationDate")
_V2 = _Version(CREDENTIALS_V2, "validFrom", "validUntil")


def credential_of(claims: JSON) -> JSON:
    """Give the credential in a payload: the payload itself, or its member `vc` in version 1.1.

    What only a claim says is said in the credential too: the end that `exp` sets and, in version 1.1, any
    member that was moved to its claim.
    https://www.w3.org/TR/vc-data-model-1.1/#jwt-decoding
    """
    enclosed = claims.get("vc")
    if "vp" in claims or ("vc" in claims and "@context" in claims):
        raise MalformedDocumentError("found a payload of several documents, expected one credential")
    credential = enclosed if "vc" in claims else claims
    if not isinstance(credential, dict) or not has_type(credential, [VERIFIABLE_CREDENTIAL]):
        raise MalformedDocumentError(f"found another payload, expected a {VERIFIABLE_CREDENTIAL}")
    version = _V1 if "vc" in claims else _V2
    if as_list(credential.get("@context"))[:1] != [version.context]:
        first = as_list(credential.get("@context"))[:1]
        raise MalformedDocumentError(f"found {first!r:.200} as first @context, expected {version.context}")
    if "vc" in claims:
        return _decoded(credential, claims)
    if "exp" in claims and version.ends not in credential:
        return {**credential, version.ends: _written(claims["exp"])}
    return credential


def check_claims(claims: JSON, credential: JSON, *, all_required: bool = True) -> None:
    """Refuse claims that say something else than the credential, whichever of the two is true.

    https://www.imsglobal.org/spec/ob/v3p0#verify-jwt-proof
    """
    version = _version_of(credential)
    subjects = as_list(credential.get("credentialSubject"))
    if all_required and len(subjects) != 1:
        raise MalformedDocumentError(
            f"found {len(subjects)} subjects, expected exactly one, as `sub` names it"
        )
    expected = {
        "iss": id_of(credential.get("issuer")),
        "jti": credential.get("id"),
        "sub": subjects[0].get("id") if len(subjects) == 1 and isinstance(subjects[0], dict) else None,
    }
    for name, said in expected.items():
        found = claims.get(name)
        if (all_required or name in claims) and (found != said or not isinstance(said, str)):
            raise MalformedDocumentError(f"found the claim {name} {found!r:.200}, expected {said!r:.200}")
    for name, member in (("nbf", version.starts), ("exp", version.ends)):
        if name in claims or (all_required and (member in credential or name == "nbf")):
            _check_instant(claims, name, credential, member)


def used_at(claims: JSON) -> datetime:
    """Give when a token says that its key was used."""
    return _instant(claims, "iat" if "iat" in claims else "nbf")


def check_time(claims: JSON, now: datetime) -> None:
    """Refuse a token before its time or after its end."""
    if "nbf" in claims and (starts := _instant(claims, "nbf")) > now:
        raise InvalidProofError(f"found a token for the time from {starts.isoformat()}, now it is {now}")
    if "exp" in claims and (ends := _instant(claims, "exp")) <= now:
        raise InvalidProofError(f"found a token that ended at {ends.isoformat()}, now it is {now}")


def claims_for(credential: JSON) -> JSON:
    """Write the claims that say what a credential of version 2.0 says."""
    subjects = as_list(credential.get("credentialSubject"))
    claims = {
        "iss": id_of(credential.get("issuer")),
        "jti": credential.get("id"),
        "sub": id_of(subjects[0]) if len(subjects) == 1 else None,
        "nbf": _number(read_timestamp(credential.get(_V2.starts))),
    }
    if _V2.ends in credential:
        claims["exp"] = _number(read_timestamp(credential[_V2.ends]))
    return claims


def _version_of(credential: JSON) -> _Version:
    return _V1 if as_list(credential.get("@context"))[:1] == [CREDENTIALS_V1] else _V2


def _decoded(enclosed: JSON, claims: JSON) -> JSON:
    """Put back what version 1.1 lets an issuer move from the credential to a claim."""
    credential = dict(enclosed)
    for member, claim in (("id", "jti"), ("issuer", "iss")):
        if claim in claims:
            credential.setdefault(member, claims[claim])
    for member, claim in ((_V1.starts, "nbf"), (_V1.ends, "exp")):
        if claim in claims and member not in credential:
            credential[member] = _written(claims[claim])
    subject = credential.get("credentialSubject")
    if isinstance(subject, dict) and "sub" in claims and "id" not in subject:
        credential["credentialSubject"] = {"id": claims["sub"], **subject}
    return credential


def _check_instant(claims: JSON, name: str, credential: JSON, member: str) -> None:
    if name not in claims or member not in credential:
        missing = name if name not in claims else member
        raise MalformedDocumentError(f"found no {missing}, expected the time of {name} and {member} twice")
    claimed, said = _instant(claims, name), read_timestamp(credential[member])
    if claimed != said:
        raise MalformedDocumentError(
            f"found the claim {name} {claimed.isoformat()}, expected {said.isoformat()}, the {member}"
        )


def _instant(claims: JSON, name: str) -> datetime:
    return _moment(claims.get(name), name)


def _moment(value: Any, name: str) -> datetime:
    """Read a NumericDate, exactly to the microsecond."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedDocumentError(f"found the claim {name} {value!r:.60}, expected a number of seconds")
    try:
        if isinstance(value, int):
            return _EPOCH + timedelta(seconds=value)
        return _EPOCH + timedelta(microseconds=round(Decimal(repr(value)) * 1_000_000))
    except (OverflowError, ArithmeticError) as error:
        raise MalformedDocumentError(f"found the claim {name} {value!r:.60}, which is no time") from error


def _number(moment: datetime) -> int | float:
    seconds, rest = divmod((moment - _EPOCH) // _MICROSECOND, 1_000_000)
    return seconds + rest / 1_000_000 if rest else seconds


def _written(value: object) -> str:
    moment = _moment(value, "of a date")
    return moment.isoformat().replace("+00:00", "Z")
