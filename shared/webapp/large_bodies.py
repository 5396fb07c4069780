"""Bodies that no site takes: thrown away as they come, and answered in the site's own words.

A server that hangs up in the middle of a body makes browsers report a broken connection instead.
"""

import io

from flask import Flask, abort, request
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

MOST_BYTES_KEPT = 65 * 1024 * 1024  # on the disk, until the page that it is for takes less
MOST_BYTES_THROWN_AWAY = 256 * 1024 * 1024
TOO_LARGE = "webapp.too_large"


def refuse_large_bodies(app: Flask) -> None:
    """Answer 413 to a request whose body was thrown away; this comes before everything that reads a body."""

    @app.before_request
    def refuse() -> None:
        if request.environ.get(TOO_LARGE):
            abort(413)


class _Nowhere:
    """A buffer that keeps nothing."""

    def append(self, _data: bytes) -> None:
        """Throw bytes away."""

    def __len__(self) -> int:
        return 0

    def getfile(self) -> io.BytesIO:
        """Give nothing to read."""
        return io.BytesIO()

    def close(self) -> None:
        """Leave nothing open."""


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Read a request to its end, also where its body is thrown away."""

    _thrown_away = 0

    def received(self, data: bytes) -> int:
        """Take the next bytes; give how many of them were the request's."""
        if self._thrown_away:
            taken = self.body_rcv.received(data)
            self._thrown_away += taken
            over = self._thrown_away > MOST_BYTES_THROWN_AWAY
            self.completed = bool(self.body_rcv.completed or self.body_rcv.error or over)
            return int(taken)
        taken = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and not self.body_rcv.completed:
            self.body_rcv.getbuf().close()
            self.body_rcv.buf = _Nowhere()
            self._thrown_away, self.completed = 1, False
        return int(taken)


class _LargeBodyTask(WSGITask):  # type: ignore[misc]
    """Let the site itself answer a request whose body was too large."""

    def execute(self) -> None:
        """Write the answer; the connection ends with it."""
        self.set_close_on_finish()
        self.request.headers.pop("CONTENT_LENGTH", None)
        environ = self.get_environment()
        environ.update({TOO_LARGE: True, "wsgi.input": io.BytesIO()})
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser

    @staticmethod
    def error_task_class(channel: HTTPChannel, request: HTTPRequestParser) -> Task:
        """Choose who answers a request that the server does not hand on."""
        too_large = isinstance(request.error, RequestEntityTooLarge)
        return (_LargeBodyTask if too_large else ErrorTask)(channel, request)


def take_large_bodies(sockets: dict[int, object]) -> None:
    """Let the servers among a loop's sockets take their requests this way."""
    for one in sockets.values():
        if isinstance(one, TcpWSGIServer):
            one.channel_class = _Channel
