"""The command `wellspring`: raise the demo, bring its first day back, play a story, ask the doctor."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scenarios.sites import NAMES, World, WorldError

# Everything else is imported where it is used: `wellspring --help` loads none of the sites.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; a problem is one sentence on standard error and exit code 1."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except WorldError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _world(options: argparse.Namespace) -> World:
    from scenarios.keeping import world_in

    folder: Path = options.data or Path(os.environ.get("WELLSPRING_DATA") or "data")
    return world_in(folder, first_port=options.base_port)


def _demo(options: argparse.Namespace) -> int:
    from scenarios.demonstrating import demo
    from scenarios.terminal import say

    if os.environ.get("DATABASE_URL"):
        say("DATABASE_URL is not used: the demo keeps each site in a file of its own.")
    demo(_world(options), browser=not options.no_browser)
    return 0


def _serve(options: argparse.Namespace) -> int:
    if options.site is None:
        raise WorldError(f"Which site? Name one of {', '.join(NAMES)}, or set WELLSPRING_SITE.")
    from scenarios.serving import enter, serve

    enter(options.site, _world(options))
    serve(options.site)
    return 0


def _reset(options: argparse.Namespace) -> int:
    from scenarios.resetting import reset
    from scenarios.terminal import say

    if os.environ.get("WELLSPRING_SITE"):
        raise WorldError(
            "This environment is one site's (WELLSPRING_SITE): reset brings back the demo of all three."
        )
    world = _world(options)
    reset(world)
    say(f"The seeded world is back in {world.folder}.")
    return 0


def _import_framework(options: argparse.Namespace) -> int:
    from scenarios.serving import bring_framework, enter

    enter(options.site, _world(options))
    bring_framework(options.sources, options.site)
    return 0


def _import_occupations(options: argparse.Namespace) -> int:
    from scenarios.serving import bring_occupations, enter

    enter("college", _world(options))
    bring_occupations(options.sources, "college")
    return 0


def _keys(options: argparse.Namespace) -> int:
    from scenarios.key_keeping import keep_keys
    from scenarios.serving import enter

    enter(options.site, _world(options))
    keep_keys(options.site, rotate=options.rotate, remove=options.remove)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from scenarios.doctor import examine, show

    return 0 if show(examine(_world(options))) else 1


def _suggest(options: argparse.Namespace) -> int:
    from scenarios.suggesting import suggest_links

    return suggest_links(options)


def _recompute(options: argparse.Namespace) -> int:
    from scenarios.recomputing import recompute_receipt

    return recompute_receipt(options)


def _play(options: argparse.Namespace) -> int:
    import importlib.util

    if importlib.util.find_spec("playwright") is None:
        raise WorldError(
            "Stories need the packages of requirements-dev.lock: run `make play STORY=...` instead."
        )
    given = {name: getattr(options, name) for name in NAMES}
    if any(given.values()) and not all(given.values()):
        raise WorldError(
            "A story plays at three sites: give --college, --wallet and --employer, or none of them."
        )
    origins = given if all(given.values()) else None

    from scenarios.playing import play

    return int(play(options.story, headed=options.headed, slow=options.slow, origins=origins))


def _parser() -> argparse.ArgumentParser:
    world = argparse.ArgumentParser(add_help=False)
    world.add_argument(
        "--data", type=Path, metavar="FOLDER", help="data folder (default: WELLSPRING_DATA, else ./data)"
    )
    world.add_argument(
        "--base-port", type=_port, metavar="PORT", help="first of the three ports (default: 8001)"
    )
    parser = argparse.ArgumentParser(prog="wellspring", description=__doc__.split(": ", 1)[1])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, summary: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[world], help=summary, description=summary)
        command.set_defaults(run=run)
        return command

    add("demo", _demo, "run the three sites until Ctrl-C").add_argument(
        "--no-browser", action="store_true", help="do not open a browser"
    )
    add("reset", _reset, "bring the seeded world back, also while the demo runs")
    play = add("play", _play, "play a story and leave an album of it in build/albums")
    play.add_argument("story", metavar="STORY", help="for instance course-to-job")
    play.add_argument("--headed", action="store_true", help="show the browser")
    play.add_argument("--slow", action="store_true", help="pause at each step")
    for name in NAMES:
        play.add_argument(f"--{name}", metavar="URL", help=f"origin of a {name} that is running already")
    add("doctor", _doctor, "tell whether this machine can run the demo")
    bring = add("import-framework", _import_framework, "bring a framework of any known form into a site")
    bring.add_argument("sources", metavar="FILE-or-URL", nargs="+", help="several only for O*NET tables")
    bring.add_argument("--site", required=True, choices=("employer", "college"))
    keys = add("keys", _keys, "list the keys that a site signs with, rotate them or remove one")
    keys.add_argument("site", choices=NAMES)
    change = keys.add_mutually_exclusive_group()
    change.add_argument(
        "--rotate", action="store_true", help="let a new key sign; what the old one signed keeps verifying"
    )
    change.add_argument("--remove", metavar="ID", help="let what this key signed verify no more")
    suggested = add("suggest", _suggest, "suggest links between two frameworks in files, by their texts")
    suggested.add_argument(
        "--from", dest="origins", type=Path, required=True, metavar="FILE", help="whose statements get links"
    )
    suggested.add_argument(
        "--to", dest="destinations", type=Path, required=True, metavar="FILE", help="where the links lead"
    )
    suggested.add_argument(
        "--top", type=_count, default=10, metavar="N", help="links a statement (default: 10)"
    )
    suggested.add_argument(
        "--out", type=Path, default=Path("-"), metavar="FILE", help="a CSV file (default: standard output)"
    )
    suggested.add_argument(
        "--without-model",
        action="store_true",
        help="compare words only, even with a sentence model installed",
    )
    tables = add("import-occupations", _import_occupations, "bring tables of occupations into the college")
    tables.add_argument("sources", metavar="FILE", nargs="+")
    again = add("recompute", _recompute, "check a score receipt's signature and compute it again from itself")
    again.add_argument("receipt", type=Path, metavar="RECEIPT", help="a file as the employer's page gives it")
    keyed = again.add_mutually_exclusive_group()
    keyed.add_argument("--did-document", type=Path, metavar="FILE", help="where the employer's key stands")
    keyed.add_argument("--fetch", action="store_true", help="fetch the employer's key from its site")
    serve = add("serve", _serve, "run one site, as its environment variables say")
    serve.add_argument("site", nargs="?", choices=NAMES, default=os.environ.get("WELLSPRING_SITE"))
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65_533:
        raise argparse.ArgumentTypeError(f"found {port}, expected 1 to 65533")
    return port


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"found {number}, expected at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
