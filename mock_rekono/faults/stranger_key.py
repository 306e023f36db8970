"""What if somebody else signed the ID token?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_rekono.faults import Fault
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.keys import Keys


class StrangerKey(Fault):
    """The ID token names the published key but another key signed it (Core 3.1.3.7, 6)."""

    id = "stranger_key"
    title = Text("Žeton ID podpisan s tujim ključem", "ID token signed by a stranger's key")

    def id_token_key(self, keys: Keys) -> JWK:
        """Sign with a key that is published nowhere."""
        return keys.stranger
