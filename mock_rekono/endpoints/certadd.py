"""How does a signed-in person add a digital certificate to the account? By showing it once."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono.account_mechanisms import add_mechanisms
from mock_rekono.authorization_response import see_other
from mock_rekono.browser import browser_id
from mock_rekono.client_certificate import shown_certificate
from mock_rekono.endpoints.certlogin import refused_certificate
from mock_rekono.endpoints.dashboard import CERTIFICATE_PATH
from mock_rekono.endpoints.dashboard import PATH as DASHBOARD
from mock_rekono.errors import FormError, RequestRejected
from mock_rekono.mechanisms.certificate import check_certificate
from mock_rekono.provider import provider
from mock_rekono.records import HandOff

blueprint = Blueprint("certadd", __name__)


@blueprint.get(CERTIFICATE_PATH)
def certadd() -> Response:
    """Add the certificate of who came from the dashboard, or say what is wrong with it."""
    shown, store = shown_certificate(), provider().store
    given = store.records.find(HandOff, request.args.get("token", "")[:100])
    person = store.people.find(given.owner) if given else None
    if given is None or person is None or given.parent != browser_id():
        raise RequestRejected
    back = f"{provider().base}{DASHBOARD}"
    try:
        check_certificate(provider(), person, shown)
    except FormError as refusal:
        return refused_certificate(refusal, back)
    if not store.records.spend(given):
        raise RequestRejected
    add_mechanisms(person, "certificate")
    return see_other(f"{back}?done=added")
