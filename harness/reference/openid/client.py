"""How is a service registered at the provider?"""

from __future__ import annotations

from dataclasses import dataclass

PUBLIC = "none"
"""The authentication of a client without a secret (Core 9)."""


@dataclass(frozen=True)
class Client:
    """How this service is registered at the provider.

    ``timeout`` is in seconds for one request; one sign-in may take two and a half times as long
    in all. ``leeway`` is the clock skew in seconds that is tolerated. ``required_acr`` are the
    levels of assurance that will do (Core 5.5.1.1); none: any level, also an unknown one.
    ``max_age`` is how long ago, in seconds, the person may have signed in (Core 3.1.2.1); 0: ever.
    ``discovery_at_start`` reads the provider's metadata and keys once, before anybody comes; where
    it is in trouble then, as soon as it can be read. ``ca`` is a PEM file of the authority by which
    the provider's certificate is checked; none: those that the machine trusts.
    """

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    timeout: float = 10.0
    scope: str = "openid profile email"
    token_endpoint_auth_method: str = "client_secret_basic"  # noqa: S105 - a method's name
    id_token_signed_response_alg: str = "RS256"  # noqa: S105 - an algorithm
    leeway: int = 120
    required_acr: tuple[str, ...] = ()
    max_age: int = 0
    discovery_at_start: bool = False
    ca: str | None = None
