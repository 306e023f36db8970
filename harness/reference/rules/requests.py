"""What does the relying party say to the provider, and how does it hear the answer?

A part of the rules: the conforming answers about requests and the connection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import ProviderContradicts

if TYPE_CHECKING:
    from requests import Response

    from ..errors import ProviderUnavailable
    from ..openid.client import Client
    from ..openid.pending import AuthorizationRequest


class RequestRules:
    """The conforming answers about what is sent and received."""

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Return what ties the answer to the request: fresh and unguessable, as it was made."""
        return made

    def redirect_uri(self, client: Client) -> str:
        """Where the person comes back to: the registered address (Core 3.1.2.1)."""
        return client.redirect_uri

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Return what the browser takes to the authorization endpoint, beside client and scope."""
        return parameters

    def client_authentication(self, client: Client) -> str:
        """How the client proves itself at the token endpoint: as registered (RFC 6749 2.3.1)."""
        return client.token_endpoint_auth_method

    def token_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Return what is sent to the token endpoint, beside the client's authentication."""
        return parameters

    def endpoint(self, metadata: dict[str, Any], name: str) -> object:
        """Return the address of an endpoint: what discovery says (Discovery 4)."""
        return metadata.get(name)

    def may_be_at(self, address: str, issuer: str) -> bool:
        """Whether an endpoint may be there: over no other scheme than the issuer (Core 3.1.3)."""
        return urlsplit(address).scheme == urlsplit(issuer).scheme

    def metadata_fetched(self, fetch: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Fetch the discovery document, whatever the last attempt came to."""
        return fetch()

    def metadata_is_of(self, told: object, issuer: str) -> bool:
        """Whether a discovery document is the issuer's own (Discovery 4.3)."""
        return told == issuer

    def reads_provider_at_start(self, wanted: bool) -> bool:
        """Whether the provider's metadata and keys are read before anybody comes."""
        return wanted

    def not_read_at_start(self, trouble: ProviderUnavailable) -> None:
        """Start all the same while the provider is in trouble, but not with another's metadata."""
        if isinstance(trouble, ProviderContradicts):
            raise trouble

    def trusted(self, client: Client) -> str | bool:
        """Return whose certificates a server may show: the named authority's, or the machine's."""
        return client.ca or True

    def received(self, answer: Response) -> Response:
        """Return the provider's answer, whatever its status: it is judged by who asked."""
        return answer

    def lost(self, error: Exception, trouble: ProviderUnavailable) -> Exception:  # noqa: ARG002
        """Return what a broken connection means: that the provider cannot be had."""
        return trouble
