"""Verify a credential from the command line."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime

from credentials.commands.codes import NOT_TRUSTED_OR_NOT_WHOLLY_CHECKED, NOT_VALID, VALID_AND_TRUSTED
from credentials.commands.files import STANDARD, as_json, write
from credentials.commands.opening import read_credential
from credentials.commands.reaching import fetching, resolving
from credentials.commands.showing import NOBODY_ASKED, reported
from credentials.report import Report, TrustedIssuer
from credentials.verifying import verify


def verify_file(options: Namespace) -> int:
    """Check a credential in six ways, say how each came out, and give the exit code."""
    report = verify(
        read_credential(options.credential),
        resolve=resolving(options.did_document, fetch=options.fetch),
        fetch=fetching(options.status_list, fetch=options.fetch),
        trusted_issuers={did: TrustedIssuer(did, name, "Named with --trust") for did, name in options.trust},
        now=options.at or datetime.now(UTC),
        expected_holder=options.holder,
        any_type=True,
    )
    if options.json:
        write(as_json(report.to_json()), STANDARD)
    else:
        sys.stdout.write("\n".join(reported(report)) + "\n")
    return exit_code(report)


def exit_code(report: Report) -> int:
    """Give 0 for what is valid and trusted, 1 for what is not valid, and 2 for what is left open."""
    outcomes = {
        check.outcome
        for one in report.with_nested()
        for check in one.checks
        if not (check.name == "holder" and check.code == NOBODY_ASKED)
    }
    if "failed" in outcomes:
        return NOT_VALID
    return NOT_TRUSTED_OR_NOT_WHOLLY_CHECKED if "unknown" in outcomes else VALID_AND_TRUSTED
