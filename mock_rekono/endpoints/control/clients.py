"""How are applications registered over the control API?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_rekono.endpoints.control.contract import operation
from mock_rekono.errors import Invalid, ProtocolError
from mock_rekono.provider import provider
from mock_rekono.records import Client

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import ClientBody


@operation("GET", "/clients")
def list_clients() -> list[Client]:
    """Return all applications."""
    return provider().store.clients.all()


@operation("POST", "/clients", success=201)
def put_client(body: ClientBody) -> Client:
    """Register an application; replaces one with the same id."""
    client = Client.from_dict(body.model_dump())
    wanted = client.id_token_signed_response_alg
    if wanted and wanted not in provider().settings.algorithms:
        name = "id_token_signed_response_alg"
        raise Invalid(f"{name}: this provider does not sign by {wanted}", name)
    return provider().store.clients.put(client)


@operation("DELETE", "/clients/<client_id>", refusals=(404,))
def remove_client(client_id: str) -> None:
    """Delete an application."""
    if not provider().store.clients.remove(client_id):
        raise ProtocolError("there is no such client", status=404)
