"""Credentials in SVG pictures: https://www.imsglobal.org/spec/ob/v3p0#svg."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib import baking as other

from credentials.baking import bake, unbake
from credentials.baking.svg import MAX_DEPTH
from credentials.errors import BakingError, CredentialError
from credentials.proofs.vc_jwt import secure
from credentials.standards.vc import JSON
from tests.credentials.baking.pictures import SVG
from tests.credentials.documents import a_record
from tests.making import COLLEGE, a_badge, a_report, an_unsigned_badge

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
RECORDS = "https://purl.imsglobal.org/clr/v2p0"


def a_token() -> str:
    return secure(an_unsigned_badge(), key=COLLEGE)


def a_picture(inside: str = "", attributes: str = "", before: str = "") -> bytes:
    """Draw a picture with something in it that declares the prefix."""
    root = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}"{attributes}>'
    return f"{before}{root}{inside}</svg>".encode()


def in_text(text: str) -> str:
    return f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"


def test_a_badge_is_taken_out_as_it_was_put_in() -> None:
    text = json.dumps(a_badge(), indent=2, ensure_ascii=False)
    assert unbake(bake(SVG, text)) == text
    assert json.loads(unbake(bake(SVG, a_badge()))) == a_badge()
    assert unbake(bake(SVG, a_token())) == a_token()
    assert a_report(unbake(bake(SVG, a_badge()))).all_passed


def test_the_element_stands_first_in_the_picture_and_the_rest_stays_as_it_is() -> None:
    baked = bake(SVG, a_token())
    root = ElementTree.fromstring(baked)
    assert root[0].tag == f"{{{NAMESPACE}}}credential"
    assert root[0].get("verify") == a_token()
    declared = f' xmlns:openbadges="{NAMESPACE}"'.encode()
    element = f'<openbadges:credential verify="{a_token()}"/>'.encode()
    assert baked.replace(declared, b"").replace(element, b"") == SVG


def test_json_stands_in_a_section_without_escapes() -> None:
    baked = bake(SVG, a_badge()).decode()
    assert "<openbadges:credential><![CDATA[{" in baked
    assert "}]]></openbadges:credential>" in baked


def test_a_record_has_a_namespace_of_its_own() -> None:
    baked = bake(SVG, a_record())
    assert ElementTree.fromstring(baked)[0].tag == f"{{{RECORDS}}}credential"
    assert json.loads(unbake(baked)) == a_record()


TEXTS: dict[str, JSON] = {
    "the end of a section": {"name": "a ]]> b"},
    "several ends of a section": {"name": "]]>]]>]]]]>"},
    "ends of lists before a sign": {"tag": [["x"]], "name": ">"},
    "markup": {"name": "<script>&amp;&lt;</script><!-- -->"},
    "quotes": {"name": "\"'"},
    "letters of the world": {"name": "Ana Ångström 安娜 👩‍🎓"},
}


@pytest.mark.parametrize("change", TEXTS.values(), ids=TEXTS.keys())
def test_every_text_survives(change: JSON) -> None:
    badge = {**a_badge(), **change}
    assert json.loads(unbake(bake(SVG, badge))) == badge


def test_other_line_ends_in_the_json_become_those_of_xml() -> None:
    text = json.dumps(a_badge(), indent=1).replace("\n", "\r\n")
    assert unbake(bake(SVG, text)) == text.replace("\r\n", "\n")


def test_a_character_that_xml_lacks_is_not_baked() -> None:
    with pytest.raises(BakingError, match="found"):
        bake(SVG, {**a_badge(), "name": "\uffff"})


BAKEABLE: dict[str, bytes] = {
    "an empty picture": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "an empty picture with attributes": b"<svg xmlns='http://www.w3.org/2000/svg' id='a/>b' />",
    "a picture without a namespace": b"<svg></svg>",
    "a picture with its own prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    "a picture that declares the prefix": a_picture(),
    "a picture with a mark of its encoding": b"\xef\xbb\xbf" + SVG,
    "a picture with an instruction before": b'<?xml-stylesheet href="a"?>' + a_picture(),
    "a picture with the sign in an attribute": a_picture(attributes=' title="a > b"'),
}


@pytest.mark.parametrize("picture", BAKEABLE.values(), ids=BAKEABLE.keys())
@pytest.mark.parametrize("credential", [a_token(), a_badge(), a_record()], ids=["token", "badge", "record"])
def test_baked_into(picture: bytes, credential: JSON | str) -> None:
    baked = bake(picture, credential)
    assert ElementTree.fromstring(baked)[0].tag.endswith("}credential")
    text = unbake(baked)
    assert (text if isinstance(credential, str) else json.loads(text)) == credential


def test_another_library_takes_out_what_was_baked_and_the_other_way_round() -> None:
    element, namespace = other.SVG_ELEMENT_OB3, other.SVG_NS_OB3
    assert other.extract_svg(bake(SVG, a_token()), element=element) == a_token()
    assert unbake(other.bake_svg(SVG, a_token(), element=element, namespace=namespace)) == a_token()
    text = json.dumps(a_badge())
    assert other.extract_svg(bake(SVG, text), element=element, text_fallback=True) == text
    theirs = other.bake_svg(SVG, text, element=element, namespace=namespace, as_text=True)
    assert unbake(theirs) == text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PICTURES_REFUSED: dict[str, Callable[[], bytes]] = {
    "a picture without a credential": lambda: SVG,
    "a page": lambda: b"<html></html>",
    "a broken picture": lambda: a_picture(in_text("{}"))[:-3],
    "a picture and more": lambda: a_picture(in_text("{}")) + b"<svg/>",
    "a document type": lambda: a_picture(in_text("{}"), before="<!DOCTYPE svg>"),
    "a document type of others": lambda: a_picture(
        before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    ),
    "an entity that reads a file": lambda: a_picture(
        in_text("{}") + "&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "entities that unfold without end": lambda: a_picture(
        "&l9;", before=f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>'
    ),
    "an entity that nobody declared": lambda: a_picture(in_text("{}") + "&x;"),
    "two credentials": lambda: a_picture(in_text("{}") * 2),
    "a badge and a record": lambda: a_picture(
        in_text("{}") + f'<c:credential xmlns:c="{RECORDS}" verify="e30.e30.e30"/>'
    ),
    "a credential in a credential": lambda: a_picture(
        f"<openbadges:credential>{in_text('{}')}</openbadges:credential>"
    ),
    "something else in a credential": lambda: a_picture(
        "<openbadges:credential>{<b/>}</openbadges:credential>"
    ),
    "a token and a text": lambda: a_picture(
        '<openbadges:credential verify="e30.e30.e30">{}</openbadges:credential>'
    ),
    "an empty credential": lambda: a_picture("<openbadges:credential/>"),
    "an empty token": lambda: a_picture('<openbadges:credential verify=""/>'),
    "a credential of the second version": lambda: a_picture(
        '<o:assertion xmlns:o="http://openbadges.org" verify="e30.e30.e30"/>'
    ),
    "a credential of another namespace": lambda: a_picture(
        '<o:credential xmlns:o="https://example.org/" verify="e30.e30.e30"/>'
    ),
    "a text that is no credential": lambda: a_picture(in_text("Hello.")),
    "a text with one member twice": lambda: a_picture(in_text('{"a": 1, "a": 2}')),
    "nested without end": lambda: a_picture("<g>" * 100_000 + "</g>" * 100_000),
    "nested a little too deep": lambda: a_picture("<g>" * MAX_DEPTH + "</g>" * MAX_DEPTH),
    "elements without end": lambda: a_picture("<g/>" * 200_001),
    "a zero": lambda: a_picture("\x00"),
    "another encoding": lambda: b'<?xml version="1.0" encoding="EBCDIC-CP-US"?>' + a_picture(),
    "an encoding of several bytes": lambda: b'<?xml version="1.0" encoding="shift_jis"?>' + a_picture(),
    "a false encoding": lambda: a_picture().decode().encode("utf-16")[2:],
}


@pytest.mark.parametrize("make", PICTURES_REFUSED.values(), ids=PICTURES_REFUSED.keys())
def test_nothing_is_taken_out_of(make: Callable[[], bytes]) -> None:
    with pytest.raises(BakingError, match="found"):
        unbake(make())


BAKING_REFUSED: dict[str, tuple[bytes, str]] = {
    "a picture with a credential": (a_picture(in_text("{}")), "already"),
    "a picture with a record": (
        a_picture(f'<c:credential xmlns:c="{RECORDS}" verify="e30.e30.e30"/>'),
        "already",
    ),
    "a picture that uses the prefix for something else": (
        b'<svg xmlns:openbadges="http://openbadges.org"/>',
        "found the prefix openbadges for 'http://openbadges.org'",
    ),
    "a picture in another encoding": (
        '<?xml version="1.0" encoding="iso-8859-1"?><svg id="é"/>'.encode("iso-8859-1"),
        "expected UTF-8",
    ),
    "a picture in UTF-16": ("<svg/>".encode("utf-16"), "found"),
    "a picture with a document type": (a_picture(before="<!DOCTYPE svg>"), "document type"),
    "a page": (b"<html/>", "expected an SVG picture"),
}


@pytest.mark.parametrize(("picture", "words"), BAKING_REFUSED.values(), ids=BAKING_REFUSED.keys())
def test_nothing_is_baked_into(picture: bytes, words: str) -> None:
    with pytest.raises(BakingError, match=words):
        bake(picture, a_badge())


def test_a_picture_in_another_encoding_is_read_if_its_reader_knows_it() -> None:
    picture = a_picture(in_text('{"name": "é"}')).decode()
    assert (
        unbake(f'<?xml version="1.0" encoding="iso-8859-1"?>{picture}'.encode("iso-8859-1"))
        == '{"name": "é"}'
    )
    assert unbake(picture.encode("utf-16")) == '{"name": "é"}'


BAKED = bake(SVG, a_token())


@settings(max_examples=300)
@given(place=st.integers(0, 2**16), piece=st.binary(max_size=6), cut=st.integers(0, 6))
def test_a_picture_with_any_bytes_changed_gives_a_text_or_an_error_of_ours(
    place: int, piece: bytes, cut: int
) -> None:
    at = place % len(BAKED)
    try:
        unbake(BAKED[:at] + piece + BAKED[at + cut :])
    except CredentialError as error:
        assert str(error).startswith("found ")


@settings(max_examples=200)
@given(picture=st.binary(max_size=300))
def test_whatever_the_bytes_are_only_errors_of_ours_come(picture: bytes) -> None:
    with pytest.raises(BakingError):
        unbake(picture)
