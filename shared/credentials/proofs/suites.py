"""Know every kind of proof that can be checked here, and check all proofs of a document.

https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, get_args

from credentials.errors import (
    CredentialError,
    MissingProofError,
    ProofPurposeError,
    UnknownContextError,
    UnresolvableError,
    UnsupportedProofError,
)
from credentials.parsing import check_json
from credentials.proofs import (
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_2022,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from credentials.proofs.dids import Relationship, Resolve
from credentials.proofs.proof_options import PROOF_TYPE, check_purpose
from credentials.standards.vc import JSON, as_list, id_of, read_timestamp

MAX_PROOFS = 8
_PURPOSES: tuple[Relationship, ...] = get_args(Relationship)


class Verify(Protocol):
    """Check one proof of one kind, and give the DID whose key made it."""

    def __call__(self, document: JSON, proof: JSON, *, resolve: Resolve, purpose: Relationship) -> str:
        """Raise an error of this library if the proof does not hold."""


# By type and, for Data Integrity proofs, by suite.
SUITES: Mapping[tuple[str, str | None], Verify] = {
    (PROOF_TYPE, eddsa_rdfc_2022.CRYPTOSUITE): eddsa_rdfc_2022.verify,
    (PROOF_TYPE, eddsa_jcs_2022.CRYPTOSUITE): eddsa_jcs_2022.verify,
    (PROOF_TYPE, ecdsa_rdfc_2019.CRYPTOSUITE): ecdsa_rdfc_2019.verify,
    (PROOF_TYPE, ecdsa_sd_2023.CRYPTOSUITE): ecdsa_sd_2023.verify,
    (PROOF_TYPE, eddsa_2022.CRYPTOSUITE): eddsa_2022.verify,
    (ed25519_signature_2020.PROOF_TYPE, None): ed25519_signature_2020.verify,
}

# What leaves a proof open: nothing is known about it, so it neither speaks for a document nor against it.
_LEAVES_OPEN = (UnsupportedProofError, UnresolvableError, UnknownContextError, ProofPurposeError)


@dataclass(frozen=True)
class VerifiedProof:
    """Say which proof holds: its place among the proofs, its suite, and whose key made it when."""

    place: int
    suite: str
    controller: str
    verification_method: str
    created: datetime | None
    expires: datetime | None


@dataclass(frozen=True)
class OpenProof:
    """Say which proof could not be checked, or says nothing for the purpose asked, and why."""

    place: int
    claimed: str | None
    error: CredentialError

    @property
    def is_for_this_purpose(self) -> bool:
        """Tell whether it could have spoken for the purpose asked."""
        return not isinstance(self.error, ProofPurposeError)


@dataclass(frozen=True)
class CheckedProofs:
    """Hold what came of all proofs of a document, of which at least one holds and none fails."""

    verified: tuple[VerifiedProof, ...]
    open: tuple[OpenProof, ...]

    def made_by(self, author: str | None) -> VerifiedProof:
        """Give the proof that the author made, or else the first that holds.

        Raises if the author's own proof is left open: then nobody else's can stand for it.
        """
        for proof in self.verified:
            if proof.controller == author:
                return proof
        for left in self.open:
            if (
                author is not None
                and left.claimed == author
                and not isinstance(left.error, ProofPurposeError)
            ):
                raise left.error
        return self.verified[0]


def verify_proof(
    document: JSON,
    *,
    resolve: Resolve,
    purpose: Relationship,
    expected_challenge: str | None = None,
    expected_domain: str | None = None,
) -> str:
    """Check the proofs of a document, and give who made one that holds: rather its issuer or holder.

    Raises if no proof holds for the purpose, or if one fails.
    """
    check_json(document)
    checked = verify_proofs(
        document,
        resolve=resolve,
        purpose=purpose,
        expected_challenge=expected_challenge,
        expected_domain=expected_domain,
    )
    return checked.made_by(author_of(document)).controller


def verify_proofs(
    document: JSON,
    *,
    resolve: Resolve,
    purpose: Relationship,
    expected_challenge: str | None = None,
    expected_domain: str | None = None,
) -> CheckedProofs:
    """Check every proof of a document that `parse_json` gave or `check_json` took, and say which hold.

    Raises if one fails, or if none holds for the purpose; then the first reason why is what is raised. What
    cannot be checked is left open and told.
    """
    proofs = proofs_of(document)
    verified, left = [], []
    for place, proof in enumerate(proofs):
        try:
            if len(proofs) > 1 and proof.get("proofPurpose") != purpose:
                _check_for_another_purpose(document, proof, resolve)
            verify = _suite_of(proof)
            check_purpose(proof, purpose, challenge=expected_challenge, domain=expected_domain)
            controller = verify(document, proof, resolve=resolve, purpose=purpose)
        except _LEAVES_OPEN as error:
            left.append(OpenProof(place, _claimed(proof), error))
        else:
            verified.append(_verified(place, proof, controller))
    if not verified:
        # That a proof cannot be checked says more than that another was made for something else.
        raise min((proof.error for proof in left), key=lambda error: isinstance(error, ProofPurposeError))
    return CheckedProofs(tuple(verified), tuple(left))


def proofs_of(document: JSON) -> list[JSON]:
    """Give all proofs of a document, none of which may build on another."""
    proofs = as_list(document.get("proof"))
    if not proofs:
        raise MissingProofError("found no proof, expected at least one")
    if len(proofs) > MAX_PROOFS or not all(isinstance(proof, dict) for proof in proofs):
        raise UnsupportedProofError(f"found {len(proofs)} proofs, expected 1 to {MAX_PROOFS}, each an object")
    if any("previousProof" in proof for proof in proofs):
        raise UnsupportedProofError("found a chain of proofs, expected proofs that stand by themselves")
    return proofs


def author_of(document: JSON) -> str | None:
    """Give whom a document names as the one who speaks in it: the issuer, or the holder who presents."""
    return id_of(document.get("issuer")) or id_of(document.get("holder"))


def _suite_of(proof: JSON) -> Verify:
    kind, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    if isinstance(kind, str) and (cryptosuite is None or isinstance(cryptosuite, str)):
        verify = SUITES.get((kind, cryptosuite))
        if verify is not None:
            return verify
    found = f"{kind!r:.60}" if cryptosuite is None else f"{kind!r:.60} with the suite {cryptosuite!r:.60}"
    raise UnsupportedProofError(f"found a proof of the type {found}, expected one of {len(SUITES)} kinds")


def _check_for_another_purpose(document: JSON, proof: JSON, resolve: Resolve) -> None:
    """Refuse a proof that says nothing for the purpose asked but is plainly broken."""
    for purpose in _PURPOSES:
        if proof.get("proofPurpose") == purpose:
            check_purpose(proof, purpose)
            _suite_of(proof)(document, proof, resolve=resolve, purpose=purpose)


def _claimed(proof: JSON) -> str | None:
    """Give whose key a proof says it was made with."""
    name = proof.get("verificationMethod")
    return name.partition("#")[0] if isinstance(name, str) else None


def _verified(place: int, proof: JSON, controller: str) -> VerifiedProof:
    created, expires = (
        read_timestamp(proof[name]) if name in proof else None for name in ("created", "expires")
    )
    suite = proof.get("cryptosuite") or proof["type"]
    return VerifiedProof(place, suite, controller, proof["verificationMethod"], created, expires)
