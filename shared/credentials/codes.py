"""Keep the codes of checks, one for each way in which a check can come out; they never change their meaning.

A code begins with the name of its check. Texts may be said better one day, codes are for machines.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    "proof.intact": "Nothing was changed since it was signed.",
    "proof.missing": "It is not signed.",
    "proof.changed": "It was changed after it was signed, or the signature is none.",
    "proof.unsupported": "It is signed in a way that cannot be checked here.",
    "proof.withheld": "It may leave out what would end it, so its proof is not enough.",
    "proof.purpose": "It was signed for another purpose.",
    "proof.vocabulary-unknown": "It uses a vocabulary that is not kept here.",
    "proof.own-words": "It gives words a meaning of its own.",
    "proof.uncovered": "It says something that its signature does not cover.",
    "proof.key-unreachable": "The key could not be fetched.",
    "proof.key-unpublished": "Its owner does not publish the key for this.",
    "proof.unreadable": "It cannot be read without doubt.",
    "structure.complete": "It has all that its standard requires.",
    "structure.incomplete": "It lacks something that its standard requires, or says it in another form.",
    "issuer.listed": "The signer is on the list.",
    "issuer.unlisted": "The signer is not on the list.",
    "issuer.not-signer": "The issuer it names did not sign it.",
    "validity.in-date": "It is in date.",
    "validity.not-yet": "It is not valid yet.",
    "validity.ended": "It has ended.",
    "validity.unreadable": "Its dates cannot be read.",
    "status.unlisted": "It names no status list.",
    "status.clear": "The status list says nothing against it.",
    "status.revoked": "The issuer withdrew it.",
    "status.suspended": "The issuer suspended it.",
    "status.not-asked": "The issuer it names did not sign it, so its list was not asked.",
    "status.unanswered": "The status list did not answer.",
    "status.unreadable": "The status list cannot be read.",
    "status.unsigned": "The status list was changed, or was not signed by the issuer.",
    "status.foreign": "The status list is not the issuer's own.",
    "status.out-of-date": "The status list is out of date.",
    "status.no-place": "The status list has no place for it.",
    "status.other-purpose": "The status list is for another purpose.",
    "status.several-bits": "The status list uses several bits for each credential.",
    "status.too-short": "The status list is too short.",
    "holder.same": "Its subject sent it.",
    "holder.other": "It was issued to somebody else.",
    "holder.unproven": "Nobody proved to be its holder.",
    "holder.unnamed": "It does not say which key it was issued to.",
    "holder.in-record": "The record that holds it vouches that its subject sent it.",
    "holder.not-of-record": "It is about somebody else than the record that holds it.",
    "holder.not-comparable": "Whether it is about the same person as the record cannot be told.",
    "holder.endorsed": "It endorses what it stands in.",
    "holder.not-endorsed": "It endorses something else than what it stands in.",
    **{
        f"{check}.{ending}": words
        for check in ("proof", "structure", "issuer", "validity", "status", "holder")
        for ending, words in (
            ("not-checked", "It was not checked, because the proof gives no ground for it."),
            ("over-budget", "It was not checked, because the document holds too many others."),
        )
    },
}
