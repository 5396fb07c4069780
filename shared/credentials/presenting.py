"""Present a held credential to one verifier, once, and open such a presentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from credentials.errors import CredentialError, PresentationError
from credentials.parsing import check_json
from credentials.proofs import ecdsa_sd_2023
from credentials.proofs.dids import Resolve, verification_key
from credentials.proofs.eddsa_rdfc_2022 import add_proof, proof_of
from credentials.proofs.keys import SigningKey
from credentials.proofs.suites import proofs_of, verify_proof
from credentials.standards.vc import (
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    VERIFIABLE_PRESENTATION,
    as_list,
    has_type,
    id_of,
)

MAX_PRESENTED = 50

_ENVELOPED = "EnvelopedVerifiableCredential"
_TOKEN_ADDRESS = "data:application/vc+jwt,"


@dataclass(frozen=True)
class Presented:
    """Hold who presents, and what: documents and tokens, none of which is checked yet."""

    holder: str
    credentials: tuple[JSON | str, ...]


def present(
    secured: JSON | Sequence[JSON], *, key: SigningKey, challenge: str, domain: str, now: datetime
) -> JSON:
    """Sign a presentation of one or more credentials that only answers this challenge of this domain.

    What no verifier could open is not signed.
    https://www.w3.org/TR/vc-data-model-2.0/#presentations-0
    """
    credentials = [secured] if isinstance(secured, dict) else list(secured)
    proofs = [proof for credential in credentials for proof in as_list(credential.get("proof"))]
    if any(ecdsa_sd_2023.is_base_proof(proof) for proof in proofs):
        raise PresentationError(
            "found a credential with the proof for its holder, expected a part of it, which shows no more"
        )
    presentation = {
        "@context": [CREDENTIALS_V2],
        "type": [VERIFIABLE_PRESENTATION],
        "holder": key.controller,
        "verifiableCredential": credentials,
    }
    _credentials(presentation)
    signed = add_proof(
        presentation, key=key, created=now, purpose="authentication", challenge=challenge, domain=domain
    )
    return {**presentation, "proof": proof_of(signed)}


def open_presentation(
    presentation: JSON,
    *,
    expected_challenge: str,
    expected_domain: str,
    resolve: Resolve,
    now: datetime | None = None,
) -> tuple[str, JSON]:
    """Check who presents, and give the holder's DID with the one credential, which is not checked yet.

    With `now` the holder's key must count today, whatever day the proof says it was made.
    """
    presented = open_presentation_of_several(
        presentation,
        expected_challenge=expected_challenge,
        expected_domain=expected_domain,
        resolve=resolve,
        now=now,
    )
    (credential, *others) = presented.credentials
    if others or isinstance(credential, str):
        found = len(presented.credentials)
        raise PresentationError(f"found {found} credentials, expected exactly one with its proof in it")
    return presented.holder, credential


def open_presentation_of_several(
    presentation: JSON,
    *,
    expected_challenge: str,
    expected_domain: str,
    resolve: Resolve,
    now: datetime | None = None,
) -> Presented:
    """Check who presents, and give the holder's DID with every credential, none of which is checked yet."""
    try:
        check_json(presentation)
        credentials = _credentials(presentation)
        holder = verify_proof(
            presentation,
            resolve=resolve,
            purpose="authentication",
            expected_challenge=expected_challenge,
            expected_domain=expected_domain,
        )
        if now is not None:
            _check_keys_of_today(presentation, resolve, now)
    except PresentationError:
        raise
    except CredentialError as error:
        raise PresentationError(f"found a presentation that does not hold: {error}") from error
    if "holder" in presentation and (named := id_of(presentation["holder"])) != holder:
        raise PresentationError(f"found the holder {named!r:.200}, expected {holder}, whose key signed")
    return Presented(holder, credentials)


def _check_keys_of_today(presentation: JSON, resolve: Resolve, now: datetime) -> None:
    """Find each key as of now: a presentation is made for this moment, whatever date it names."""
    for proof in proofs_of(presentation):
        verification_key(
            proof.get("verificationMethod"), relationship="authentication", resolve=resolve, at=now
        )


def _credentials(presentation: JSON) -> tuple[JSON | str, ...]:
    if not has_type(presentation, [VERIFIABLE_PRESENTATION]):
        raise PresentationError(f"found another document, expected a {VERIFIABLE_PRESENTATION}")
    if has_type(presentation, [VERIFIABLE_CREDENTIAL]):
        raise PresentationError("found a credential that is a presentation too, expected one of both")
    held = as_list(presentation.get("verifiableCredential"))
    if not 1 <= len(held) <= MAX_PRESENTED:
        raise PresentationError(f"found {len(held)} credentials, expected 1 to {MAX_PRESENTED}")
    return tuple(_credential(one) for one in held)


def _credential(held: object) -> JSON | str:
    """Give one presented credential: a document with its proof in it, or the token in an envelope.

    https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials
    """
    if not isinstance(held, dict):
        raise PresentationError(f"found {held!r:.60}, expected a credential with its proof in it")
    if has_type(held, [_ENVELOPED]):
        address = id_of(held) or ""
        if not address.startswith(_TOKEN_ADDRESS) or set(held) - {"@context", "id", "type"}:
            raise PresentationError(f"found an envelope around {address!r:.60}, expected {_TOKEN_ADDRESS}…")
        return address.removeprefix(_TOKEN_ADDRESS)
    if not has_type(held, [VERIFIABLE_CREDENTIAL]) or "@context" not in held:
        raise PresentationError("found something else than a whole credential with its proof in it")
    return held
