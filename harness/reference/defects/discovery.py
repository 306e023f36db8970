"""What if what the provider says of itself is not compared, not used, or given up for ever?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ProviderUnavailable
from . import Defect, Title

BUILT_IN = {"token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwk"}
ENOUGH = 3


class DiscoveryIssuerUnchecked(Defect):
    """Whose discovery document it is is not looked at."""

    breaks = "RP-32"
    title = Title(
        sl="Izdajatelj v opisu ponudnika se ne preverja",
        en="The issuer in the discovery document is not checked",
    )

    def metadata_is_of(self, told: object, issuer: str) -> bool:  # noqa: ARG002
        """Anybody's will do."""
        return True


class EndpointsBuiltIn(Defect):
    """The addresses of today are written into the program."""

    breaks = "RP-33"
    title = Title(
        sl="Končne točke so vpisane v program in ne vzete iz opisa ponudnika",
        en="The endpoints are built in and not taken from discovery",
    )

    def endpoint(self, metadata: dict[str, Any], name: str) -> object:
        """They lie below the issuer."""
        path = BUILT_IN.get(name)
        return f"{metadata['issuer']}{path}" if path else metadata.get(name)


class OutageForGood(Defect):
    """A provider that could not be reached three times in a row is not tried any more."""

    breaks = "RES-03"
    title = Title(
        sl="Po izpadu ponudnika prijava ne deluje do ponovnega zagona",
        en="After an outage of the provider, sign-in does not work until a restart",
    )

    def __init__(self) -> None:
        self._missed = 0

    def metadata_fetched(self, fetch: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Count; one or two failures are forgotten with the next success."""
        if self._missed >= ENOUGH:
            raise ProviderUnavailable("given up")
        try:
            found = fetch()
        except ProviderUnavailable:
            self._missed += 1
            raise
        self._missed = 0
        return found
