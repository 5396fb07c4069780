"""Ways in: paste a link or a text, or bring a picture of a QR code; whatever is bad is named."""

import io
import json
import struct
import zlib
from typing import Any

import pytest
import segno
from PIL import Image

from tests.wallet.conftest import Town
from tests.wallet.visiting import did_of, held, words
from wallet.scanning import MOST_BYTES, read_qr
from webapp.errors import Refusal


def a_code(text: str, *, kind: str = "PNG", scale: int = 6, light: str | None = "white") -> bytes:
    """Draw a QR code as a picture."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=4, light=light)
    if kind == "PNG":
        return out.getvalue()
    drawn = io.BytesIO()
    Image.open(out).convert("RGB").save(drawn, format=kind)
    return drawn.getvalue()


def scan(town: Town, picture: bytes, *, field: str = "picture") -> Any:
    """Bring a picture as Ana."""
    ana = town.browser("wallet", "ana")
    return ana.post("/claim/picture", data={field: (io.BytesIO(picture), "code.png")})


def test_every_way_to_write_an_offer_leads_to_its_page(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    link = college.offer(college.award("Triage"))
    query = link.partition("?")[2]
    address = link.partition("credential_offer_uri=")[2].replace("%3A", ":").replace("%2F", "/")
    mail = f"Hello Ana,\nyour badge waits at {link}.\nRiverbend, https://www.riverbend.example/"
    inline = json.dumps(college.app.test_client().get(address.removeprefix(college.origin)).get_json())
    for text in (link, f"openid-credential-offer://?{query}", address, mail, inline):
        answer = ana.post("/claim", data={"text": text})
        assert answer.status_code == 303, words(answer)
        assert answer.location.startswith("/offers/")
    assert held(town.wallet) == []


@pytest.mark.parametrize("scheme", ["openid4vp://", "http://localhost:8002/openid4vp", "haip://"])
def test_a_pasted_request_leads_to_the_consent_page(town: Town, scheme: str) -> None:
    query = town.employer_desk.ask().partition("?")[2]
    text = f"{scheme}?{query}"
    answer = town.browser("wallet", "ana").post("/claim", data={"text": text})
    if scheme == "haip://":
        assert answer.status_code == 422
    else:
        assert answer.location.startswith("/requests/")


PASTED = {
    "nothing": ("   ", 422, "There is nothing to add yet."),
    "no link at all": ("my badge please", 422, "This wallet does not know what that is."),
    "a script": ("javascript:alert(1)", 422, "This wallet does not know what that is."),
    "cut off JSON": ('{"@context": ["https://www.w3.org/ns/cred', 422, "It may have been cut off"),
    "a number twice": ('{"credentialSubject": {}, "credentialSubject": {}}', 422, "twice"),
    "not a number": ('{"credentialSubject": NaN}', 422, "found NaN"),
    "far too deep": ('{"a":' * 5000 + "1" + "}" * 5000, 422, "deeper"),
    "other JSON": ('{"hello": "world"}', 422, "This text is not a credential."),
    "too long": ('{"credentialSubject": "' + "x" * 300_000 + '"}', 413, "expected at most 262144"),
    "an offer without an issuer": ('{"credential_issuer": 3}', 422, "not an offer that can be used"),
    "an offer link of nowhere": ("openid-credential-offer://?x=y", 422, "not an offer that can be used"),
    "a request that is not signed": ("openid4vp://?client_id=x&nonce=1", 422, "This request is not safe"),
    "plain http off the list": ("http://evil.example/o", 502, "Nothing was added to your wallet."),
}


@pytest.mark.parametrize("case", PASTED)
def test_pasted_text_is_refused_in_words_and_shown_again(quiet_town: Town, case: str) -> None:
    text, status, message = PASTED[case]
    answer = quiet_town.browser("wallet", "ana").post("/claim", data={"text": text})
    assert answer.status_code == status
    assert message in words(answer)
    assert answer.get_data(as_text=True).count("</textarea>") == 1
    assert held(quiet_town.wallet) == []


def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(town: Town) -> None:
    ana = town.browser("wallet", "ana")
    big = "x" * (10 * 1024 * 1024)
    for address in ("/claim", "/claim/picture"):
        assert ana.post(address, data={"text": big}).status_code == 413


def test_the_text_of_a_card_is_checked_and_kept_like_any_other(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    badge = college.awards[college.award("Triage")]
    mine = {**badge, "credentialSubject": {**badge["credentialSubject"], "id": did_of(town.wallet, "ana")}}
    page = ana.post("/claim", data={"text": college.signed(mine)}, follow_redirects=True)
    assert "1 card is in your wallet" in words(page)
    others = {**badge, "credentialSubject": {**badge["credentialSubject"], "id": did_of(town.wallet, "noor")}}
    page = ana.post("/claim", data={"text": college.signed(others)}, follow_redirects=True)
    assert "No. It was issued to somebody else." in words(page)
    assert [one.learner for one in held(town.wallet)] == ["ana"]


def test_a_pasted_card_of_an_unknown_issuer_is_kept_only_when_the_learner_says_so(town: Town) -> None:
    copycat, ana = town.copycat, town.browser("wallet", "ana")
    badge = copycat.awards[copycat.award("Triage")]
    mine = {**badge, "credentialSubject": {**badge["credentialSubject"], "id": did_of(town.wallet, "ana")}}
    page = ana.post("/claim", data={"text": copycat.signed(mine)}, follow_redirects=True)
    assert "We know the key, not who stands behind it." in words(page)
    assert held(town.wallet) == []
    ana.post(page.request.path, data={"credential": "0", "answer": "keep"})
    assert [one.issuer for one in held(town.wallet)] == [copycat.did]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_a_picture_of_an_offer_leads_to_its_page(town: Town, kind: str) -> None:
    link = town.college_desk.offer(town.college_desk.award("Triage"))
    answer = scan(town, a_code(link, kind=kind), field="photo")
    assert answer.status_code == 303, words(answer)
    assert answer.location.startswith("/offers/")


def test_a_code_on_a_transparent_ground_and_a_turned_photo_are_read(town: Town) -> None:
    link = town.college_desk.offer(town.college_desk.award("Triage"))
    assert scan(town, a_code(link, light=None)).status_code == 303
    photo = Image.open(io.BytesIO(a_code(link))).convert("RGB").rotate(37, expand=True, fillcolor="grey")
    canvas = Image.new("RGB", (3000, 2000), "tan")
    canvas.paste(photo, (900, 400))
    out = io.BytesIO()
    canvas.save(out, format="JPEG", quality=60)
    assert scan(town, out.getvalue()).status_code == 303


def two_codes() -> bytes:
    """Draw two different codes beside one another."""
    first, second = (Image.open(io.BytesIO(a_code(text))).convert("RGB") for text in ("one", "two"))
    both = Image.new("RGB", (first.width + second.width + 40, first.height), "white")
    both.paste(first, (0, 0))
    both.paste(second, (first.width + 40, 0))
    out = io.BytesIO()
    both.save(out, format="PNG")
    return out.getvalue()


def a_bomb(side: int) -> bytes:
    """Write a tiny PNG that unpacks to `side` by `side` points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(1024)))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


