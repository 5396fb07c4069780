"""Credentials in PNG pictures: https://www.imsglobal.org/spec/ob/v3p0#png."""

from __future__ import annotations

import contextlib
import io
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib import baking as other
from PIL import Image

from credentials.baking import bake, unbake
from credentials.baking.pictures import MAX_PICTURE
from credentials.baking.png import MAX_CHUNKS, SIGNATURE
from credentials.errors import BakingError, CredentialError
from credentials.proofs.vc_jwt import secure
from tests.credentials.baking.pictures import a_chunk, a_png, text_chunk, with_chunks
from tests.credentials.documents import a_record
from tests.making import COLLEGE, a_badge, a_report, an_unsigned_badge

BADGE = json.dumps(a_badge()).encode()


def a_token() -> str:
    return secure(an_unsigned_badge(), key=COLLEGE)


def test_a_badge_is_taken_out_as_it_was_put_in() -> None:
    text = json.dumps(a_badge(), indent=2, ensure_ascii=False) + "\n"
    assert unbake(bake(a_png(), text)) == text.strip()
    assert json.loads(unbake(bake(a_png(), a_badge()))) == a_badge()
    assert unbake(bake(a_png(), a_token())) == a_token()
    assert a_report(unbake(bake(a_png(), a_badge()))).all_passed


def test_the_picture_stays_the_same_and_other_programs_read_the_text() -> None:
    baked = bake(a_png(), a_badge())
    before, after = Image.open(io.BytesIO(a_png())), Image.open(io.BytesIO(baked))
    assert before.tobytes() == after.tobytes()
    assert json.loads(after.text["openbadgecredential"]) == a_badge()


def test_the_text_is_not_compressed_and_stands_before_the_pixels() -> None:
    baked = bake(a_png(), a_token())
    frame = b"iTXtopenbadgecredential" + bytes(5) + a_token().encode()
    assert frame in baked
    assert baked.index(b"iTXt") < baked.index(b"IDAT")
    assert baked.replace(a_chunk(b"iTXt", frame[4:]), b"") == a_png()


def test_a_record_has_a_keyword_of_its_own() -> None:
    baked = bake(a_png(), a_record())
    assert list(Image.open(io.BytesIO(baked)).text) == ["clrcredential"]
    assert json.loads(unbake(baked)) == a_record()


def test_another_library_takes_out_what_was_baked_and_the_other_way_round() -> None:
    keyword = other.ITXT_KEYWORD_OB3
    assert other.extract_png(bake(a_png(), a_token()), keyword=keyword) == a_token()
    assert unbake(other.bake_png(a_png(), a_token(), keyword=keyword)) == a_token()


def test_a_text_after_the_pixels_and_noise_after_the_end_are_read() -> None:
    picture = a_png()
    end = picture.index(b"IEND") - 4
    assert unbake(picture[:end] + text_chunk(BADGE) + picture[end:] + b"noise") == BADGE.decode()


def test_language_and_translated_keyword_are_passed_over() -> None:
    frame = b"\x00\x00\x00de\x00Abzeichen\x00"
    assert unbake(with_chunks(text_chunk(BADGE, frame=frame))) == BADGE.decode()


