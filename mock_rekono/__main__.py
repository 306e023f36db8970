"""How is the provider started from a command line?"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from mock_rekono.errors import Invalid, PeopleFileInvalid
from mock_rekono.records import Client

NOT_AS_NEEDED = 6
SET_DUMPABLE = 4  # of linux/prctl.h
TOKEN_VARIABLE = "MOCK_REKONO_CONTROL_TOKEN"  # noqa: S105


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.secrets_on_stdin:
        _hear_secrets(options)
    from mock_rekono.server.serving import PortTaken, serve  # after the options: --help is quick

    try:
        return serve(options)
    except (PortTaken, PeopleFileInvalid) as problem:
        sys.stderr.write(f"mock_rekono: {problem}\n")
        return NOT_AS_NEEDED
    except Invalid as problem:
        sys.stderr.write(f"mock_rekono: {problem}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mock_rekono", description="A mock REKONO for tests. Not the real one."
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on")
    add("--port", type=_port, default=0, help="port to listen on; 0 picks a free one")
    add(
        "--certificate-port",
        type=_port,
        default=0,
        help="port for sign-in by certificate; 0 picks a free one",
    )
    control = "port of 127.0.0.1 where alone control API and desk answer; 0 picks a free one"
    add("--control-port", type=_port, help=control)
    add("--profile", default="rekono", choices=["rekono", "plain"], help="kind of provider")
    store = "SQLAlchemy URL; default: in memory, lost at the end"
    add("--store", default="sqlite://", metavar="URL", help=store)
    add("--client", action="append", default=[], type=client, metavar="ID:SECRET:REDIRECT_URI")
    add("--tls", nargs=2, metavar=("CERT", "KEY"), help="PEM files; serve over TLS")
    add("--control-token", default=os.environ.get(TOKEN_VARIABLE), help="token of the control API")
    add("--desk", action="store_true", help="offer the control panel at /desk/")
    add("--cast", action="store_true", help="create test people and show their passwords")
    people = "make the people of a TOML file, and make them anew at each reset"
    add("--people", type=Path, metavar="FILE", help=people)
    add("--fast-hash", action="store_true", help="cheapest password hashing; for tests")
    secrets = "read what nobody else may read (control_token, store) as a line of JSON"
    add("--secrets-on-stdin", action="store_true", help=secrets)
    add("--stop-with-parent", action="store_true", help="stop when standard input ends")
    return parser


def _hear_secrets(options: argparse.Namespace) -> None:
    """Take secrets from standard input: others can read command lines, some the environment."""
    with suppress(AttributeError, OSError):  # on Linux, nobody of our user reads our memory, too
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)
    told = json.loads(first_line())
    options.control_token = told.get("control_token", options.control_token)
    options.store = told.get("store", options.store)


def first_line(source: int = 0) -> bytes:
    """Read a line and not one byte more: what follows is for somebody else."""
    line = b""
    while (byte := os.read(source, 1)) not in (b"", b"\n"):
        line += byte
    return line


def _port(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written) < 65536):
        raise argparse.ArgumentTypeError(f"{written!r} is not a port (0 to 65535)")
    return int(written)


def client(written: str) -> Client:
    """Return an application as the command line names it: ID:SECRET:REDIRECT_URI."""
    from mock_rekono.pages import origin

    parts = written.split(":", 2)
    if len(parts) != 3 or not all(parts) or ":" not in parts[2]:
        raise argparse.ArgumentTypeError("a client is ID:SECRET:REDIRECT_URI")
    client_id, secret, redirect_uri = parts
    return Client(client_id, secret, (redirect_uri,), (origin(redirect_uri) + "/",))


if __name__ == "__main__":
    sys.exit(main())
