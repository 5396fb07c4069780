"""What this site said to others and what they answered: in memory, for the demo, secrets blotted out."""

import base64
import json
import re
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx

KEPT = 400
KEPT_BYTES = 16 * 1024 * 1024  # of all that is kept: what is parsed takes many times as much
SHOWN_BYTES = 64 * 1024
PARSED_BYTES = 1024 * 1024  # a framework of a whole state is not kept here four hundred times
BLOTTED = "[blotted out]"
HIDDEN = "[hidden]"
SECRET_NAMES = frozenset(
    {
        "access_token",
        "pre-authorized_code",
        "tx_code",
        "authorization",
        "set-cookie",
        "cookie",
        "response_code",
    }
)
_ABOUT: ContextVar[str] = ContextVar("about", default="")


@contextmanager
def about(subject: str) -> Iterator[None]:
    """Note of every message in this block for whose sake it is sent, so that not everybody reads it."""
    token = _ABOUT.set(subject)
    try:
        yield
    finally:
        _ABOUT.reset(token)


@dataclass(frozen=True)
class Message:
    """One request of this site and its answer, ready to be shown."""

    number: int
    at: str
    method: str
    url: str
    status: int
    seconds: float
    sent: Any
    received: Any
    content_type: str
    about: str = ""
    hidden: bool = False

    def closed(self) -> "Message":
        """Give the message without what tells to whom it went and what was said."""
        return replace(self, url=HIDDEN, sent=HIDDEN, received=HIDDEN, content_type="", hidden=True)


class MessageLog:
    """Keep the last messages of one site."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._lock = threading.Lock()
        self._messages: deque[Message] = deque()
        self._sizes: deque[int] = deque()
        self._next = 1

    def note(
        self, request: httpx.Request, status: int, headers: Mapping[str, str], body: bytes, *, seconds: float
    ) -> None:
        """Keep one exchange, without its secrets."""
        if not self._keep:
            return
        content_type = headers.get("content-type", "")
        sent = _shown(request.read(), request.headers.get("content-type", ""))
        received = _shown(body, content_type)
        with self._lock:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            url = re.sub(r"(/oid4vci/offers/|response_code=)[\w-]+", rf"\1{BLOTTED}", str(request.url))
            self._messages.append(
                Message(
                    self._next,
                    at,
                    request.method,
                    url,
                    status,
                    round(seconds, 3),
                    sent,
                    received,
                    content_type,
                    _ABOUT.get(),
                )
            )
            self._next += 1
            self._sizes.append(min(len(body), PARSED_BYTES) + len(request.content))
            while len(self._messages) > KEPT or sum(self._sizes) > KEPT_BYTES:
                self._messages.popleft()
                self._sizes.popleft()

    def since(self, number: int = 0) -> list[Message]:
        """List the kept messages after a number, oldest first."""
        with self._lock:
            return [message for message in self._messages if message.number > number]


def messages_json(messages: list[Message]) -> list[dict[str, Any]]:
    """Write messages for JSON."""
    return [asdict(message) for message in messages]


def _shown(body: bytes, content_type: str) -> Any:
    if not body:
        return None
    if len(body) > PARSED_BYTES and "json" in content_type:
        return f"{len(body):,} bytes of JSON, which are not kept here"
    text = body[:SHOWN_BYTES].decode("utf-8", errors="replace")
    if "json" in content_type:
        try:
            return _blotted(json.loads(body))
        except (ValueError, RecursionError):
            return text
    if "form" in content_type:
        return _blotted({key: _nested(value) for key, value in parse_qsl(text, keep_blank_values=True)})
    return _decoded_jws(text) if "jwt" in content_type else text


def _nested(value: str) -> Any:
    if value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _decoded_jws(token: str) -> Any:
    try:
        header, payload, signature = token.strip().split(".")
        return {"header": _decoded(header), "payload": _decoded(payload), "signature": signature}
    except ValueError:
        return token


def _decoded(part: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def _blotted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _hidden(str(name), entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_blotted(entry) for entry in value]
    return value


def _hidden(name: str, value: Any) -> Any:
    return BLOTTED if name.lower() in SECRET_NAMES and isinstance(value, str) else _blotted(value)
