"""Say in words what a credential says and how its checks came out; colours only on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from credentials.checking.wording import TRY_AGAIN
from credentials.commands.reaching import NOT_FETCHED
from credentials.report import Check, Report
from credentials.standards.documents import STANDARDS, kinds_of
from credentials.standards.openbadges import alignments, issuer_id, issuer_name, name_of, results, subject_id
from credentials.standards.vc import JSON, as_list, types_of

# A file by itself proves no holder; whether it should have one is for whoever asks with --holder.
NOBODY_ASKED = "holder.unproven"
_WORDS = {"passed": "Passed", "failed": "Failed", "unknown": "Could not check"}
_COLOURS = {"passed": "32", "failed": "31", "unknown": "33"}


def described(credential: JSON) -> Iterator[str]:
    """Write what a credential says about itself, line by line; nothing of it is proven."""
    for label, text in _facts(credential):
        if text:
            yield f"{label:<12}{plain(text)}"


def _facts(credential: JSON) -> Iterator[tuple[str, str]]:
    yield "Kind", ", ".join(STANDARDS[kind] for kind in kinds_of(credential))
    yield "Types", ", ".join(types_of(credential))
    yield "Name", name_of(credential)
    name, did = issuer_name(credential), issuer_id(credential)
    yield "Issuer", f"{did} (calls itself {name})" if name else did or ""
    yield "Subject", subject_id(credential) or ""
    yield "From", _first_of(credential, "validFrom", "issuanceDate")
    yield "Until", _first_of(credential, "validUntil", "expirationDate")
    for aligned in alignments(credential):
        yield "Aligned to", f"{aligned.get('targetName')} <{aligned.get('targetUrl')}>"
    for result in results(credential):
        yield "Result", str(result.get("value") or result.get("achievedLevel") or "")
    for proof in as_list(credential.get("proof")):
        if isinstance(proof, dict):
            yield (
                "Proof",
                f"{proof.get('cryptosuite') or proof.get('type')} by {proof.get('verificationMethod')}",
            )


def _first_of(credential: JSON, *members: str) -> str:
    return next((str(credential[member]) for member in members if member in credential), "")


def reported(report: Report) -> Iterator[str]:
    """Write how every check came out, and why, line by line."""
    yield _verdict(report)
    for one in report.with_nested():
        if one.place:
            yield f"\n{plain(one.place)}"
        yield from map(_line, one.checks)
    for one in report.endorsements:
        yield f"\nEndorsement {plain(one.place)}: {one.verdict[1]}"


def _verdict(report: Report) -> str:
    """Say the result in one sentence, for a file that nobody presented."""
    sentence = report.verdict[1]
    lacking = [check.reason for check in report.checks if _was_kept_from_the_web(check)]
    if any(sentence.startswith(f"Not sure yet. {reason}") for reason in lacking):
        return "Not sure yet. Not all that it names is here: name files of it, or add --fetch."
    left = [place for place in report.problems if place != ("", NOBODY_ASKED)]
    return sentence if left or report.all_passed else "Yes. Whose it is was not asked."


def _line(check: Check) -> str:
    if check.code == NOBODY_ASKED:
        return f"{'Not asked':<16}{check.name:<11}Give --holder to check who sent it."
    word = _WORDS[check.outcome]
    shown = f"\x1b[{_COLOURS[check.outcome]}m{word:<16}\x1b[0m" if _is_coloured() else f"{word:<16}"
    lines = [f"{shown}{check.name:<11}{check.reason}"]
    if check.outcome != "passed":
        useless = TRY_AGAIN if _was_kept_from_the_web(check) else None
        lines += [
            f"{'':<27}{label}: {plain(text)}" for label, text in check.evidence if (label, text) != useless
        ]
    return "\n".join(lines)


def _was_kept_from_the_web(check: Check) -> bool:
    return any(text.endswith(NOT_FETCHED) for _, text in check.evidence)


def plain(text: str) -> str:
    """Write text of a stranger without characters that would steer a terminal."""
    return "".join(one if one.isprintable() else " " for one in text)[:400]


def _is_coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
