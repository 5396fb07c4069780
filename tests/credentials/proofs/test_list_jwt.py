"""Status lists as JWT: https://www.w3.org/TR/vc-jose-cose/."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.errors import (
    CredentialError,
)
from credentials.proofs.vc_jwt import open_list_jwt
from credentials.standards.vc import JSON
from credentials.status import status_list_jwt
from tests.credentials.proofs.jwt_cases import (
    a_token,
    header,
    resolve,
)
from tests.making import (
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    an_unsigned_status_list,
)


def test_a_status_list_is_opened_with_the_did_of_its_issuer() -> None:
    unsigned = an_unsigned_status_list()
    opened, issuer = open_list_jwt(status_list_jwt(unsigned, COLLEGE), resolve=resolve)
    assert issuer == COLLEGE_DID
    assert {name: opened[name] for name in unsigned} == unsigned


def a_list(head: JSON | None = None, **changes: Any) -> str:
    """Sign a status list of which something may be wrong."""
    members = {**an_unsigned_status_list(), **changes}
    return a_token({name: value for name, value in members.items() if value is not None}, head)


def test_a_status_list_need_not_repeat_itself_in_claims() -> None:
    for token in (a_list(), a_list(header(typ="vc+jwt", cty="vc"))):
        assert open_list_jwt(token, resolve=resolve)[1] == COLLEGE_DID


LISTS: dict[str, str] = {
    "of another issuer": a_list(issuer=EMPLOYER.controller),
    "with another iss": a_list(iss=EMPLOYER.controller),
    "with another jti": a_list(jti="https://college.example/status/2"),
    "with another nbf": a_list(nbf=1),
    "with another exp": a_list(exp=1),
    "with another sub": a_list(sub="urn:uuid:1"),
    "with another type of token": a_list(header(typ="statuslist+jwt")),
    "without an algorithm": a_list(header(alg="none")),
    "without an issuer": a_list(issuer=None),
    "with a header of its own": a_list(header(x5u="https://a.example/")),
}


@pytest.mark.parametrize("token", LISTS.values(), ids=LISTS.keys())
def test_a_status_list_is_refused(token: str) -> None:
    with pytest.raises(CredentialError):
        open_list_jwt(token, resolve=resolve)
