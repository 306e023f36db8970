"""How does one application run alone?"""

from __future__ import annotations

import argparse
import sys

from ..options import add_port, add_shared, secrets_from_environment
from ..serving import announce_until_stopped, bind, open_door, run

_THREADS = 8


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit code (0, 2: options, 6: port taken)."""
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.application", description=__doc__
    )
    add_shared(parser)
    parser.add_argument("--id", default="register", help="client_id and kind of application")
    add_port(parser)
    parser.add_argument("--base-url", help="where people reach it, with final slash")
    parser.add_argument(
        "--activation", default="", help="the activation service's address; without: open to all"
    )
    parser.add_argument(
        "--required-acr",
        action="append",
        default=[],
        metavar="ACR",
        help="a level of assurance that will do; may be given several times",
    )
    options = parser.parse_args(arguments)
    return run(lambda: _serve(options))


def _serve(options: argparse.Namespace) -> None:
    from ..database import Database
    from ..starting import Start

    door = bind(options.id, options.host, options.port)
    database = Database(options.database)
    start = Start(options, secrets_from_environment(), database)
    base_url = options.base_url or door.address
    required = tuple(options.required_acr)
    app = start.application(options.id, base_url, options.activation, required)
    open_door(door, app, _THREADS)
    announce_until_stopped([door], with_parent=options.stop_with_parent)
    database.close()


if __name__ == "__main__":
    sys.exit(main())
