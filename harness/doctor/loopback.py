"""Can the processes of a run talk to each other on this machine?"""

import smtplib
import socket
from contextlib import closing

from harness.doctor.finding import Trouble
from harness.processes.inbox import Inbox
from harness.processes.loopback import HOME, NAME, require_home, require_name

NEEDED = 8  # ports of one run: provider, activation, two applications, mail, and some to spare
PATIENCE = 5.0  # seconds


def names() -> str:
    """Resolve the two names that provider and application have, so that cookies stay apart."""
    require_home()
    here = require_name()
    others = "" if HOME in here else f" ({NAME} is {', '.join(here)})"
    return f"{HOME} and {NAME} lead here{others}"


def ports() -> str:
    """Whether free ports can be bound on loopback and reached there."""
    try:
        for _ in range(NEEDED):
            _talk_to_self()
    except OSError as error:
        raise Trouble(
            f"no connection on {HOME} ({error}): allow loopback in the local firewall"
        ) from None
    return f"can be bound and reached on {HOME}"


def _talk_to_self() -> None:
    with (
        socket.create_server((HOME, 0)) as server,
        socket.create_connection(server.getsockname(), timeout=PATIENCE) as caller,
        server.accept()[0] as answering,
    ):
        answering.sendall(b"Vodomer")
        if caller.recv(16) != b"Vodomer":
            raise OSError("what arrives is not what was sent")


def mail() -> str:
    """Whether the inbox for welcome mails can be opened and greets by SMTP."""
    with closing(Inbox()) as inbox:
        host, _, port = inbox.address.rpartition(":")
        try:
            with smtplib.SMTP(host, int(port), timeout=PATIENCE) as caller:
                caller.noop()
        except (smtplib.SMTPException, OSError) as error:
            raise Trouble(f"the inbox at {inbox.address} does not answer: {error}") from None
    return "the SMTP inbox answers"
