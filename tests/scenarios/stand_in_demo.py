"""The demo of stand-in sites in a process of its own: `stand_in_demo FOLDER FIRST_PORT`."""

import sys
from pathlib import Path

from scenarios.demonstrating import demo
from scenarios.keeping import world_in
from scenarios.sites import WorldError

if __name__ == "__main__":
    try:
        world = world_in(Path(sys.argv[1]), first_port=int(sys.argv[2]))
        demo(world, browser=False, program="tests.scenarios.stand_in")
    except WorldError as error:
        sys.exit(str(error))
