"""What does the service write down for its operator, without ever writing a secret?"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from functools import cache
from typing import Any

_SECRET = frozenset(
    (
        "password",
        "code",
        "otp",
        "activation_code",
        "client_secret",
        "access_token",
        "id_token",
        "refresh_token",
        "token",
        "cookie",
        "authorization",
        "code_verifier",
        "nonce",
        "state",
        "csrf_token",
    )
)


def _mask(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> Any:
    return {key: "***" if key.lower() in _SECRET else value for key, value in entry.items()}


@cache
def _logger() -> Any:
    """One JSON object a line on standard error; loaded at the first entry, for a quick start."""
    import structlog

    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _mask,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    return structlog.get_logger()


def log(event: str, **facts: object) -> None:
    """One entry: what happened and the facts around it."""
    _logger().info(event, **facts)
