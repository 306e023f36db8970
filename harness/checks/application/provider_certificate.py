"""Would anybody believe the certificate that the mock REKONO is to show? A handshake is rehearsed.

No network is needed: both ends are here. What applications would meet one after the other is then
one sentence before anything starts.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from harness.agents.connections import trusted
from harness.checks.application.provider_settings import ProviderSettings
from harness.errors import ConfigurationError

ROUNDS = 8
"""More turns than a handshake has (RFC 8446, 2; RFC 5246, 7.3)."""


def refuse_unbelievable(file: Path, settings: ProviderSettings, ca: Path | None) -> None:
    """Refuse a certificate that does not do for the issuer; ConfigurationError says why."""
    if settings.certificate is None or settings.key is None:
        return
    host = settings.parts.hostname or ""
    try:
        server = _server_side(settings.certificate, settings.key)
        rehearse(server, trusted(ca), host)
    except ssl.SSLCertVerificationError as problem:
        remedy = "make one by `vodomer ca new`, or name its authority in target.ca"
        raise ConfigurationError(
            f"{file}: provider.certificate: {settings.certificate} will not do for {host}: "
            f"{problem.verify_message}; {remedy}"
        ) from None
    except (OSError, ValueError) as problem:
        raise ConfigurationError(f"{file}: {_unreadable(settings, problem)}") from None


def rehearse(server: ssl.SSLContext, client: ssl.SSLContext, host: str) -> None:
    """Let both sides come to terms. Raises SSLError where they do not."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [
        client.wrap_bio(to_client, to_server, server_hostname=host),
        server.wrap_bio(to_server, to_client, server_side=True),
    ]
    for _ in range(ROUNDS):
        for side in [*sides]:
            try:
                side.do_handshake()
                sides.remove(side)
            except ssl.SSLWantReadError:
                continue


def _server_side(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key, password=_no_password)
    return context


def _no_password() -> str:
    """Ask nobody at the terminal."""
    raise ValueError("the key has a password; name one without")


def _unreadable(settings: ProviderSettings, problem: Exception) -> str:
    missing = [one for one in (settings.certificate, settings.key) if one and not one.is_file()]
    if missing:
        return f"provider: {missing[0]} is no file; name PEM files beside the target file"
    if isinstance(problem, ssl.SSLError) and problem.reason == "KEY_VALUES_MISMATCH":
        return f"provider.key: {settings.key} is not the key of {settings.certificate}"
    reason = getattr(problem, "reason", None) or getattr(problem, "strerror", None) or problem
    return f"provider: {settings.certificate} and {settings.key} cannot be used ({reason})"
