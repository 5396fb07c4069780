"""Check a credential in six ways and report each, in words for people and with the evidence.

Nothing is decided here: a report has no truth value, and "could not check" is never "failed". The credentials
that a record holds, and endorsements, are checked in the same way, each by its own proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.checking.holder import Record, check_endorsed, check_held, check_holder
from credentials.checking.issuer import check_issuer
from credentials.checking.opening import Opened, open_credential
from credentials.checking.proof import Fetch, failed_proof
from credentials.checking.status import check_status_of
from credentials.checking.structure import check_structure, incomplete, kinds_to_check
from credentials.checking.validity import check_validity
from credentials.checking.wording import check, found
from credentials.errors import MalformedDocumentError
from credentials.nesting import Within, endorsements_in, held_in
from credentials.proofs.dids import Resolve
from credentials.remembering import remembering
from credentials.report import CHECKS, Check, Outcome, Report, TrustedIssuer
from credentials.standards.documents import ENDORSEMENT, OPEN_BADGE
from credentials.standards.openbadges import issuer_id
from credentials.standards.vc import JSON, as_list, id_of
from credentials.status import StatusLists

__all__ = ["CHECKS", "Check", "Fetch", "Outcome", "Report", "TrustedIssuer", "verify"]

# How many documents are looked at in one credential, and how deep they may stand in one another.
MAX_DOCUMENTS = 100
MAX_DEPTH = 4


def verify(
    credential: JSON | str,
    *,
    resolve: Resolve,
    fetch: Fetch,
    trusted_issuers: Mapping[str, TrustedIssuer],
    now: datetime,
    expected_holder: str | None,
    any_type: bool = False,
) -> Report:
    """Check proof, structure, issuer, validity, status and holder of a credential, and report each.

    A text is read as a compact JWS, or else as JSON. A credential that says to be no Open Badge, learner
    record or endorsement is reported as an incomplete badge, unless `any_type` lets it be anything.
    https://www.imsglobal.org/spec/ob/v3p0#verification-and-validation
    """
    ask, read = remembering(resolve), remembering(fetch)
    lists = StatusLists(fetch=read, resolve=ask, now=now)
    budget = _Budget(MAX_DOCUMENTS)
    verification = _Verification(ask, read, lists, trusted_issuers, now, expected_holder, budget)
    return verification.of_outermost(credential, any_type=any_type)


@dataclass
class _Budget:
    """Count the documents that may still be looked at."""

    left: int


@dataclass(frozen=True)
class _Verification:
    """Hold what stays the same for a credential and everything in it."""

    resolve: Resolve
    fetch: Fetch
    lists: StatusLists
    trusted: Mapping[str, TrustedIssuer]
    now: datetime
    expected_holder: str | None
    budget: _Budget

    def of_outermost(self, credential: JSON | str, *, any_type: bool) -> Report:
        """Report on a credential that somebody sent."""

        def holder(opened: Opened) -> Check:
            return check_holder(opened.document, self.expected_holder, opened.signed.check)

        return self._report(credential, Within(credential, ""), depth=1, holder=holder, any_type=any_type)

    def _of_held(self, held: Within, record: Record, depth: int) -> Report:
        def holder(opened: Opened) -> Check:
            return check_held(opened.document, self.expected_holder, opened.signed.check, record)

        return self._report(held.document, held, depth=depth, holder=holder, any_type=True)

    def _of_endorsement(self, endorsement: Within, depth: int) -> Report:
        def holder(opened: Opened) -> Check:
            return check_endorsed(opened.document, endorsement.endorsable, opened.signed.check)

        kinds = (ENDORSEMENT,)
        return self._report(endorsement.document, endorsement, depth=depth, holder=holder, kinds=kinds)

    def _report(
        self,
        credential: Any,
        within: Within,
        *,
        depth: int,
        holder: Callable[[Opened], Check],
        any_type: bool = False,
        kinds: tuple[str, ...] = (),
    ) -> Report:
        """Report on one document and on those in it, as far as the budget goes."""
        if self.budget.left < 1 or depth > MAX_DEPTH:
            return _over_budget(credential, within.place, self.now)
        self.budget.left -= 1
        try:
            opened = open_credential(credential, self.resolve, self.fetch)
        except MalformedDocumentError as error:
            return _unreadable(error, within.place, kinds, self.now)
        document, proof = opened.document, opened.signed.check
        issuer = issuer_id(document) or ""
        kinds = kinds or kinds_to_check(document, any_type=any_type)
        issued, listing = check_issuer(issuer, opened.signed, self.trusted)
        checks = (
            proof,
            check_structure(document, kinds),
            issued,
            check_validity(document, kinds, opened.signed, self.now),
            check_status_of(document, issued=issued, proof=proof, issuer=issuer, lists=self.lists),
            holder(opened),
        )
        vouches = all(one.outcome == "passed" for one in (proof, issued, checks[-1]))
        return Report(
            checks,
            self.now,
            issuer,
            listing.name if listing else None,
            id_of(document),
            kinds[0],
            within.place,
            self._nested(document, vouches, depth),
            tuple(self._of_endorsement(one, depth + 1) for one in _first(endorsements_in(document))),
        )

    def _nested(self, document: JSON, vouches: bool, depth: int) -> tuple[Report, ...]:
        held = _first(held_in(document))
        subjects = as_list(document.get("credentialSubject"))
        subject = subjects[0] if len(subjects) == 1 and isinstance(subjects[0], dict) else {}
        record = Record(subject, vouches)
        return tuple(self._of_held(one, record, depth + 1) for one in held)


def _first(within: list[Within]) -> list[Within]:
    """Leave out what is beyond the budget in any case, so that its reports do not fill the memory."""
    return within[: MAX_DOCUMENTS + 1]


def _unreadable(error: MalformedDocumentError, place: str, kinds: tuple[str, ...], now: datetime) -> Report:
    """Report a document of which no part can be looked at."""
    kind = kinds[0] if kinds else OPEN_BADGE
    reason = "Not checked, because it cannot be read."
    checks = [check(f"{name}.not-checked", "unknown", reason) for name in CHECKS]
    checks[0] = failed_proof(error)
    checks[1] = check("structure.incomplete", "failed", incomplete(kind), found(error))
    return Report(tuple(checks), now, "", kind=kind, place=place)


def _over_budget(document: object, place: str, now: datetime) -> Report:
    """Report a document that is not looked at, because too many stand in the outermost one."""
    reason = f"Not checked, because it stands among more than {MAX_DOCUMENTS} others or too deep."
    checks = tuple(check(f"{name}.over-budget", "unknown", reason) for name in CHECKS)
    name = id_of(document) if isinstance(document, dict) else None
    return Report(checks, now, "", credential=name, place=place)