PICTURES = {
    "no picture": (b"", 422, "Choose a picture first."),
    "no picture at all but text": (b"hello", 415, "This is not a picture that can be read."),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "not a picture that can be read"),
    "a picture cut off": (a_code("x")[:120], 422, "This picture is damaged."),
    "a bomb of 49 million points": (a_bomb(7000), 413, "expected at most 40 million points"),
    "a bomb of 100 million points": (a_bomb(10_000), 413, "expected at most 40 million points"),
    "a bomb of 900 million points": (a_bomb(30_000), 413, "expected at most 40 million points"),
    "two codes": (two_codes(), 422, "There are 2 codes in this picture."),
    "a code with other text": (a_code("my shopping list"), 422, "This wallet does not know what that is."),
}


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_is_refused_in_words(quiet_town: Town, case: str) -> None:
    picture, status, message = PICTURES[case]
    answer = scan(quiet_town, picture)
    assert answer.status_code == status
    assert message in words(answer)


def test_a_picture_of_more_than_eight_megabytes_is_not_opened() -> None:
    with pytest.raises(Refusal) as refused:
        read_qr(bytes(MOST_BYTES + 1))
    assert refused.value.status == 413
    assert refused.value.meaning == "Found 8.0 MB, expected at most 8 MB. Take a smaller one."


def test_a_picture_without_a_code_says_how_to_take_a_better_one(quiet_town: Town) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "tan").save(out, format="PNG")
    answer = scan(quiet_town, out.getvalue())
    assert answer.status_code == 422
    assert "There is no QR code in this picture. Hold the camera straight" in words(answer)
