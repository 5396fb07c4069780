"""Disclose part of a credential that was signed for it.

https://www.w3.org/TR/vcalm/#derive-credential
"""

from __future__ import annotations

from credentials.errors import CredentialError
from credentials.proofs.ecdsa_sd_2023 import CRYPTOSUITE, derive
from credentials.standards.vc import JSON, as_list
from exchange.vc_api.messages import DeriveRequest, read_request
from exchange.vc_api.problems import GENERATION, Problem, RefusedError, malformed


def derive_credential(body: bytes) -> JSON:
    """Answer a request to derive with the part and its proof, or raise RefusedError."""
    request = read_request(DeriveRequest, body)
    secured = request.verifiableCredential
    proofs = [proof for proof in as_list(secured.get("proof")) if isinstance(proof, dict)]
    base = next((proof for proof in proofs if proof.get("cryptosuite") == CRYPTOSUITE), None)
    if base is None:
        raise malformed(f"found no proof of the suite {CRYPTOSUITE}, expected one to derive from")
    try:
        part = derive(secured, base, pointers=request.options.selectivePointers)
    except CredentialError as error:
        problem = Problem(GENERATION, "No part can be derived", str(error))
        raise RefusedError(problem) from error
    return {"verifiableCredential": part}
