"""What if any server is believed that answers over TLS?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.client import Client


class ServerUnverified(Defect):
    """Code, secret and tokens go to whoever stands in between (Core 16.17)."""

    breaks = "RP-29"
    title = Title(
        sl="Potrdilo ponudnikovega strežnika se ne preverja",
        en="The certificate of the provider's server is not verified",
    )

    def trusted(self, client: Client) -> str | bool:  # noqa: ARG002
        """Trust anybody."""
        return False

    def may_be_at(self, address: str, issuer: str) -> bool:  # noqa: ARG002
        """Let the endpoints be over TLS where the issuer is not, as most libraries do."""
        return True
