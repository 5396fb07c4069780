"""The Digital Credentials Query Language: what a verifier asks for, and what answers it.

https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6
"""

from collections.abc import Collection, Sequence
from typing import Annotated, Any

from pydantic import Field

from credentials.standards.vc import JSON, types_of
from exchange.errors import ProtocolError
from exchange.wire import Message, read_message

W3C = "https://www.w3.org/2018/credentials#"
OPEN_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
TYPE_IRIS = {
    "VerifiableCredential": f"{W3C}VerifiableCredential",
    "OpenBadgeCredential": f"{OPEN_BADGES}OpenBadgeCredential",
    "AchievementCredential": f"{OPEN_BADGES}OpenBadgeCredential",
    "EndorsementCredential": f"{OPEN_BADGES}EndorsementCredential",
    "ClrCredential": "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential",
}

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Step = Annotated[int, Field(ge=0)] | str | None


class Claim(Message):
    """A claim that a credential must have, by its path from the credential's root (section 6.3)."""

    id: Identifier | None = None
    path: Annotated[list[Step], Field(min_length=1, max_length=16)]
    values: Annotated[list[str | int | bool], Field(min_length=1, max_length=100)] | None = None


class CredentialQuery(Message):
    """One kind of credential that is asked for (section 6.1)."""

    id: Identifier
    format: str
    meta: JSON
    multiple: bool = False
    claims: Annotated[list[Claim], Field(min_length=1, max_length=64)] | None = None
    claim_sets: Annotated[list[list[str]], Field(min_length=1, max_length=64)] | None = None
    trusted_authorities: Annotated[list[JSON], Field(min_length=1)] | None = None
    require_cryptographic_holder_binding: bool = True


class CredentialSetQuery(Message):
    """Queries that may stand for one another (section 6.2)."""

    options: Annotated[list[Annotated[list[str], Field(min_length=1)]], Field(min_length=1, max_length=64)]
    required: bool = True


class Dcql(Message):
    """A whole query (section 6)."""

    credentials: Annotated[list[CredentialQuery], Field(min_length=1, max_length=32)]
    credential_sets: Annotated[list[CredentialSetQuery], Field(min_length=1, max_length=32)] | None = None

    def query(self, query_id: str) -> CredentialQuery | None:
        """Return the query of that id."""
        return next((query for query in self.credentials if query.id == query_id), None)


def read_dcql(document: object) -> Dcql:
    """Read a query, or raise `invalid_request` that says what is wrong with it."""
    dcql = read_message(Dcql, document, code="invalid_request")
    problems = [
        *_problems(dcql),
        *(problem for query in dcql.credentials for problem in _query_problems(query)),
    ]
    if problems:
        raise ProtocolError("invalid_request", f"dcql_query: {'; '.join(problems[:5])}")
    return dcql


def _problems(dcql: Dcql) -> list[str]:
    ids = [query.id for query in dcql.credentials]
    named = {name for sets in dcql.credential_sets or [] for option in sets.options for name in option}
    problems = [f"credential_sets names {name:.64}, which no query is called" for name in named - set(ids)]
    return problems + (["two queries have the same id"] if len(set(ids)) != len(ids) else [])


def _query_problems(query: CredentialQuery) -> list[str]:
    problems = []
    claims = query.claims or []
    ids = [claim.id for claim in claims if claim.id is not None]
    paths = [repr(claim.path) for claim in claims]
    if len(set(ids)) != len(ids) or len(set(paths)) != len(paths):
        problems.append(f"{query.id} asks for a claim twice")
    if query.claim_sets is not None:
        if not claims or len(ids) != len(claims):
            problems.append(f"{query.id} has claim_sets, but not claims that all have an id")
        if any(not option or not set(option) <= set(ids) for option in query.claim_sets):
            problems.append(f"{query.id} has a claim set that names no claim of its own")
    if query.format == "ldp_vc" and not _are_type_values(query.meta.get("type_values")):
        problems.append(f"{query.id} lacks meta.type_values, expected lists of expanded types")
    return problems


def _are_type_values(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(option, list) and option and all(isinstance(iri, str) for iri in option)
            for option in value
        )
    )


def satisfies(credential: JSON, query: CredentialQuery) -> bool:
    """Tell whether a credential answers a query: its types, and all claims of one acceptable set.

    A query that waives holder binding, or that names trusted authorities we cannot look up, is
    answered by nothing here.
    """
    if (
        query.format != "ldp_vc"
        or not query.require_cryptographic_holder_binding
        or query.trusted_authorities
    ):
        return False
    types = expanded_types(credential)
    if not any(set(option) <= types for option in query.meta["type_values"]):
        return False
    claims = query.claims or []
    if query.claim_sets is None:
        return all(has_claim(credential, claim) for claim in claims)
    held = {claim.id for claim in claims if has_claim(credential, claim)}
    return any(set(option) <= held for option in query.claim_sets)


def expanded_types(credential: JSON) -> set[str]:
    """Return the types of a credential as absolute IRIs; a term that we do not know has none."""
    return {TYPE_IRIS.get(kind, kind if ":" in kind else "") for kind in types_of(credential)} - {""}


def has_claim(credential: JSON, claim: Claim) -> bool:
    """Tell whether a credential has a claim, with one of its values if it names some."""
    found = select(credential, claim.path)
    if claim.values is None:
        return bool(found)
    return any(type(value) is type(wanted) and value == wanted for value in found for wanted in claim.values)


def select(credential: JSON, path: Sequence[str | int | None]) -> list[Any]:
    """Return the values at a claims path; nothing if a step does not fit what it meets.

    https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-7.1
    """
    selected: list[Any] = [credential]
    for step in path:
        kind = dict if isinstance(step, str) else list
        if any(not isinstance(value, kind) for value in selected):
            return []
        if step is None:
            selected = [element for value in selected for element in value]
        elif isinstance(step, str):
            selected = [value[step] for value in selected if step in value]
        else:
            selected = [value[step] for value in selected if step < len(value)]
    return selected


def is_answered(dcql: Dcql, answered: Collection[str]) -> bool:
    """Tell whether answers to these queries are enough: all, or one option of each required set."""
    if dcql.credential_sets is None:
        return {query.id for query in dcql.credentials} <= set(answered)
    required = [each for each in dcql.credential_sets if each.required]
    return all(any(set(option) <= set(answered) for option in each.options) for each in required)