PICTURES_REFUSED: dict[str, Callable[[], bytes]] = {
    "no bytes": bytes,
    "the signature alone": lambda: SIGNATURE,
    "a text": lambda: b"Hello.",
    "cut off": lambda: with_chunks(text_chunk(BADGE))[:-5],
    "cut off in the text": lambda: with_chunks(text_chunk(BADGE))[:200],
    "a picture without a credential": a_png,
    "a credential of the second version": lambda: with_chunks(text_chunk(BADGE, keyword=b"openbadges")),
    "a damaged text": lambda: with_chunks(a_chunk(b"iTXt", b"openbadgecredential" + bytes(5), damage=1)),
    "damaged pixels": lambda: with_chunks(text_chunk(BADGE)).replace(b"IDAT", b"IDAT\x00", 1),
    "a length beyond the end": lambda: with_chunks(a_chunk(b"iTXt", BADGE, length=2**31)),
    "the greatest length": lambda: with_chunks(a_chunk(b"iTXt", BADGE, length=2**32 - 1)),
    "a chunk without a name": lambda: with_chunks(a_chunk(b"\x00\x00\x00\x00")),
    "a second beginning": lambda: with_chunks(a_chunk(b"IHDR", bytes(13))),
    "another beginning": lambda: SIGNATURE + a_chunk(b"tEXt") + a_png()[8:],
    "a beginning that is too short": lambda: SIGNATURE + a_chunk(b"IHDR", bytes(5)) + a_chunk(b"IEND"),
    "chunks without end": lambda: with_chunks(a_chunk(b"aaAa") * (MAX_CHUNKS + 1)),
    "two credentials": lambda: with_chunks(text_chunk(BADGE), text_chunk(BADGE)),
    "a badge and a record": lambda: with_chunks(
        text_chunk(BADGE), text_chunk(BADGE, keyword=b"clrcredential")
    ),
    "a compressed text": lambda: with_chunks(text_chunk(zlib.compress(BADGE), frame=b"\x00\x01\x00\x00\x00")),
    "a text without its frame": lambda: with_chunks(a_chunk(b"iTXt", b"openbadgecredential\x00\x00")),
    "a text that is not UTF-8": lambda: with_chunks(text_chunk(b'{"name": "\xff"}')),
    "a text that is no credential": lambda: with_chunks(text_chunk(b"Hello.")),
    "a text that is a list": lambda: with_chunks(text_chunk(b"[]")),
    "an address": lambda: with_chunks(text_chunk(b"https://college.example/badges/1")),
    "a megabyte of text": lambda: with_chunks(text_chunk(b"{" + b" " * 1_000_000 + b"}")),
    "too many bytes": lambda: SIGNATURE + bytes(MAX_PICTURE),
}


@pytest.mark.parametrize("make", PICTURES_REFUSED.values(), ids=PICTURES_REFUSED.keys())
def test_nothing_is_taken_out_of(make: Callable[[], bytes]) -> None:
    with pytest.raises(BakingError, match="found"):
        unbake(make())


CREDENTIALS_REFUSED: dict[str, Callable[[], Any]] = {
    "not signed": an_unsigned_badge,
    "not signed, as a text": lambda: json.dumps(an_unsigned_badge()),
    "an empty proof": lambda: {**a_badge(), "proof": []},
    "a text": lambda: "Hello.",
    "an empty text": str,
    "a list": lambda: "[]",
    "two parts of a token": lambda: "e30.e30",
    "not a number": lambda: {**a_badge(), "name": float("nan")},
    "half a character": lambda: {**a_badge(), "name": "\ud83d"},
    "no JSON": lambda: {**a_badge(), "name": b"x"},
    "a megabyte": lambda: {**a_badge(), "name": "x" * 1_000_000},
}


@pytest.mark.parametrize("make", CREDENTIALS_REFUSED.values(), ids=CREDENTIALS_REFUSED.keys())
def test_nothing_is_baked_that_is(make: Callable[[], Any]) -> None:
    with pytest.raises(BakingError, match="found"):
        bake(a_png(), make())


def test_a_picture_carries_one_credential_at_most() -> None:
    with pytest.raises(BakingError, match="credential in the picture already"):
        bake(bake(a_png(), a_badge()), a_token())
    with pytest.raises(BakingError, match="credential in the picture already"):
        bake(bake(a_png(), a_record()), a_badge())


def test_a_picture_without_pixels_is_not_baked() -> None:
    picture = a_png()
    start, end = picture.index(b"IDAT") - 4, picture.index(b"IEND") - 4
    with pytest.raises(BakingError, match="found no pixels"):
        bake(picture[:start] + picture[end:], a_badge())


@settings(max_examples=300)
@given(place=st.integers(0, 2**16), byte=st.integers(0, 255), cut=st.integers(0, 40))
def test_a_picture_with_any_byte_changed_gives_the_text_or_an_error_of_ours(
    place: int, byte: int, cut: int
) -> None:
    picture = bytearray(BAKED)
    picture[place % len(picture)] = byte
    with contextlib.suppress(CredentialError):
        assert unbake(bytes(picture[: len(picture) - cut])) == a_token()


BAKED = bake(a_png(), a_token())
