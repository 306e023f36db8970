"""How are applications registered over the control API?"""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono.endpoints.control import blueprint, done, sent_object
from mock_rekono.errors import Invalid, ProtocolError
from mock_rekono.grants import Client
from mock_rekono.provider import provider


@blueprint.get("/clients")
def list_clients() -> Response:
    """Return all applications."""
    return jsonify([client.as_dict() for client in provider().store.clients.all()])


@blueprint.post("/clients")
def put_client() -> Response:
    """Register an application, in place of one with the same id."""
    from mock_rekono.endpoints.control.bodies import ClientBody, read

    body = read(ClientBody, sent_object())
    client = Client.of(body.model_dump())
    wanted = client.id_token_signed_response_alg
    if wanted and wanted not in provider().settings.algorithms:
        name = "id_token_signed_response_alg"
        raise Invalid(f"{name}: this provider does not sign by {wanted}", name)
    answer = jsonify(provider().store.clients.put(client).as_dict())
    answer.status_code = 201
    return answer


@blueprint.delete("/clients/<client_id>")
def remove_client(client_id: str) -> Response:
    """Forget an application."""
    if "\0" in client_id or not provider().store.clients.remove(client_id):
        raise ProtocolError("there is no such client", status=404)
    return done()
