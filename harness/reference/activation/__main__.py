"""How does the activation service run alone?"""

from __future__ import annotations

import argparse
import sys

from ..server.options import (
    add_activation,
    add_port,
    add_shared,
    application_address,
    secrets_of,
)
from ..server.serving import announce_until_stopped, bind, open_door, run
from .issue_command import issue
from .records_command import records

COMMANDS = {"issue": issue, "records": records}
_THREADS = 12


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped, issue one code, or print the trail; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    command = COMMANDS.get(given[0]) if given else None
    return command(given[1:]) if command else _serve(given)


def _serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.activation",
        description=__doc__,
        epilog=f"other commands: {', '.join(COMMANDS)} (each with --help)",
    )
    add_shared(parser)
    add_activation(parser)
    add_port(parser)
    parser.add_argument("--base-url", help="where people reach it, with final slash")
    parser.add_argument(
        "--application", type=application_address, action="append", metavar="ID=URL", default=[]
    )
    options = parser.parse_args(arguments)
    return run(lambda: _open(options))


def _open(options: argparse.Namespace) -> None:
    from ..database import Database
    from ..starting import Start

    door = bind("activation", options.host, options.port)
    secrets = secrets_of(options)
    database = Database(options.database)
    start = Start(options, secrets, database)
    base_url = options.base_url or door.address
    open_door(door, start.activation(base_url, dict(options.application)), _THREADS)
    announce_until_stopped([door], with_parent=options.stop_with_parent)
    database.close()


if __name__ == "__main__":
    sys.exit(main())
