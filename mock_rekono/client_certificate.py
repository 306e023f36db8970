"""Which certificate did the browser show when it was asked for one?

The key is of the WSGI environment, which no header of a request can set.
"""

from __future__ import annotations

from flask import request

from mock_rekono.errors import RequestRejected

ASKED = "mock_rekono.certificate"
UNREADABLE = "unreadable"
"""In place of a certificate that is none."""


def shown_certificate() -> str:
    """Return the certificate as PEM, or nothing. Raises RequestRejected if none was asked for."""
    if ASKED not in request.environ:
        raise RequestRejected("error.not_found", 404)
    return str(request.environ[ASKED])
