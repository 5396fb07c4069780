"""The command `wellspring recompute`: check who signed a score receipt, and compute it again from itself."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

from credentials.errors import CredentialError, MalformedDocumentError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.dids import Resolve, make_resolver
from credentials.proofs.eddsa_jcs_2022 import MAX_BYTES, verify_plain
from credentials.standards.vc import JSON
from scenarios.sites import WorldError
from scenarios.terminal import complain, say
from skills.recomputing import Difference, ReceiptError, code, recompute

DIFFERS, FORGED, NOT_CHECKED = 3, 4, 5
SHOWN = 20
MAX_DOCUMENT = 256 * 1024
SECONDS = 10
ON_THIS_MACHINE = ("localhost", "127.0.0.1")


def recompute_receipt(options: argparse.Namespace) -> int:
    """Say who signed a receipt and whether it comes out again; the exit code is for scripts."""
    receipt = _read(options.receipt, MAX_BYTES)
    try:
        differences = recompute(receipt)
    except ReceiptError as error:
        raise WorldError(f"{options.receipt} cannot be computed again: {error}.") from error
    signature = _signature(receipt, _resolver(options))
    _tell(receipt, differences)
    if signature == FORGED:
        return FORGED
    return DIFFERS if differences else signature


def _read(path: Path, most: int) -> JSON:
    try:
        content = sys.stdin.buffer.read(most + 1) if str(path) == "-" else path.read_bytes()
        return parse_json(content, max_bytes=most)
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror or error}.") from error
    except MalformedDocumentError as error:
        raise WorldError(f"{path} is no JSON document that can be read: {error}.") from error


def _resolver(options: argparse.Namespace) -> Resolve:
    if options.did_document is not None:
        document = _read(options.did_document, MAX_DOCUMENT)
        return lambda _: document
    if options.fetch:
        return _fetching
    return make_resolver(_nothing)


def _fetching(did: str) -> JSON:
    """Fetch a DID document by https, or by http from this machine, where the demo runs."""
    method, _, rest = did.partition("did:web:")
    host, _, port = rest.split(":")[0].partition("%3A")
    here = f"http://{host}:{port}" if not method and host in ON_THIS_MACHINE and port.isdigit() else ""
    return make_resolver(_get, http_origins=[here] if here else [])(did)


def _get(url: str) -> bytes:
    try:
        with httpx.Client(timeout=SECONDS) as http, http.stream("GET", url) as answer:
            answer.raise_for_status()
            content = b""
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > MAX_DOCUMENT:
                    raise UnresolvableError(f"found more than {MAX_DOCUMENT} bytes at {url}")
            return content
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnresolvableError(f"{url} does not answer: {error}") from error


def _nothing(url: str) -> bytes:
    raise UnresolvableError("the key was not looked for: give --did-document FILE or --fetch")


def _signature(receipt: JSON, resolve: Resolve) -> int:
    issuer = receipt.get("issuer")
    try:
        signer = verify_plain(receipt, resolve=resolve)
    except UnresolvableError as error:
        complain(f"The signature was not checked: {error}.")
        return NOT_CHECKED
    except CredentialError as error:
        complain(f"The signature does not hold: {error}.")
        return FORGED
    if signer != issuer:
        complain(f"The signature does not hold: {signer} signed, and the receipt names {issuer!r:.200}.")
        return FORGED
    say(f"Signed by {signer}, and unchanged since.")
    return 0


def _tell(receipt: JSON, differences: list[Difference]) -> None:
    told: Callable[[str], None] = complain if differences else say
    stated, here = receipt.get("code"), code()
    if stated != here:
        told("It was computed by other code than this: " + _code(stated) + ", here " + _code(here) + ".")
    if not differences:
        requirements = len(receipt["requirements"])
        say(f"Computed again: {receipt['score']} of 100 ({receipt['exactScore']} from exact links).")
        say(f"All {requirements} requirements, every path and every reason come out as the receipt states.")
        return
    count = len(differences)
    complain(f"Not the same: {count} places differ." if count > 1 else "Not the same: one place differs.")
    for one in differences[:SHOWN]:
        complain(f"  {one}")
    if len(differences) > SHOWN:
        complain(f"  and {len(differences) - SHOWN} more.")


def _code(written: object) -> str:
    if not isinstance(written, dict):
        return "none named"
    return f"{written.get('name')} {written.get('version')} with rules {str(written.get('rules'))[:19]}"
