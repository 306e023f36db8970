"""How would REKONO behave if it were a stock MITREid Connect server with its own sign-in pages?"""

from __future__ import annotations

from typing import Any

from mock_rekono.profiles import Profile
from mock_rekono.provider import Provider
from mock_rekono.text import Text


class Rekono(Profile):
    """The settings' defaults: what is seen at REKONO, else what MITREid does."""

    id = "rekono"
    title = Text("Kot REKONO (MITREid)", "Like REKONO (MITREid)")

    def discovery(self, known: Provider) -> dict[str, Any]:
        """Add the addresses that MITREid names for people."""
        about = known.address("/about")
        return {"op_policy_uri": about, "op_tos_uri": about}
