"""How does one application run alone?"""

from __future__ import annotations

import argparse
import sys

from ..server.options import add_port, add_shared, add_tls, age, secrets_of
from ..server.serving import announce_until_stopped, bind, open_door, run

_THREADS = 8


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit code (0, 2: options, 6: port taken)."""
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.application", description=__doc__
    )
    add_shared(parser)
    parser.add_argument("--id", default="register", help="client_id and kind of application")
    add_port(parser)
    add_tls(parser)
    parser.add_argument("--base-url", help="where people reach it, with final slash")
    parser.add_argument(
        "--activation", default="", help="the activation service's address; without: open to all"
    )
    _add_asked(parser)
    options = parser.parse_args(arguments)
    return run(lambda: _serve(options))


def _add_asked(parser: argparse.ArgumentParser) -> None:
    """Add the options for what the application asks of a sign-in."""
    parser.add_argument(
        "--required-acr",
        action="append",
        default=[],
        metavar="ACR",
        help="a level of assurance that will do; may be given several times",
    )
    parser.add_argument(
        "--max-age",
        type=age,
        default=0,
        metavar="SECONDS",
        help="how long ago the person may have signed in at most (default: ever)",
    )
    parser.add_argument(
        "--offline-access",
        action="store_true",
        help="ask for a refresh token, and about the person again before the access token ends",
    )
    parser.add_argument(
        "--discovery-at-start",
        action="store_true",
        help="read what REKONO publishes once, before anybody comes",
    )


def _serve(options: argparse.Namespace) -> None:
    from ..database import Database
    from ..starting import Asked, Start

    door = bind(options.id, options.host, options.port, options.tls and tuple(options.tls))
    secrets = secrets_of(options)
    database = Database(options.database)
    start = Start(options, secrets, database)
    base_url = options.base_url or door.address
    levels, at_start = tuple(options.required_acr), options.discovery_at_start
    asked = Asked(levels, options.max_age, options.offline_access, at_start)
    app = start.application(options.id, base_url, options.activation, asked)
    open_door(door, app, _THREADS)
    announce_until_stopped([door], with_parent=options.stop_with_parent)
    database.close()


if __name__ == "__main__":
    sys.exit(main())
