"""A site that is not there: a few lines in its place, so that raising and ending sites is tested by itself.

What it does wrong is read from WELLSPRING_STAND_IN, for instance "wallet falls".
"""

import json
import os
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from scenarios.sites import WorldError


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = "another" if habit() == "is another" else os.environ["WELLSPRING_SITE"]
        body = json.dumps({"site": name}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def habit() -> str:
    who, _, what = os.environ.get("WELLSPRING_STAND_IN", "").partition(" ")
    return what if who == os.environ["WELLSPRING_SITE"] else ""


def seed(name: str) -> None:
    if habit() == "falls":
        raise WorldError(f"The {name} cannot stand.")
    database = Path(os.environ["WELLSPRING_DATA"]) / f"{name}.sqlite"
    database.parent.mkdir(parents=True, exist_ok=True)
    if not database.exists():
        database.write_text(uuid.uuid4().hex)


def serve(name: str) -> None:
    seed(name)
    threading.Thread(target=fall_when_told, args=(name,), daemon=True).start()
    HTTPServer(("127.0.0.1", int(os.environ["WELLSPRING_PORT"])), Health).serve_forever()


def fall_when_told(name: str) -> None:
    while not (Path(os.environ["WELLSPRING_DATA"]) / "fall").exists():
        time.sleep(0.02)
    sys.stderr.write(f"the {name} lost its footing\nand fell\n")
    os._exit(3)
