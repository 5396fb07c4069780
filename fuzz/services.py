"""Fuzz the service endpoints: a desk that signs whatever the data model allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from credentials.issuing import issue
from credentials.parsing import parse_json
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from credentials.standards.vc import JSON
from credentials.status import status_entry
from exchange.vc_api.holder import derive_credential
from exchange.vc_api.issuer import issue_credential
from exchange.vc_api.presentations import verify_presentation
from exchange.vc_api.problems import RefusedError
from exchange.vc_api.status import update_status
from exchange.vc_api.verifier import verify_credential
from fuzz import seeds


class Desk:
    """Sign and verify with the keys of the seeds."""

    did = seeds.DID

    def status_for(self, credential_id: str | None, *, can_be_suspended: bool, now: datetime) -> JSON:
        """Give one and the same place."""
        return status_entry(seeds.LIST_URL, 7)

    def keep_status(self, credential_id: str | None, entry: JSON, *, now: datetime) -> None:
        """Know no list."""
        raise ValueError(entry)

    def set_status(self, credential_id: str, entry: JSON, *, is_set: bool, now: datetime) -> None:
        """Know no credential."""
        raise KeyError(credential_id)

    def make_list(self, purpose: str, *, now: datetime) -> JSON:
        """Make a list that says nothing."""
        return {"type": purpose}

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign as the issuer."""
        return issue(unsigned, key=seeds.ISSUER, now=now)

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign as the issuer, for parts."""
        return add_base_proof(unsigned, key=seeds.SELECTIVE, created=now, mandatory_pointers=pointers)

    def resolve(self, did: str) -> JSON:
        """Resolve the one DID that is known."""
        return seeds.resolve(did)

    def fetch(self, url: str) -> bytes:
        """Fetch the one page that is known."""
        return seeds.fetch(url)


def serve(text: str) -> None:
    """Send a request to every endpoint, and a document in every request."""
    desk = Desk()
    bodies = [text.encode(errors="surrogatepass")]
    document = parse_json(text)
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    requests = [{"credential": unsigned}, {"verifiableCredential": document}]
    requests += [{"verifiablePresentation": document}]
    bodies += [json.dumps(request).encode(errors="surrogatepass") for request in requests]
    for body in bodies:
        answers: tuple[Callable[[], object], ...] = (
            partial(issue_credential, desk, body, now=seeds.NOW),
            partial(verify_credential, desk, body, now=seeds.NOW),
            partial(verify_presentation, desk, body, now=seeds.NOW),
            partial(derive_credential, body),
            partial(update_status, desk, body, now=seeds.NOW),
        )
        for answer in answers:
            with suppress(RefusedError):
                json.dumps(answer())
