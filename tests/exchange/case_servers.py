"""CASE servers on a local port, real sockets and all: good ones, odd ones and hostile ones."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from exchange.case_api import Limits
from tests.exchange.frameworks import HOST, PACKAGES, uuid

JSON = dict[str, Any]
Play = Callable[["Handler"], None]
V1P1, V1P0 = "/ims/case/v1p1", "/ims/case/v1p0"


class CaseServer(ThreadingHTTPServer):
    """A server that plays what it was given, and remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, plays: Mapping[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plays = dict(plays)
        self.asked: list[str] = []
        self.stopped = threading.Event()
        self.outlasted = False

    @property
    def origin(self) -> str:
        """Give the origin at which it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of callers that hung up."""


class Handler(BaseHTTPRequestHandler):
    """Answer one call as the server plays it: a body, or a function that does as it likes."""

    server: CaseServer

    def do_GET(self) -> None:
        """Answer what stands for the path with its query, else for the path alone."""
        self.server.asked.append(self.path)
        plays = self.server.plays
        play = plays.get(self.path, plays.get(self.path.split("?")[0]))
        if play is None:
            return self.send(404, json.dumps({"imsx_description": "nothing here"}).encode())
        if callable(play):
            play(self)
            return None
        return self.send(200, self.text(play))

    def text(self, body: object) -> bytes:
        """Write a body as JSON, its addresses at this server."""
        written = body if isinstance(body, str) else json.dumps(body)
        return written.replace(HOST, self.server.origin).encode()

    def send(self, status: int, content: bytes, **headers: str) -> None:
        """Send an answer with its length."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "application/json", **named}.items():
            self.send_header(name, value.replace(HOST, self.server.origin))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def a_server(plays: Mapping[str, Any]) -> Iterator[CaseServer]:
    """Run a server as long as the block lasts."""
    server = CaseServer(plays)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()


def document_of(package: JSON, version: str = V1P1) -> JSON:
    """Give a package's document as it stands alone, with the link to its package."""
    document: JSON = package["CFDocument"]
    uri = f"{HOST}{version}/CFPackages/{document['identifier']}"
    link = {"title": document["title"], "identifier": document["identifier"], "uri": uri}
    return {**document, "CFPackageURI": link}


def publishing(*packages: JSON, version: str = V1P1) -> JSON:
    """Play a server that publishes packages as the specification says."""
    plays: JSON = {
        f"{version}/CFDocuments": {"CFDocuments": [document_of(each, version) for each in packages]}
    }
    for package in packages:
        identifier = package["CFDocument"]["identifier"]
        plays[f"{version}/CFDocuments/{identifier}"] = document_of(package, version)
        plays[f"{version}/CFPackages/{identifier}"] = package
    return plays


def answering(status: int, body: object = "", **headers: str) -> Play:
    """Answer with a status, a body and headers."""
    return lambda handler: handler.send(status, handler.text(body), **headers)


def packed(content: bytes, **headers: str) -> Play:
    """Answer with bytes as they are."""
    return lambda handler: handler.send(200, content, **headers)


def cut_off(body: object) -> Play:
    """Announce a whole answer and hang up in the middle."""

    def play(handler: Handler) -> None:
        content = handler.text(body)
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])

    return play


def dripping(body: object, *, pause: float) -> Play:
    """Send an answer byte by byte, and never get done."""

    def play(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for byte in handler.text(body):
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if handler.server.stopped.wait(pause):
                return

    return play


def silent(handler: Handler) -> None:
    """Take the call and say nothing."""
    handler.server.outlasted = not handler.server.stopped.wait(60)


def endless(handler: Handler) -> None:
    """Send without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopped.is_set():
        handler.wfile.write(b" " * 65_536)


WELDING = PACKAGES[0]
LIMITS = Limits(answer=200_000, seconds=60.0, redirects=3, calls=60, documents=500)
ID = uuid(100)
PACKAGE, DOCUMENT = f"{V1P1}/CFPackages/{ID}", f"{V1P1}/CFDocuments/{ID}"


def at(server: CaseServer, body: object) -> Any:
    """Give what a server's answer says, with its own addresses."""
    return json.loads(json.dumps(body).replace(HOST, server.origin))
