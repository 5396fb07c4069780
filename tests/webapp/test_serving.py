"""A site that is served gets ready for its first pages meanwhile."""

import sys
import threading
from typing import Any

import pytest

from tests.sites import Federation
from webapp import serving


class Server:
    """Serve nothing, and end."""

    def run(self) -> None:
        """End at once."""

    def close(self) -> None:
        """Close nothing."""


def test_what_a_site_prepares_is_done_while_it_is_served(
    federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = threading.Event()
    monkeypatch.setattr(serving, "create_server", lambda *_given, **_named: Server())
    monkeypatch.setattr(serving.gc, "freeze", lambda: None)
    prepare: Any = federation.college.extensions["prepare"]
    federation.college.extensions["prepare"] = lambda: (prepare(), prepared.set())
    serving.serve_app(federation.college)
    assert prepared.wait(60)
    assert "sklearn.feature_extraction.text" in sys.modules
