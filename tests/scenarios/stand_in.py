"""A site that is not there: a few lines in its place, so that raising and ending sites is tested by itself.

`stand_in.py serve NAME` answers /health on WELLSPRING_PORT and keeps a database file; `stand_in.py seed NAME`
only makes the file. What it does wrong is read from WELLSPRING_STAND_IN, for instance "wallet falls".
"""

import json
import os
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

SITE = os.environ["WELLSPRING_SITE"]
DATA = Path(os.environ["WELLSPRING_DATA"])
HABIT = tuple(os.environ.get("WELLSPRING_STAND_IN", "").split(" ", 1))


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"site": "another" if HABIT == (SITE, "is another") else SITE}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def seed() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    database = DATA / f"{SITE}.sqlite"
    if not database.exists():
        database.write_text(uuid.uuid4().hex)


def end_with_standard_input() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


def fall_later() -> None:
    while not (DATA / "fall").exists():
        time.sleep(0.02)
    sys.stderr.write(f"the {SITE} lost its footing\n")
    os._exit(3)


if HABIT == (SITE, "falls"):
    sys.exit(f"the {SITE} cannot stand")
seed()
if sys.argv[1] == "serve":
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    threading.Thread(target=fall_later, daemon=True).start()
    HTTPServer(("127.0.0.1", int(os.environ["WELLSPRING_PORT"])), Health).serve_forever()
