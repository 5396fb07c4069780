"""What travels: typed messages, forms and the query parts of links, read without trust."""

from typing import TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, ValidationError

from credentials.standards.vc import JSON
from exchange.errors import ProtocolError

M = TypeVar("M", bound="Message")

MAX_FIELDS = 32


class Message(BaseModel):
    """A message spelt as in its specification: exact types, unknown members ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    def wire(self) -> JSON:
        """Return the message as it travels: the specification's names, absent members left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def read_message(model: type[M], value: object, *, code: str, status: int = 400) -> M:
    """Read `value` as `model`, or raise `ProtocolError(code)` that names every wrong member."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        places = (f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in found[:5])
        raise ProtocolError(code, "; ".join(places), status) from error


def read_form(body: bytes, *, code: str = "invalid_request") -> dict[str, str]:
    """Read an `application/x-www-form-urlencoded` body whose names may occur only once.

    A parameter without a value counts as left out (RFC 6749 section 3.2).
    """
    try:
        text = body.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise ProtocolError(code, "the body is not a form in UTF-8 with at most 32 fields") from error
    return once_each(pairs, code=code)


def read_query(query: str, *, code: str) -> dict[str, str]:
    """Read the query part of a link, in which a parameter may occur only once."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise ProtocolError(code, "the link's parameters are not readable as UTF-8") from error
    return once_each(pairs, code=code)


def once_each(pairs: list[tuple[str, str]], *, code: str) -> dict[str, str]:
    """Return the parameters that have a value, or refuse a name that occurs twice."""
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ProtocolError(code, f"parameter {repeated[0]} occurs more than once, expected once")
    return {name: value for name, value in pairs if value}
