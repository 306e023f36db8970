"""How does the whole reference run: activation and its applications in one process?"""

from __future__ import annotations

import argparse
import sys

from .server.options import (
    add_activation,
    add_shared,
    application_port,
    port,
    secrets_of,
)
from .server.serving import announce_until_stopped, bind, open_door, run

DEFAULT_APPLICATIONS = (("register", 0), ("npv", 0))
_THREADS = 12
_APPLICATION_THREADS = 8


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit code (0, 2: options, 6: port taken)."""
    parser = argparse.ArgumentParser(prog="python -m harness.reference", description=__doc__)
    add_shared(parser)
    add_activation(parser)
    parser.add_argument("--activation-port", type=port, default=0)
    parser.add_argument(
        "--application", type=application_port, action="append", metavar="ID=PORT", default=[]
    )
    options = parser.parse_args(arguments)
    return run(lambda: _serve(options))


def _serve(options: argparse.Namespace) -> None:
    front = bind("activation", options.host, options.activation_port)
    wanted = dict(options.application or DEFAULT_APPLICATIONS)
    backs = [bind(name, options.host, at) for name, at in wanted.items()]

    from .database import Database  # after the ports: a taken one is told at once
    from .starting import Start

    secrets = secrets_of(options)
    database = Database(options.database)
    start = Start(options, secrets, database)
    addresses = {door.name: door.address for door in backs}
    open_door(front, start.activation(front.address, addresses), _THREADS)
    for door in backs:
        app = start.application(door.name, door.address, front.address)
        open_door(door, app, _APPLICATION_THREADS)
    announce_until_stopped([front, *backs], with_parent=options.stop_with_parent)
    database.close()


if __name__ == "__main__":
    sys.exit(main())
