"""Make keys, issue credentials and disclose parts of them from the command line."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime

from credentials.commands.codes import VALID_AND_TRUSTED
from credentials.commands.files import STANDARD, as_json, read_json, write
from credentials.commands.key_files import private_jwk, read_key
from credentials.commands.opening import looked_into, read_credential
from credentials.commands.showing import described, plain
from credentials.disclosing import choices, disclose
from credentials.errors import MalformedDocumentError
from credentials.issuing import issue
from credentials.proofs.did_documents import did_document
from credentials.proofs.keys import P256Key, SigningKey
from credentials.proofs.vc_jwt import secure

_KINDS: dict[str, type[SigningKey] | type[P256Key]] = {"ed25519": SigningKey, "p256": P256Key}


def show_file(options: Namespace) -> int:
    """Say what a credential says about itself, without checking anything."""
    credential = looked_into(read_credential(options.credential))
    if options.json:
        write(as_json(credential), STANDARD)
    else:
        sys.stdout.write("\n".join(described(credential)) + "\nNothing of this was checked.\n")
    return VALID_AND_TRUSTED


def make_key(options: Namespace) -> int:
    """Make a key, keep its secret in a new file for its owner only, and say its DID."""
    kind = _KINDS[options.type]
    key = kind.generate(options.did, name=options.name) if options.did else kind.for_holder()
    write(as_json(private_jwk(key)), options.out, private=True)
    if options.did_document:
        write(as_json(did_document(key.controller, [key])), options.did_document)
    if options.json:
        write(as_json({"did": key.controller, "verificationMethod": key.id}), STANDARD)
    else:
        sys.stdout.write(f"{key.controller}\n")
    return VALID_AND_TRUSTED


def issue_file(options: Namespace) -> int:
    """Sign a credential; the P-256 kind of key signs so that its holder can show parts."""
    key = read_key(options.key)
    unsigned = read_json(options.credential)
    if options.jwt:
        write(secure(unsigned, key=key) + "\n", options.out)
    else:
        write(as_json(issue(unsigned, key=key, now=options.at or datetime.now(UTC))), options.out)
    return VALID_AND_TRUSTED


def derive_file(options: Namespace) -> int:
    """Show part of a credential, or list what may be left out."""
    secured = read_credential(options.credential)
    if not isinstance(secured, dict):
        raise MalformedDocumentError("found a JWT, expected a credential with an embedded proof")
    if options.show:
        write(as_json(disclose(secured, show=options.show)), options.out)
        return VALID_AND_TRUSTED
    found = choices(secured)
    if options.json:
        write(as_json({"choices": [vars(choice) for choice in found]}), STANDARD)
    else:
        lines = (f"{plain(one.pointer)}  {plain(one.what)}: {plain(one.says)}\n" for one in found)
        sys.stdout.write("".join(lines))
    return VALID_AND_TRUSTED
