"""Write addresses and values as the terms of N-Quads, refusing whatever would be blurred on the way.

https://www.w3.org/TR/json-ld11-api/#object-to-rdf-conversion
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from credentials.errors import UnsignedTermsError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))

Kind = Literal["text", "number", "boolean"]

_I18N = "https://www.w3.org/ns/i18n#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING, _BOOLEAN, _INTEGER, _DOUBLE = (
    f"{_XSD}{name}" for name in ("string", "boolean", "integer", "double")
)
# The Open Badges contexts write the namespace with https, the CLR context with an undefined prefix.
_XSD_NAME = re.compile(r"(?:https?://www\.w3\.org/2001/XMLSchema#|xsd:)(\w+)")
_NUMERIC = frozenset({"integer", "decimal", "float", "double", "nonNegativeInteger", "positiveInteger"})

_DOUBLES_FROM = 10**21

is_iri = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20]*').fullmatch
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_needs_escape = re.compile(r'[\\"\t\n\r]').search


def iri(text: object) -> str:
    """Write an absolute address."""
    if not isinstance(text, str) or not is_iri(text):
        raise UnsignedTermsError(
            f"found {text!r:.200}, expected a word of the contexts or an absolute address"
        )
    return f"<{text}>"


def quoted(text: str) -> str:
    """Write a plain text."""
    return f'"{text.translate(_ESCAPED)}"' if _needs_escape(text) else f'"{text}"'


def language_text(value: Mapping[str, str]) -> str:
    """Write a text with its language, its direction or both; tags mean the same in capitals.

    https://www.w3.org/TR/json-ld11/#the-i18n-namespace
    """
    language = value.get("@language", "").lower()
    if "@direction" in value:
        return f"{quoted(value['@value'])}^^<{_I18N}{language}_{value['@direction']}>"
    return f"{quoted(value['@value'])}@{language}"


def suffix(datatype: str | None) -> str:
    """Write what follows the quotes of a text: nothing if it is plain, or else its datatype."""
    return "" if datatype is None or datatype == _STRING else f"^^{iri(datatype)}"


def literal(value: object, datatype: str | None) -> str:
    """Write a text, number or truth value in its canonical form, with its datatype."""
    refuse_another_kind(value, datatype)
    if isinstance(value, str):
        return quoted(value) + suffix(datatype)
    if isinstance(value, bool):
        return f'"{"true" if value else "false"}"^^{iri(datatype or _BOOLEAN)}'
    if not isinstance(value, int | float):
        raise UnsignedTermsError(f"found a {type(value).__name__}, expected a text, number or truth value")
    if value == int(value) and abs(value) < _DOUBLES_FROM and datatype != _DOUBLE:
        return f'"{int(value)}"^^{iri(datatype or _INTEGER)}'
    return f'"{_double(float(value))}"^^{iri(datatype or _DOUBLE)}'


def expected_kind(datatype: str) -> Kind:
    """Tell what the values of a datatype are in JSON."""
    name = _XSD_NAME.fullmatch(datatype)
    if name and name[1] in _NUMERIC:
        return "number"
    return "boolean" if name and name[1] == "boolean" else "text"


def refuse_another_kind(found: object, datatype: str | None) -> None:
    """Refuse text where the vocabulary says number, and the like: both would be signed as the same."""
    if datatype is None:
        return
    kind = "boolean" if isinstance(found, bool) else "number" if isinstance(found, int | float) else "text"
    expected = expected_kind(datatype)
    if kind != expected:
        raise UnsignedTermsError(f"found {found!r:.60} as {kind}, expected {expected} ({datatype})")


def _double(number: float) -> str:
    mantissa, exponent = f"{number:.15E}".split("E")
    digits = mantissa.rstrip("0")
    return f"{digits}{'0' if digits.endswith('.') else ''}E{int(exponent)}"
