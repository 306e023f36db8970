"""How does a person issue a code from the command line?"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from ..server.options import add_database, add_defect, add_smtp
from ..server.serving import run

if TYPE_CHECKING:
    from .issuing import Order

MAIL_NOT_SENT = 4


def issue(arguments: list[str]) -> int:
    """Issue one code and send its e-mail.

    The exit code: 0, 2 (options), 4 (issued, but the e-mail was not sent).
    """
    from .issuing import BadOrder, Order

    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        order = Order.parse(vars(options))
    except BadOrder as error:
        parser.error(f"--{error.field.replace('_', '-')}: {error}")
    answers: list[int] = []
    return run(lambda: answers.append(_place_and_send(order, options))) or answers[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.activation issue",
        description="Issue an activation code and send the welcome e-mail.",
    )
    add_database(parser)
    add_smtp(parser)
    add_defect(parser)
    parser.add_argument("--base-url", required=True, help="the start page's address")
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--language", default="sl", choices=("sl", "en"))
    parser.add_argument("--state", default="unused", choices=("unused", "expired", "revoked"))
    parser.add_argument("--valid-seconds", type=float, default=None)
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--json", action="store_true", help="print id, code and end as JSON")
    told.add_argument("--print-code", action="store_true", help="print the code alone")
    return parser


def _place_and_send(order: Order, options: argparse.Namespace) -> int:
    from ..database import Database
    from .issuing import place, send
    from .mail import MailNotSent
    from .settings import MailServer, Settings
    from .store import Store

    settings = Settings(options.base_url, "", "", MailServer(*options.smtp), rules=options.rules)
    store = Store(Database(options.database), settings.rules)
    issued = place(order, store)
    facts = {"id": issued.id, "code": issued.code, "expires_at": issued.expires_at.isoformat()}
    try:
        send(order, issued, store, settings)
    except MailNotSent as error:
        sys.stderr.write(f"code {issued.id} was issued, but its e-mail was not sent: {error}\n")
        return MAIL_NOT_SENT
    said = issued.code if options.print_code else f"code {issued.id} sent to {order.email}"
    sys.stdout.write((json.dumps(facts) if options.json else said) + "\n")
    return 0
