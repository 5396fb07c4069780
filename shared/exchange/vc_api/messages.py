"""The bodies of the requests, their options closed: an option that is not understood must not be ignored.

https://www.w3.org/TR/vcalm/#issue-credential
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON
from exchange.vc_api.problems import PARSING, UNKNOWN_OPTION, Problem, RefusedError, malformed

MAX_REQUEST = 600_000

Pointer = Annotated[str, Field(max_length=500, pattern=r"^(/.*)?$")]
Pointers = Annotated[list[Pointer], Field(max_length=200)]
M = TypeVar("M", bound="_Request")


class _Options(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class IssueOptions(_Options):
    """How a credential is to be issued."""

    credentialId: str | None = None  # noqa: N815  # spelt as in the specification
    mandatoryPointers: Pointers | None = None  # noqa: N815


class VerifyOptions(_Options):
    """What is expected of the proof, and what is to be answered.

    `checks` and `expectedProofPurpose` are what the suites of W3C send beside the specification's options;
    everything is checked whatever `checks` says.
    """

    returnResults: bool = False  # noqa: N815
    returnProblemDetails: bool = False  # noqa: N815
    returnCredential: bool = False  # noqa: N815
    returnPresentation: bool = False  # noqa: N815
    challenge: str | None = None
    domain: str | None = None
    checks: list[str] | None = None
    expectedProofPurpose: str | None = None  # noqa: N815


class DeriveOptions(_Options):
    """What the holder chooses to disclose."""

    selectivePointers: Pointers = Field(default_factory=list)  # noqa: N815


class _Request(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class IssueRequest(_Request):
    """A credential to sign."""

    credential: JSON
    options: IssueOptions = IssueOptions()


class VerifyCredentialRequest(_Request):
    """A credential to verify, with its proof inside or in an envelope."""

    verifiableCredential: JSON  # noqa: N815
    options: VerifyOptions = VerifyOptions()


class VerifyPresentationRequest(_Request):
    """A presentation to verify."""

    verifiablePresentation: JSON  # noqa: N815
    options: VerifyOptions = VerifyOptions()


class DeriveRequest(_Request):
    """A credential to disclose in part."""

    verifiableCredential: JSON  # noqa: N815
    options: DeriveOptions = DeriveOptions()


class StatusRequest(_Request):
    """A status to set or clear; who gives out the places of a list is nothing that is asked here."""

    credentialId: str  # noqa: N815
    credentialStatus: JSON  # noqa: N815
    status: bool
    indexAllocator: str | None = None  # noqa: N815


class NoOptions(_Options):
    """Nothing that can be chosen."""


class StatusListRequest(_Request):
    """A status list to make."""

    statusPurpose: str  # noqa: N815
    id: str | None = None
    options: NoOptions = NoOptions()


def read_request(model: type[M], body: bytes) -> M:
    """Read a request, or refuse it with the problem that names every wrong member."""
    try:
        document = parse_json(body, max_bytes=MAX_REQUEST, max_depth=40)
    except MalformedDocumentError as error:
        raise RefusedError(Problem(PARSING, "The request cannot be read", str(error))) from error
    try:
        return model.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        unknown = [one for one in found if one["type"] == "extra_forbidden"]
        if unknown:
            detail = f"found {_place(unknown[0])}, which is not known here"
            raise RefusedError(Problem(UNKNOWN_OPTION, "There is no such option", detail)) from error
        places = "; ".join(f"{_place(one)}: {one['msg']}" for one in found[:5])
        raise malformed(places) from error


def _place(found: Any) -> str:
    return ".".join(str(step) for step in found["loc"])
