"""Where `--fetch` goes, and where it never goes."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from credentials.commands import web
from credentials.errors import UnresolvableError


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize(
    "url",
    [
        "http://college.example/",
        "file:///etc/passwd",
        "https://me:secret@c.example/",
        "https://",
        "x",
        "",
    ],
)
def test_only_plain_https_addresses_are_asked(url: str) -> None:
    with pytest.raises(UnresolvableError, match="expected an https address"):
        web.fetch(url)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.0.0.7"], ["169.254.169.254"], ["::1"], ["93.184.215.14", "192.168.1.1"]]
)
def test_a_name_that_leads_inside_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    answering(monkeypatch, *addresses)
    with pytest.raises(UnresolvableError, match="which is not a public address"):
        web.fetch("https://college.example/.well-known/did.json")


def test_a_name_that_is_not_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: Any, **__: Any) -> Any:
        raise socket.gaierror("unknown name")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(UnresolvableError, match="did not answer: unknown name"):
        web.fetch("https://college.example/")


class Answer:
    """An answer that never ends."""

    def read1(self, size: int) -> bytes:
        return bytes(size)


def test_an_answer_without_end_is_cut_off() -> None:
    with pytest.raises(UnresolvableError, match="larger than"):
        web._within_limits(Answer(), until=float("inf"))  # type: ignore[arg-type]
    with pytest.raises(UnresolvableError, match="longer than"):
        web._within_limits(Answer(), until=0)  # type: ignore[arg-type]
