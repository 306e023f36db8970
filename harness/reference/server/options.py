"""Which options and secrets do the commands of the reference take?"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import secrets
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..defects import rules_with
from ..errors import ConfigurationError
from ..openid.client import PUBLIC
from ..rules import Rules
from ..variants import all_variants, variant_named


@dataclass(frozen=True)
class Secrets:
    """What only the environment may tell."""

    clients: dict[str, str]
    admin_token: str
    shared: str = ""

    @property
    def service_token(self) -> str:
        """What services show each other: derived, so that no further secret has to be shared."""
        key = self.admin_token or self.shared or _UNSHARED
        return hmac.new(key.encode(), b"service", hashlib.sha256).hexdigest()


_UNSHARED = secrets.token_hex(32)


def secrets_from_environment() -> Secrets:
    """``VODOMER_CLIENT_SECRETS`` (JSON object) and ``VODOMER_ADMIN_TOKEN``.

    ``VODOMER_CLIENT_ID`` and ``VODOMER_CLIENT_SECRET`` stand for one client, as an application that
    is examined by a target file finds them; ``VODOMER_SHARED_SECRET`` then for the token.
    Raises ``ConfigurationError``.
    """
    try:
        clients = json.loads(os.environ.get("VODOMER_CLIENT_SECRETS", "{}"))
    except ValueError as error:
        raise ConfigurationError("VODOMER_CLIENT_SECRETS is not JSON") from error
    if not isinstance(clients, dict) or not all(isinstance(s, str) for s in clients.values()):
        raise ConfigurationError('VODOMER_CLIENT_SECRETS is not {"client_id": "secret", ...}')
    if "VODOMER_CLIENT_ID" in os.environ:
        one = {os.environ["VODOMER_CLIENT_ID"]: os.environ.get("VODOMER_CLIENT_SECRET", "")}
        clients = {**clients, **one}
    told = (os.environ.get(name, "") for name in ("VODOMER_ADMIN_TOKEN", "VODOMER_SHARED_SECRET"))
    return Secrets(clients, *told)


def add_shared(parser: argparse.ArgumentParser) -> None:
    """Add the options every serving command has."""
    issuer = os.environ.get("VODOMER_ISSUER")
    parser.add_argument(
        "--issuer",
        required=issuer is None,
        default=issuer,
        type=_address,
        help="the provider's issuer (default: VODOMER_ISSUER)",
    )
    add_database(parser)
    parser.add_argument("--host", default="localhost", help="name to listen on")
    parser.add_argument("--timeout", type=_seconds, default=10.0, help="seconds for the provider")
    add_defect(parser)
    parser.add_argument(
        "--token-auth",
        choices=("client_secret_basic", "client_secret_post", PUBLIC),
        default="client_secret_basic",
        help="how the client authenticates at the token endpoint",
    )
    parser.add_argument(
        "--ca", type=_authority, metavar="FILE", help="PEM file of the provider's private authority"
    )
    parser.add_argument("--stop-with-parent", action="store_true", help="end with standard input")
    parser.add_argument(
        "--secrets-on-stdin",
        action="store_true",
        help="read what nobody else may read (clients, admin_token, database) as a line of JSON",
    )


def secrets_of(options: argparse.Namespace) -> Secrets:
    """Read the secrets; what standard input tells comes before the environment.

    Others can read a command line, and some the environment. Raises ``ConfigurationError``.
    """
    known = secrets_from_environment()
    if not options.secrets_on_stdin:
        return known
    told = json.loads(_first_line())
    options.database = told.get("database", options.database)
    clients = {**known.clients, **told.get("clients", {})}
    return Secrets(clients, told.get("admin_token", known.admin_token), known.shared)


def _first_line() -> bytes:
    """Read a line of standard input and not one byte more: its end says when to stop."""
    line = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        line += byte
    return line


def add_defect(parser: argparse.ArgumentParser) -> None:
    """Add the option that switches a known defect on."""
    parser.add_argument("--defect", type=_rules, dest="rules", default=Rules(), metavar="NAME")
    parser.add_argument(
        "--variant",
        type=_variant,
        dest="rules",
        metavar="NAME",
        help="be another application that is in order (not together with --defect)",
    )


def add_port(parser: argparse.ArgumentParser) -> None:
    """Add the port's option; whoever starts us as an examined application says where we are."""
    place = urlsplit(os.environ.get("VODOMER_START", "http://localhost:0/"))
    parser.add_argument(
        "--port", type=port, default=place.port or 0, help="default: that of VODOMER_START, or free"
    )


def add_tls(parser: argparse.ArgumentParser) -> None:
    """Add the option of a command that can serve over TLS."""
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), help="PEM files; serve over TLS")


def add_activation(parser: argparse.ArgumentParser) -> None:
    """Add the options of commands that serve activation."""
    add_smtp(parser)
    parser.add_argument(
        "--trust-forwarded-for",
        action="store_true",
        help="throttle by the last address in X-Forwarded-For",
    )


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add the database's option."""
    parser.add_argument("--database", default="sqlite://", help="database URL (default: in memory)")


def add_smtp(parser: argparse.ArgumentParser) -> None:
    """Add the mail server's option."""
    parser.add_argument(
        "--smtp", type=host_and_port, default=("localhost", 25), metavar="HOST:PORT"
    )


def application_port(text: str) -> tuple[str, int]:
    """``ID=PORT`` as a pair."""
    name, at = _named(text)
    return name, port(at)


def application_address(text: str) -> tuple[str, str]:
    """``ID=URL`` as a pair."""
    name, at = _named(text)
    return name, _address(at)


def host_and_port(text: str) -> tuple[str, int]:
    """``HOST:PORT`` as a pair."""
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT")
    return host.strip("[]"), int(port)


def port(text: str) -> int:
    """Read a port, 0 for any free one."""
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535)")
    return int(text)


def age(text: str) -> int:
    """Read a whole number of seconds; 0 for none."""
    if not (text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of seconds")
    return int(text)


def _named(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.replace("-", "_").isidentifier() or name == "activation":
        raise argparse.ArgumentTypeError(f"{text!r} is not ID=...")
    return name, value


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text!r} is not an http or https address")
    return text


def _authority(text: str) -> str:
    try:
        ssl.create_default_context(cafile=text)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text!r} holds no certificate: {error}") from error
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds (up to 60)")
    return seconds


def _variant(name: str) -> Rules:
    try:
        return variant_named(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _rules(name: str) -> Rules:
    try:
        return rules_with(name, all_variants())
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
