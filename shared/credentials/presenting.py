"""Present a held credential to one verifier, once, and open such a presentation."""

from __future__ import annotations

from datetime import datetime

from credentials.errors import CredentialError, PresentationError
from credentials.parsing import check_json
from credentials.proofs import ecdsa_sd_2023
from credentials.proofs.dids import Resolve
from credentials.proofs.eddsa_rdfc_2022 import add_proof, proof_of
from credentials.proofs.keys import SigningKey
from credentials.proofs.suites import verify_proof
from credentials.standards.vc import (
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    VERIFIABLE_PRESENTATION,
    as_list,
    has_type,
    id_of,
)


def present(secured: JSON, *, key: SigningKey, challenge: str, domain: str, now: datetime) -> JSON:
    """Sign a presentation of one credential that only answers this challenge of this domain.

    https://www.w3.org/TR/vc-data-model-2.0/#presentations-0
    """
    if any(ecdsa_sd_2023.is_base_proof(proof) for proof in as_list(secured.get("proof"))):
        raise PresentationError(
            "found a credential with the proof for its holder, expected a part of it, which shows no more"
        )
    presentation = {
        "@context": [CREDENTIALS_V2],
        "type": [VERIFIABLE_PRESENTATION],
        "holder": key.controller,
        "verifiableCredential": [secured],
    }
    signed = add_proof(
        presentation, key=key, created=now, purpose="authentication", challenge=challenge, domain=domain
    )
    return {**presentation, "proof": proof_of(signed)}


def open_presentation(
    presentation: JSON, *, expected_challenge: str, expected_domain: str, resolve: Resolve
) -> tuple[str, JSON]:
    """Check who presents, and give the holder's DID with the one credential, which is not checked yet."""
    try:
        check_json(presentation)
        credential = _one_credential(presentation)
        holder = verify_proof(
            presentation,
            resolve=resolve,
            purpose="authentication",
            expected_challenge=expected_challenge,
            expected_domain=expected_domain,
        )
    except PresentationError:
        raise
    except CredentialError as error:
        raise PresentationError(f"found a presentation that does not hold: {error}") from error
    if "holder" in presentation and (named := id_of(presentation["holder"])) != holder:
        raise PresentationError(f"found the holder {named!r:.200}, expected {holder}, whose key signed")
    return holder, credential


def _one_credential(presentation: JSON) -> JSON:
    if not has_type(presentation, [VERIFIABLE_PRESENTATION]):
        raise PresentationError(f"found another document, expected a {VERIFIABLE_PRESENTATION}")
    if has_type(presentation, [VERIFIABLE_CREDENTIAL]):
        raise PresentationError("found a credential that is a presentation too, expected one of both")
    held = as_list(presentation.get("verifiableCredential"))
    if len(held) != 1 or not isinstance(held[0], dict) or not has_type(held[0], [VERIFIABLE_CREDENTIAL]):
        raise PresentationError(f"found {len(held)} credentials, expected exactly one with its proof in it")
    if "@context" not in held[0]:
        raise PresentationError("found a credential without an @context, expected a whole one")
    return held[0]
