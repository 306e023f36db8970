"""What of our own environment do the processes find that we start?"""

from __future__ import annotations

import os

OURS = (
    "MOCK_REKONO_",
    "VODOMER_ADMIN_TOKEN",
    "VODOMER_CLIENT_",
    "VODOMER_DATABASE",
    "VODOMER_SHARED_SECRET",
)
"""How the variables begin that set a mock or a reference, or hold a secret of ours.

What the caller has set there would change an examination, or tell its secrets to the application.
"""


def inherited(**more: str) -> dict[str, str]:
    """Give our environment without what is ours alone, and with more."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)} | more
