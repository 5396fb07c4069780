"""Check the partner's signature under its copy of the agreed links, and whether both copies say the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from credentials.errors import CredentialError
from credentials.proofs.dids import Resolve, did_web
from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from credentials.standards.vc import timestamp
from institution.crosswalks.asking import ask, fetch_published
from institution.crosswalks.records import Crosswalk
from institution.crosswalks.signing import digest_of
from institution.crosswalks.standing import PART_OF, Standing
from institution.partners import origin_of
from webapp.errors import Refusal

JSON = dict[str, Any]
LONGEST = 300


def countersignature(
    crosswalk: Crosswalk,
    standing: Standing,
    stated: Mapping[str, Any],
    *,
    http: httpx.Client,
    resolve: Resolve,
    now: datetime,
) -> JSON:
    """Tell how the partner's signed copy compares with ours: same, other, none or doubtful, and why."""
    state, words = _compared(crosswalk, standing, stated, http=http, resolve=resolve)
    return {
        "state": state,
        "words": words[:LONGEST].rstrip("."),
        "at": timestamp(now),
        "version": crosswalk.version,
    }


def _compared(
    crosswalk: Crosswalk,
    standing: Standing,
    stated: Mapping[str, Any],
    *,
    http: httpx.Client,
    resolve: Resolve,
) -> tuple[str, str]:
    address = stated.get("agreement")
    if not isinstance(address, str) or origin_of(address) != crosswalk.partner_origin:
        return "none", "It names no signature of its own."
    try:
        signed = ask(address, http)
        if signed is None:
            return "none", "It has not signed yet."
        links, comment = _signed_links(crosswalk, signed, http=http, resolve=resolve)
    except (Refusal, CredentialError) as error:
        meaning = f" {error.meaning}" if isinstance(error, Refusal) else ""
        return "doubtful", f"{error}{meaning}"
    ours = {(p.origin["uri"], p.word, p.destination["uri"]) for p in standing.of("agreed")}
    if links == ours:
        return "same", comment
    lacking, more = len(ours - links), len(links - ours)
    return "other", f"{comment}: {lacking} of ours are not in it, {more} others are"


def _signed_links(
    crosswalk: Crosswalk, signed: JSON, *, http: httpx.Client, resolve: Resolve
) -> tuple[set[tuple[str, str, str]], str]:
    """Give the links that a signature covers, once it was checked, and what it says of them."""
    signer = verify_proof(signed, resolve=resolve, purpose="assertionMethod")
    if signer != did_web(crosswalk.partner_origin):
        raise Refusal("The signature is of somebody else", f"Found {signer}.")
    subject = signed.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    uri, comment = str(subject.get("id", "")), str(subject.get("endorsementComment", ""))
    if origin_of(uri) != crosswalk.partner_origin:
        raise Refusal("The signature is under something else", f"Found {uri[:LONGEST]}.")
    package = fetch_published(crosswalk.partner_origin, uri.rsplit("/", 1)[1], http=http) or {}
    stated = package.get("CFAssociations")
    associations: list[Any] = stated if isinstance(stated, list) else []
    if not comment.endswith(digest_of(package.get("CFDocument", {}), associations)):
        raise Refusal("The signature is not under what is published", "The digests differ.")
    return {_link(association) for association in associations}, comment.split(", sha256")[0][:LONGEST]


def _link(association: JSON) -> tuple[str, str, str]:
    try:
        kind = str(association["associationType"])
        ends = [str(association[end]["uri"]) for end in ("originNodeURI", "destinationNodeURI")]
    except (KeyError, TypeError) as error:
        raise Refusal("The signed copy cannot be read", f"A link lacks {error}.") from error
    return ends[0], "isPartOf" if kind in PART_OF else kind, ends[1]
