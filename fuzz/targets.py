"""Say what is fuzzed: each target takes text of a stranger and may raise only the errors of its room."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from credentials import disclosing
from credentials.baking import bake, unbake
from credentials.disclosing import choices
from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.presenting import open_presentation
from credentials.proofs.dids import did_key_document, did_web_url, make_resolver, verification_key
from credentials.proofs.ecdsa_sd_2023 import add_base_proof, derive
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import peek_jws_header, peek_jws_payload, verify_jws
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.suites import verify_proofs
from credentials.proofs.vc_jwt import open_vc_jwt, secure
from credentials.report import Report
from credentials.standards.documents import (
    STANDARDS,
    kinds_of,
    problems_as,
    read_document,
    structure_problems,
)
from credentials.standards.vc import JSON, as_list, has_type
from credentials.status import check_status, decode_list
from credentials.verifying import verify
from exchange.errors import ProtocolError
from exchange.oid4vp.dcql import read_dcql, satisfies
from fuzz import seeds
from fuzz.services import serve
from skills.errors import FrameworkError
from skills.importing import read_framework

OWN_ERRORS = (CredentialError, ProtocolError, FrameworkError)


class UnsignedChangeError(AssertionError):
    """Raised when a changed document passes as what was signed: the one thing that must never happen."""


def _verified(document: Any) -> Report:
    return verify(
        document,
        resolve=seeds.resolve,
        fetch=seeds.fetch,
        trusted_issuers=seeds.LISTED,
        now=seeds.NOW,
        expected_holder=seeds.HOLDER.controller,
    )


def parse(text: str) -> None:
    """Parse text."""
    parse_json(text)


def check(text: str) -> None:
    """Verify a document; if its proof passes, it must say what one of the seeds says."""
    document = parse_json(text)
    report = _verified(document)
    Report.from_json(json.loads(json.dumps(report.to_json())))
    if report.outcome("proof") == "passed" and not has_type(document, ["VerifiablePresentation"]):
        _check_unchanged(document)


def check_text(text: str) -> None:
    """Verify text, as a JWT comes."""
    _verified(text)


def sign_and_check(text: str) -> None:
    """Sign what a hostile issuer would sign, and verify it: the checks behind the proof are reached."""
    document = {name: value for name, value in parse_json(text).items() if name != "proof"}
    report = _verified(add_proof(document, key=seeds.ISSUER, created=seeds.NOW))
    if report.outcome("proof") != "passed":
        raise UnsignedChangeError(f"found a document that was signed but does not verify: {report}")


def check_proofs(text: str) -> None:
    """Check every proof of a document, of whatever suite."""
    verify_proofs(parse_json(text), resolve=seeds.resolve, purpose="assertionMethod")


def disclose(text: str) -> None:
    """Show part of a document as it came, and of one that a hostile issuer signed anew."""
    document = parse_json(text)
    pointers = [pointer for pointer in as_list(document.pop("pointers", None)) if isinstance(pointer, str)]
    _quietly(choices, document)
    _quietly(partial(disclosing.disclose, show=pointers), document)
    for proof in as_list(document.get("proof")):
        if isinstance(proof, dict):
            _quietly(lambda proof: derive(document, proof, pointers=pointers), proof)
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    base = add_base_proof(unsigned, key=seeds.SELECTIVE, created=seeds.NOW, mandatory_pointers=pointers[::2])
    shown = derive(base, as_list(base["proof"])[0], pointers=pointers)
    verify_proofs(shown, resolve=seeds.resolve, purpose="assertionMethod")


def present_and_open(text: str) -> None:
    """Open a presentation as it came, and one whose hostile holder signed it anew."""
    document = parse_json(text)
    try:
        _open(document)
    except CredentialError:
        unsigned = {name: value for name, value in document.items() if name != "proof"}
        signed = add_proof(
            unsigned,
            key=seeds.HOLDER,
            created=seeds.NOW,
            purpose="authentication",
            challenge=seeds.CHALLENGE,
            domain=seeds.DOMAIN,
        )
        _open(signed)


def _open(presentation: JSON) -> None:
    open_presentation(
        presentation,
        expected_challenge=seeds.CHALLENGE,
        expected_domain=seeds.DOMAIN,
        resolve=seeds.resolve,
    )


def ask_status(text: str) -> None:
    """Ask a status list as it came, and one that its hostile issuer signed anew."""
    document = parse_json(text)
    entry, status_list = document.get("entry", document), document.get("list", document)
    pages = [json.dumps(status_list).encode()]
    if isinstance(status_list, dict):
        unsigned = {name: value for name, value in status_list.items() if name != "proof"}
        pages += [json.dumps(add_proof(unsigned, key=seeds.ISSUER, created=seeds.NOW)).encode()]
        pages += [seeds.ISSUER.jws(unsigned, typ="vc+jwt").encode()]
    for page in pages:
        _ask(entry, page)


def _ask(entry: object, page: bytes) -> None:
    with suppress(CredentialError):
        check_status(
            entry,
            issuer=seeds.DID,
            fetch=lambda url: page,
            resolve=seeds.resolve,
            now=seeds.NOW,
            credential_id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02",
        )


def read_list(text: str) -> None:
    """Unpack a list, and ask one that is no JSON."""
    _ask(seeds.BADGE["credentialStatus"], text.encode(errors="surrogatepass"))
    decode_list(text)


def resolve_keys(text: str) -> None:
    """Read DIDs, DID documents and keys."""
    for read in (did_key_document, did_web_url, PublicKey.of_multikey):
        _quietly(read, text)
    _quietly(make_resolver(lambda url: text.encode(errors="surrogatepass")), "did:web:college.example")
    document = parse_json(text)
    _quietly(PublicKey.of_jwk, document)
    find = partial(verification_key, relationship="assertionMethod", resolve=lambda _: document)
    for name in (seeds.ISSUER.id, document.get("id"), *as_list(document.get("assertionMethod"))):
        _quietly(find, name)


def read_token(text: str) -> None:
    """Read a compact JWS, as it came and signed anew around a hostile payload."""
    for read in (peek_jws_header, peek_jws_payload):
        _quietly(read, text)
    _quietly(lambda token: verify_jws(token, public_key=seeds.ISSUER.public_key, typ="vc+jwt"), text)
    token = seeds.ISSUER.jws(parse_json(text), typ="vc+jwt")
    verify_jws(token, public_key=seeds.ISSUER.public_key, typ="vc+jwt")


def open_jwt(text: str) -> None:
    """Open a credential as JWT, as it came and signed anew around a hostile payload."""
    asked = partial(open_vc_jwt, resolve=seeds.resolve, fetch=seeds.fetch, now=seeds.NOW)
    _quietly(asked, text)
    document = parse_json(text)
    _quietly(asked, seeds.ISSUER.jws(document, typ="JWT"))
    _quietly(_verified, seeds.ISSUER.jws(document, typ="vc+jwt"))
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    asked(secure({**unsigned, "issuer": seeds.DID}, key=seeds.SELECTIVE))


def take_out(text: str) -> None:
    """Take a credential out of a picture, and bake one into it."""
    picture = text.encode(errors="surrogateescape")
    _quietly(unbake, picture)
    baked = bake(picture, seeds.BADGE)
    if json.loads(unbake(baked)) != seeds.BADGE:
        raise UnsignedChangeError("found another credential in the picture than the one baked into it")


def query(text: str) -> None:
    """Read a query and put it to a badge."""
    dcql = read_dcql(parse_json(text))
    for one in dcql.credentials:
        satisfies(seeds.BADGE, one)


def import_framework(text: str) -> None:
    """Read a framework."""
    read_framework(text.encode(errors="surrogatepass"), base="https://college.example", now=seeds.NOW)


def look_at_structure(text: str) -> None:
    """Look at the structure of a document as every kind, and read it in its form."""
    document = parse_json(text)
    structure_problems(document)
    for kind in STANDARDS:
        problems_as(kind, document)
    for kind in kinds_of(document):
        read_document(document, kind)


def read_report(text: str) -> None:
    """Read a stored report."""
    Report.from_json(parse_json(text))


TARGETS: tuple[Callable[[str], None], ...] = (
    *(
        parse,
        check,
        check_proofs,
        check_text,
        disclose,
        sign_and_check,
        present_and_open,
        ask_status,
        read_list,
        resolve_keys,
    ),
    *(read_token, open_jwt, take_out, query, import_framework, look_at_structure, read_report, serve),
)


def _quietly(read: Callable[[Any], object], value: Any) -> None:
    with suppress(CredentialError):
        read(value)


def _check_unchanged(document: JSON) -> None:
    """Compare with the seed that has one of the proofs; further proofs of a document may be anybody's."""
    proofs = {_meaning(proof) for proof in as_list(document.get("proof")) if isinstance(proof, dict)}
    unsecured = _meaning(_said_once({**document, "proof": []}))
    for signed in seeds.ORIGINALS:
        known = {_meaning(proof) for proof in as_list(signed["proof"])}
        if known & proofs and _meaning(_said_once({**signed, "proof": []})) == unsecured:
            return
    raise UnsignedChangeError(f"found a changed document whose proof passes: {document}")


def _said_once(document: JSON) -> JSON:
    """Name the issuer only by its id where it is described again: how much of it is repeated says nothing."""
    issuer = document.get("issuer")

    def once(value: Any) -> Any:
        if isinstance(value, list):
            return [once(one) for one in value]
        if not isinstance(value, dict) or value is issuer:
            return value
        if isinstance(issuer, dict) and "id" in value and value.items() <= issuer.items():
            return value["id"]
        return {name: once(one) for name, one in value.items()}

    said: JSON = once(document)
    return said


def _meaning(value: Any) -> Any:
    """Write a value so that two spellings of the same signed content are equal.

    Order in a list and the number of times a value stands there say nothing in RDF, nor does a list of one.
    """
    if isinstance(value, dict) and set(value) == {"id"}:
        return value["id"]
    if isinstance(value, dict):
        # Other contexts that give the same words the same meaning are not signed, and change nothing.
        members = {name: _meaning(one) for name, one in value.items() if one != [] and name != "@context"}
        return json.dumps(members, sort_keys=True)
    if isinstance(value, list):
        items = sorted({json.dumps(_meaning(one)) for one in value})
        return json.loads(items[0]) if len(items) == 1 else items
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "OpenBadgeCredential" if value == "AchievementCredential" else value
