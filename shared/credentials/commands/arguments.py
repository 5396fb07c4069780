"""Say which commands there are and what each takes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from typing import Any, NoReturn

from credentials.commands.codes import USAGE
from credentials.commands.files import STANDARD
from credentials.commands.making import derive_file, issue_file, make_key, show_file
from credentials.commands.pictures import bake_file, unbake_file
from credentials.commands.verifying import verify_file
from credentials.errors import MalformedDocumentError
from credentials.standards.vc import read_timestamp

_CODES = (
    "Exit codes: 0 valid and trusted, 1 not valid, 2 valid but not trusted or not wholly checked, 64 usage."
)


class _Parser(ArgumentParser):
    """Leave with 64 where the command line cannot be understood: 2 has another meaning here."""

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(USAGE, f"{self.prog}: {message}\n")


def parser() -> ArgumentParser:
    """Make the parser of the command line."""
    made = _Parser(
        prog="credential", description="Open Badges and other verifiable credentials.", epilog=_CODES
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_show(commands)
    _add_verify(commands)
    _add_issue(commands)
    _add_derive(commands)
    _add_bake(commands)
    _add_unbake(commands)
    _add_keygen(commands)
    return made


def _add_show(commands: Any) -> None:
    show = commands.add_parser("show", help="say what a credential says, without checking it")
    _takes_credential(show)
    show.set_defaults(run=show_file)


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser("verify", help="check a credential in six ways", epilog=_CODES)
    _takes_credential(verify)
    many: dict[str, Any] = {"action": "append", "default": [], "metavar": "FILE"}
    verify.add_argument("--did-document", help="a DID document that was fetched before", **many)
    verify.add_argument("--status-list", help="a status list that was fetched before", **many)
    verify.add_argument("--fetch", action="store_true", help="fetch by https what no file has")
    verify.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="DID[=NAME]",
        type=_trusted,
        help="whom to rely on",
    )
    verify.add_argument("--holder", metavar="DID", help="who proved to hold it")
    _takes_moment(verify, "check as of 2026-11-23T09:41:00Z, say")
    verify.set_defaults(run=verify_file)


def _add_issue(commands: Any) -> None:
    issue = commands.add_parser("issue", help="sign a credential")
    _takes_credential(issue, json=False)
    issue.add_argument("--key", required=True, metavar="FILE", help="a private key, as keygen writes it")
    issue.add_argument("--jwt", action="store_true", help="sign as VC-JWT instead of an embedded proof")
    _takes_moment(issue, "sign as of 2026-11-23T09:41:00Z, say")
    _gives_file(issue)
    issue.set_defaults(run=issue_file)


def _add_derive(commands: Any) -> None:
    derive = commands.add_parser("derive", help="show part of a credential, or list what may be left out")
    _takes_credential(derive)
    derive.add_argument(
        "--show", action="append", default=[], metavar="POINTER", help="a JSON pointer to what is shown"
    )
    _gives_file(derive)
    derive.set_defaults(run=derive_file)


def _add_bake(commands: Any) -> None:
    bake = commands.add_parser("bake", help="put a credential into a PNG or SVG picture")
    bake.add_argument("picture", metavar="PICTURE")
    _takes_credential(bake, json=False)
    bake.add_argument("--out", required=True, metavar="FILE", help="the picture that carries it")
    bake.set_defaults(run=bake_file)


def _add_unbake(commands: Any) -> None:
    unbake = commands.add_parser("unbake", help="take a credential out of a picture, without checking it")
    unbake.add_argument("picture", metavar="PICTURE")
    _gives_file(unbake)
    unbake.set_defaults(run=unbake_file)


def _add_keygen(commands: Any) -> None:
    keygen = commands.add_parser("keygen", help="make a key")
    keygen.add_argument("out", metavar="FILE", help="the new file for the private key, of mode 0600")
    keygen.add_argument(
        "--type", choices=("ed25519", "p256"), default="ed25519", help="p256: holders may show parts"
    )
    keygen.add_argument("--did", help="the did:web that publishes the key; without it a did:key is made")
    keygen.add_argument("--name", default="key-1", help="the key's name in the DID document")
    keygen.add_argument("--did-document", metavar="FILE", help="where to write its DID document")
    keygen.add_argument("--json", action="store_true", help="answer as JSON")
    keygen.set_defaults(run=make_key)


def _takes_credential(command: ArgumentParser, *, json: bool = True) -> None:
    command.add_argument("credential", metavar="FILE", help="the credential; - for standard input")
    if json:
        command.add_argument("--json", action="store_true", help="answer as JSON")


def _gives_file(command: ArgumentParser) -> None:
    command.add_argument("--out", default=STANDARD, metavar="FILE", help="where to write")


def _takes_moment(command: ArgumentParser, help_text: str) -> None:
    command.add_argument("--at", type=_moment, metavar="TIME", help=help_text)


def _moment(text: str) -> datetime:
    try:
        return read_timestamp(text)
    except MalformedDocumentError as error:
        raise ArgumentTypeError(str(error)) from error


def _trusted(text: str) -> tuple[str, str]:
    did, _, name = text.partition("=")
    if not did.startswith(("did:", "https:")):
        raise ArgumentTypeError(f"found {did!r}, expected the DID of an issuer")
    return did, name or did
