"""Verify a credential in its newest form: ask the refresh service that it names, once, after its proof held.

https://www.imsglobal.org/spec/vccr/v1p0/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from credentials.checking.opening import document_of
from credentials.checking.wording import shown, written_moment
from credentials.errors import CredentialError, MalformedDocumentError
from credentials.proofs.dids import Resolve
from credentials.remembering import remembering
from credentials.report import Report, TrustedIssuer
from credentials.standards.openbadges import issuer_id
from credentials.standards.services import CREDENTIAL_REFRESH
from credentials.standards.vc import JSON, as_list, has_type, id_of, read_timestamp
from credentials.verifying import Fetch, verify


@dataclass(frozen=True)
class Newest:
    """Hold the form of a credential to go on with, and the report on that form.

    `note` says what came of asking for a newer one, and is empty if there was nobody to ask.
    """

    credential: JSON | str
    report: Report
    is_refreshed: bool = False
    note: str = ""


def verify_newest(
    credential: JSON | str,
    *,
    resolve: Resolve,
    fetch: Fetch,
    trusted_issuers: Mapping[str, TrustedIssuer],
    now: datetime,
    expected_holder: str | None,
    any_type: bool = False,
) -> Newest:
    """Verify a credential, or the newer form of it that its refresh service gives if that is as sound.

    The service is asked only if the issuer signed its address. If it gives nothing better, the old counts.
    """
    resolve = remembering(resolve)

    def report_on(one: JSON | str) -> Report:
        return verify(
            one,
            resolve=resolve,
            fetch=fetch,
            trusted_issuers=trusted_issuers,
            now=now,
            expected_holder=expected_holder,
            any_type=any_type,
        )

    report = report_on(credential)
    url = _refresh_url(credential) if _is_signed_by_issuer(report) else None
    if url is None:
        return Newest(credential, report)
    try:
        newer = fetch(url).decode("utf-8")
        newer_report = report_on(newer)
        _check_replaces(newer, newer_report, credential)
    except (CredentialError, UnicodeDecodeError) as error:
        note = f"The refresh service gave nothing newer: {str(error).removeprefix('found ')}"
        return Newest(credential, _with_note(report, note), note=note)
    note = f"Refreshed from {shown(url.partition('://')[2] or url)} on {written_moment(now)}"
    return Newest(newer, _with_note(newer_report, note), is_refreshed=True, note=note)


def _refresh_url(credential: JSON | str) -> str | None:
    """Give the address of the refresh service that a credential names."""
    services = as_list(document_of(credential).get("refreshService"))
    return next((id_of(one) for one in services if has_type(one, [CREDENTIAL_REFRESH])), None)


def _is_signed_by_issuer(report: Report) -> bool:
    return report.outcome("proof") == "passed" and report.outcome("issuer") != "failed"


def _check_replaces(newer: str, report: Report, original: JSON | str) -> None:
    """Refuse what is no newer form of the same credential for the same person, or not in order.

    https://www.imsglobal.org/spec/ob/v3p0#credential-equality-and-comparison-algorithm
    """
    for name in ("proof", "structure", "issuer"):
        check = report.check(name)
        if check.outcome == "failed" or (check.outcome == "unknown" and name != "issuer"):
            raise MalformedDocumentError(f"found a credential that is not in order: {check.reason}")
    before, after = document_of(original), document_of(newer)
    for name, one, other in (
        ("id", _plain(id_of(before)), _plain(id_of(after))),
        ("issuer", issuer_id(before), issuer_id(after)),
        ("subject", _subjects(before), _subjects(after)),
    ):
        if one is None or one != other:
            raise MalformedDocumentError(f"found another {name} in it, {other!r:.200}, expected {one!r:.200}")
    if _starts(after) < _starts(before):
        raise MalformedDocumentError(
            f"found one from {_starts(after)}, expected none before {_starts(before)}"
        )


def _plain(name: str | None) -> str | None:
    return None if name is None else unquote(name).strip()


def _subjects(document: JSON) -> list[tuple[str | None, object]]:
    """Give by what names a credential calls whom it is about."""
    subjects = [one for one in as_list(document.get("credentialSubject")) if isinstance(one, dict)]
    return [(id_of(one), None if "id" in one else one.get("identifier")) for one in subjects]


def _starts(document: JSON) -> datetime:
    return read_timestamp(document.get("validFrom", document.get("issuanceDate")))


def _with_note(report: Report, note: str) -> Report:
    """Tell beside the dates of a credential what came of asking for a newer one."""
    checks = tuple(
        replace(one, evidence=(*one.evidence, ("Newer form", shown(note, most=500))))
        if one.name == "validity"
        else one
        for one in report.checks
    )
    return replace(report, checks=checks)
