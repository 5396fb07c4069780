"""Keep a credential in an SVG picture, in an element of its own right after the beginning.

Pictures are read without document types and entities, which can make a small file unfold without end or reach
for others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from credentials.errors import BakingError

SVG = "http://www.w3.org/2000/svg"
# The prefix that the standards use for the namespace of each.
BADGE = ("openbadges", "https://purl.imsglobal.org/ob/v3p0")
RECORD = ("clr", "https://purl.imsglobal.org/clr/v2p0")
MAX_DEPTH = 256
MAX_ELEMENTS = 200_000

_CREDENTIALS = tuple(f"{namespace} credential" for _, namespace in (BADGE, RECORD))
# The tag with which an element begins; `>` may stand in what is quoted.
_TAG = re.compile(rb"""<([^\s/>]+)(?:[^"'>]|"[^"]*"|'[^']*')*>""")


class Picture:
    """An SVG picture and the credentials in it."""

    @staticmethod
    def bake(picture: bytes, text: str, *, is_record: bool) -> bytes:
        """Put a text right after the beginning of a picture; everything else stays as it is."""
        reading = _read(picture)
        if reading.found:
            raise BakingError("found a credential in the picture already, expected a picture without one")
        prefix, namespace = RECORD if is_record else BADGE
        declared = reading.prefixes.get(prefix)
        if declared not in (None, namespace):
            raise BakingError(f"found the prefix {prefix} for {declared!r:.200}, expected {namespace}")
        if not reading.is_utf8:
            raise BakingError("found a picture in another encoding, expected UTF-8")
        start = _TAG.match(picture, reading.root)
        if start is None:
            raise BakingError("found no beginning of the picture")
        element = _element(prefix, text).encode(errors="surrogatepass")
        name, tag = start[1], start[0]
        is_empty = tag.endswith(b"/>")
        opened = tag[: -2 if is_empty else -1].rstrip()
        if declared is None:
            opened += f' xmlns:{prefix}="{namespace}"'.encode()
        closed = b"</" + name + b">" if is_empty else b""
        return picture[: start.start()] + opened + b">" + element + closed + picture[start.end() :]

    @staticmethod
    def find(picture: bytes) -> list[str]:
        """Give the text of every credential in a picture."""
        return [found.text for found in _read(picture).found]


@dataclass
class _Found:
    """Hold one element for a credential: the token in its attribute, or the text within."""

    token: str | None
    within: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the one text that the element carries."""
        within = "".join(self.within)
        if self.token is not None and within.strip():
            raise BakingError("found a credential in the attribute and in the element, expected one of them")
        return within if self.token is None else self.token


class _Reading:
    """Read a picture once, noting where it begins and what credentials stand in it."""

    def __init__(self) -> None:
        self.found: list[_Found] = []
        self.prefixes: dict[str | None, str] = {}
        self.root = -1
        self.is_utf8 = True
        self._open: list[str] = []
        self._elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_: object) -> Never:
        raise BakingError("found a document type in the picture, expected one without")

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self.is_utf8 = (encoding or "utf-8").lower() in ("utf-8", "utf8", "us-ascii", "ascii")

    def _namespace(self, prefix: str | None, namespace: str) -> None:
        if not self._open:
            self.prefixes[prefix] = namespace

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) >= MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise BakingError(f"found more than {MAX_ELEMENTS} elements or {MAX_DEPTH} levels")
        if not self._open:
            if name not in ("svg", f"{SVG} svg"):
                raise BakingError(f"found {name!r:.60}, expected an SVG picture")
            self.root = self.parser.CurrentByteIndex
        if self._open and self._open[-1] in _CREDENTIALS:
            raise BakingError(f"found {name!r:.60} in a credential, expected text")
        if name in _CREDENTIALS:
            self.found.append(_Found(attributes.get("verify")))
        self._open.append(name)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] in _CREDENTIALS:
            self.found[-1].within.append(text)


def _read(picture: bytes) -> _Reading:
    reading = _Reading()
    try:
        reading.parser.Parse(picture, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BakingError(f"found neither a PNG nor an SVG picture: {error}") from error
    return reading


def with_xml_line_ends(text: str) -> str:
    """Give a text as it is read from XML.

    https://www.w3.org/TR/xml/#sec-line-ends
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _element(prefix: str, text: str) -> str:
    if not text.startswith("{"):
        return f'<{prefix}:credential verify="{text}"/>'
    # The end of a CDATA section may not stand in it, so the text is cut there into two sections.
    escaped = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<{prefix}:credential><![CDATA[{escaped}]]></{prefix}:credential>"
