"""Serve one site over HTTP."""

import gc
import threading
from typing import Any

from flask import Flask
from waitress import create_server

from webapp.large_bodies import MOST_BYTES_KEPT, take_large_bodies
from webapp.seeding import site_of


def serve_app(app: Flask) -> None:
    """Serve a site until it is stopped; raises OSError when its port is taken.

    What the site has under `prepare` is done meanwhile, so that the first pages are not slow.
    """
    settings = site_of(app).settings
    port = settings.port or int(settings.origin.rsplit(":", 1)[1])
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=settings.host,
        port=port,
        threads=12,
        ident=None,
        max_request_body_size=MOST_BYTES_KEPT,
        clear_untrusted_proxy_headers=True,
    )
    take_large_bodies(sockets)
    if prepare := app.extensions.get("prepare"):
        threading.Thread(target=prepare, name="preparing", daemon=True).start()
    gc.freeze()  # what is loaded by now stays: no large page is to wait while the collector looks through it
    try:
        server.run()
    finally:
        server.close()
