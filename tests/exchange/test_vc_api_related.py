"""Digests of related resources, in each way to write them."""

from __future__ import annotations

import base64
from hashlib import sha256, sha384, sha512
from typing import Any

import base58
import pytest

from credentials.proofs.base64url import encode_base64url
from credentials.proofs.contexts import text_of
from exchange.vc_api.related_resources import digest_problems
from tests.exchange.vc_api import V2, V2_MULTIBASE, V2_SRI

TEXT = text_of(V2)
MULTIHASH = b"\x12\x20" + sha256(TEXT).digest()


def sri(name: str, digest: bytes) -> str:
    return f"{name}-{base64.b64encode(digest).decode()}"


RIGHT: dict[str, dict[str, Any]] = {
    "as the suite has them": {"digestSRI": V2_SRI, "digestMultibase": V2_MULTIBASE},
    "SRI of SHA-256": {"digestSRI": sri("sha256", sha256(TEXT).digest())},
    "SRI of SHA-512 with an option": {"digestSRI": sri("sha512", sha512(TEXT).digest()) + "?ct=x"},
    "one of several": {"digestSRI": f"{sri('sha256', sha256(b'').digest())} {V2_SRI}"},
    "a multihash as base64url": {"digestMultibase": f"u{encode_base64url(MULTIHASH)}"},
    "a multihash as base58": {"digestMultibase": f"z{base58.b58encode(MULTIHASH).decode()}"},
    "SHA-384 without a header": {"digestMultibase": f"u{encode_base64url(sha384(TEXT).digest())}"},
}
WRONG: dict[str, dict[str, Any]] = {
    "of another text": {"digestSRI": sri("sha384", sha384(b"").digest())},
    "by a function that is too weak": {"digestSRI": "md5-AAAA"},
    "not base64": {"digestSRI": "sha384-!"},
    "no text": {"digestSRI": 7, "digestMultibase": None},
    "empty": {"digestSRI": "", "digestMultibase": ""},
    "a multihash that says another function": {
        "digestMultibase": f"u{encode_base64url(bytes([0x13, 0x40]) + sha256(TEXT).digest())}"
    },
    "another base": {"digestMultibase": f"m{V2_MULTIBASE[1:]}"},
    "one right and one wrong": {"digestSRI": V2_SRI, "digestMultibase": "uAAAA"},
}


@pytest.mark.parametrize("digests", RIGHT.values(), ids=RIGHT)
def test_a_digest_of_what_is_kept_is_taken(digests: dict[str, Any]) -> None:
    assert list(digest_problems({"id": V2, **digests})) == []


@pytest.mark.parametrize("digests", WRONG.values(), ids=WRONG)
def test_a_digest_of_something_else_is_told(digests: dict[str, Any]) -> None:
    assert list(digest_problems({"id": V2, **digests}))


def test_what_is_not_kept_is_not_looked_at() -> None:
    assert list(digest_problems({"id": "https://college.example/logo.png", "digestSRI": "sha384-AAAA"})) == []
    assert list(digest_problems({"id": [V2], "digestSRI": "sha384-AAAA"})) == []
