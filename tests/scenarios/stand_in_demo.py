"""The demo of stand-in sites in a process of its own: `stand_in_demo.py FOLDER FIRST_PORT`."""

import sys
from pathlib import Path

from scenarios.demonstrating import demo
from scenarios.keeping import world_in
from scenarios.sites import WorldError

STAND_IN = str(Path(__file__).with_name("stand_in.py"))

try:
    demo(
        world_in(Path(sys.argv[1]), first_port=int(sys.argv[2])),
        browser=False,
        command=lambda name: (sys.executable, STAND_IN, "serve", name),
    )
except WorldError as error:
    sys.exit(str(error))
