"""Refuse a part of a credential from which its holder may have left out what would end it.

A verifier cannot see what is not shown. It knows that nothing was left out of a member in one way only: the
member is there, and it is among the statements that the issuer made part of every proof.
https://www.w3.org/TR/vc-data-integrity/#selective-disclosure
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence, Set

from credentials.errors import WithheldError
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON

_VOCABULARY = "https://www.w3.org/2018/credentials#"
# By member, the words for it in the versions 2.0 and 1.1 of the data model.
_WORDS = {
    "validFrom": ("validFrom", "issuanceDate"),
    "validUntil": ("validUntil", "expirationDate"),
    "credentialStatus": ("credentialStatus",),
}
LIFECYCLE = tuple(_WORDS)


def check_nothing_withheld(
    document: JSON, shown: Sequence[Quad], mandatory: Set[Quad], may_withhold: Collection[str]
) -> None:
    """Refuse statements that lack a member of the lifecycle, or show it by the holder's choice."""
    name = _name_of(document, shown)
    for member, words in _WORDS.items():
        if member in may_withhold:
            continue
        predicates = {f"<{_VOCABULARY}{word}>" for word in words}
        said = [quad for quad in shown if quad[0] == name and quad[1] in predicates and not quad[3]]
        if not said:
            raise WithheldError(f"found no {member}, expected one: the holder may have left it out")
        if not _with_what_it_says(said, shown) <= mandatory:
            raise WithheldError(f"found a {member} that the holder may leave out, expected one always shown")


def _name_of(document: JSON, shown: Sequence[Quad]) -> str:
    """Give the name of the credential: its id, or the one blank node that nothing leads to."""
    if "id" in document:
        return f"<{document['id']}>"
    targets = {quad[2] for quad in shown}
    names = [quad[0] for quad in shown if not quad[3] and quad[0].startswith("_:") and quad[0] not in targets]
    return names[0] if len(set(names)) == 1 else ""


def _with_what_it_says(said: Sequence[Quad], shown: Sequence[Quad]) -> set[Quad]:
    """Give statements with all those about what they lead to."""
    about: dict[str, list[Quad]] = defaultdict(list)
    for quad in shown:
        about[quad[0]].append(quad)
    found: set[Quad] = set()
    pending = list(said)
    while pending:
        quad = pending.pop()
        if quad not in found:
            found.add(quad)
            pending += about[quad[2]]
    return found
