"""How does the activation service run alone, and how does a person issue a code?"""

from __future__ import annotations

import argparse
import json
import sys

from ..options import (
    add_activation,
    add_database,
    add_shared,
    add_smtp,
    application_address,
    port,
    secrets_from_environment,
)
from ..serving import announce_until_stopped, bind, open_door, run

MAIL_NOT_SENT = 4
_THREADS = 12


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped, or issue one code; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    return _issue(given[1:]) if given[:1] == ["issue"] else _serve(given)


def _serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.activation",
        description=__doc__,
        epilog="python -m harness.reference.activation issue --help: issue one code",
    )
    add_shared(parser)
    add_activation(parser)
    parser.add_argument("--port", type=port, default=0)
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
    database = Database(options.database)
    start = Start(options, secrets_from_environment(), database)
    base_url = options.base_url or door.address
    open_door(door, start.activation(base_url, dict(options.application)), _THREADS)
    announce_until_stopped([door], with_parent=options.stop_with_parent)
    database.close()


def _issue(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.activation issue",
        description="Issue an activation code and send the welcome e-mail.",
    )
    add_database(parser)
    add_smtp(parser)
    parser.add_argument("--base-url", required=True, help="the start page's address")
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--language", default="sl", choices=("sl", "en"))
    parser.add_argument("--state", default="unused", choices=("unused", "expired", "revoked"))
    parser.add_argument("--valid-seconds", type=float, default=None)
    parser.add_argument("--json", action="store_true", help="print id, code and end as JSON")
    return _carry_out(parser, parser.parse_args(arguments))


def _carry_out(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from .issuing import BadOrder, Order

    try:
        order = Order.parse({**vars(options)})
    except BadOrder as error:
        parser.error(f"--{error.field.replace('_', '-')}: {error}")
    outcome = 0

    def issue() -> None:
        nonlocal outcome
        outcome = _place_and_send(order, options)

    return run(issue) or outcome


def _place_and_send(order: object, options: argparse.Namespace) -> int:
    from ..database import Database
    from .issuing import Order, place, send
    from .mail import MailNotSent
    from .settings import MailServer, Settings
    from .store import Store

    assert isinstance(order, Order)  # noqa: S101 - parsed by the caller
    store = Store(Database(options.database))
    settings = Settings(options.base_url, "", "", MailServer(*options.smtp))
    issued = place(order, store)
    facts = {"id": issued.id, "code": issued.code, "expires_at": issued.expires_at.isoformat()}
    try:
        send(order, issued, store, settings)
    except MailNotSent as error:
        sys.stderr.write(f"code {issued.id} was issued, but its e-mail was not sent: {error}\n")
        return MAIL_NOT_SENT
    said = json.dumps(facts) if options.json else f"code {issued.id} sent to {order.email}"
    sys.stdout.write(said + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
