"""Serve one site over HTTP."""

from flask import Flask
from waitress import create_server

from webapp.seeding import site_of


def serve_app(app: Flask) -> None:
    """Serve a site until it is stopped; raises OSError when its port is taken."""
    settings = site_of(app).settings
    port = settings.port or int(settings.origin.rsplit(":", 1)[1])
    server = create_server(
        app,
        host=settings.host,
        port=port,
        threads=12,
        ident=None,
        max_request_body_size=16 * 1024 * 1024,
        clear_untrusted_proxy_headers=True,
    )
    try:
        server.run()
    finally:
        server.close()
