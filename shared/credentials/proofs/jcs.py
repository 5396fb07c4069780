"""Write JSON in the one way that the JSON Canonicalization Scheme leaves.

https://www.rfc-editor.org/rfc/rfc8785
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from credentials.parsing import MAX_BYTES, check_json


def canonical_json(value: object, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Write a JSON value as canonical UTF-8, or refuse one that strict JSON cannot hold."""
    check_json(value, max_bytes=max_bytes)
    return _written(value).encode()


def _written(value: Any) -> str:
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: _utf16(member[0]))
        return "{" + ",".join(f"{_text(name)}:{_written(one)}" for name, one in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value)


def _text(text: str) -> str:
    """Write a string: Python escapes what RFC 8785 escapes, in the same way, and nothing else."""
    return json.dumps(text, ensure_ascii=False)


def _utf16(name: str) -> bytes:
    """Give what members are sorted by: their UTF-16 code units, not their code points."""
    return name.encode("utf-16-be")


def _number(number: float) -> str:
    """Write a number as ECMAScript does: the fewest digits that give it back, no exponent near 1.

    https://tc39.es/ecma262/#sec-numeric-types-number-tostring
    """
    if number == 0:
        return "0"
    decimal = Decimal(repr(number)).normalize().as_tuple()
    digits = "".join(map(str, decimal.digits))
    point = len(digits) + int(decimal.exponent)
    sign = "-" if decimal.sign else ""
    if 0 < point <= 21:
        whole, fraction = digits[:point].ljust(point, "0"), digits[point:]
        return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{sign}{mantissa}e{point - 1:+d}"
