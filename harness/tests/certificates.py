"""How do tests come to a private authority, and to a certificate for this machine by it?"""

from __future__ import annotations

from pathlib import Path

from harness.private_authority import Files, found

__all__ = ["Files", "issue"]


def issue(folder: Path) -> Files:
    """Make an authority and a certificate for `localhost` and `127.0.0.1`."""
    return found(folder, ["localhost", "127.0.0.1"])
