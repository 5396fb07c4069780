"""Check that a credential was sent by the person it was issued to, or belongs where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from credentials.checking.wording import check, not_checked, shown
from credentials.report import Check
from credentials.standards.vc import JSON, as_list, id_of

_IDENTITY = ("identityType", "hashed", "salt")


@dataclass(frozen=True)
class Record:
    """Hold whom the record that a credential stands in is about, and whether the record is sound."""

    subject: JSON
    vouches: bool


def check_holder(document: JSON, expected_holder: str | None, proof: Check) -> Check:
    """Check that a credential is about whoever proved to hold it."""
    if expected_holder is None:
        reason = "The wallet sent no proof that it belongs to the person named."
        expected = ("Expected", "A signature made with the holder's key for this request")
        advice = (
            "What you can do",
            "Ask again with a wallet that can prove it, or check identity at interview.",
        )
        return check("holder.unproven", "unknown", reason, expected, advice)
    if proof.outcome != "passed":
        return not_checked("holder", proof)
    subjects = {id_of(one) for one in _subjects(document)}
    subject = subjects.pop() if len(subjects) == 1 else None
    issued_to = ("Issued to", shown(subject or "Nobody named by a key"))
    sent_by = ("Sent by", expected_holder)
    if subject is None:
        return check(
            "holder.unnamed", "unknown", "It does not say which key it was issued to.", issued_to, sent_by
        )
    if subject != expected_holder:
        return check("holder.other", "failed", "It was issued to somebody else.", issued_to, sent_by)
    return check("holder.same", "passed", "It was sent by the person it was issued to.", issued_to, sent_by)


def check_held(document: JSON, expected_holder: str | None, proof: Check, record: Record) -> Check:
    """Check that a credential in a record is about the person that the record is about, who sent it.

    The record's own proof does not say which subject belongs to which credential, so it vouches at most that
    a hashed name and a key are of one person.
    """
    if proof.outcome != "passed":
        return not_checked("holder", proof)
    alike = [_same_person(subject, record.subject) for subject in _subjects(document)] or [None]
    if False in alike:
        about = ("About", shown(id_of(_subjects(document)[alike.index(False)]) or "Another hashed name"))
        recorded = ("Record of", shown(id_of(record.subject) or "Nobody named by a key"))
        reason = "It is about somebody else than the record that holds it."
        return check("holder.not-of-record", "failed", reason, about, recorded)
    if None in alike:
        reason = "It cannot be told whether it is about the same person as the record that holds it."
        return check("holder.not-comparable", "unknown", reason)
    own = check_holder(document, expected_holder, proof)
    if own.code == "holder.unnamed" and record.vouches:
        reason = "It names its subject as the record that holds it does, which vouches for the key."
        return check("holder.in-record", "passed", reason, *own.evidence)
    return own


def check_endorsed(document: JSON, endorsable: Collection[str], proof: Check) -> Check:
    """Check that an endorsement is about the thing that it stands in."""
    if proof.outcome != "passed":
        return not_checked("holder", proof)
    names = [id_of(subject) for subject in _subjects(document)]
    endorsed = ("Endorses", shown(", ".join(name or "Nothing named" for name in names) or "Nothing"))
    if names and all(name in endorsable for name in names):
        return check("holder.endorsed", "passed", "It endorses what it stands in.", endorsed)
    reason = "It endorses something else than what it stands in."
    return check("holder.not-endorsed", "failed", reason, endorsed)


def _same_person(one: JSON, other: JSON) -> bool | None:
    """Tell whether two subjects are one person, or None if their names cannot be compared."""
    names = id_of(one), id_of(other)
    if None not in names:
        return names[0] == names[1]
    first, second = _identities(one), _identities(other)
    if any(first[way] & second[way] for way in first.keys() & second.keys()):
        return True
    return False if first.keys() & second.keys() else None


def _subjects(document: JSON) -> list[JSON]:
    """Give whom a credential is about, in the form of objects even where only a name or nonsense stands."""
    stated = as_list(document.get("credentialSubject"))
    return [one if isinstance(one, dict) else {"id": one} for one in stated]


def _identities(subject: JSON) -> dict[str, set[str]]:
    """Give the names of a subject by the way they are given: those given in the same way can be compared."""
    names: dict[str, set[str]] = {}
    for one in as_list(subject.get("identifier")):
        if isinstance(one, dict) and isinstance(name := one.get("identityHash"), str):
            names.setdefault(repr([one.get(member) for member in _IDENTITY]), set()).add(name)
    return names
