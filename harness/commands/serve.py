"""`vodomer serve`: start everything on fixed ports for someone who tries the flow by hand."""

from __future__ import annotations

from harness.errors import VodomerError


def serve() -> None:
    """Start provider, activation service and applications for trying by hand."""
    raise VodomerError("not there yet")
