"""Is the certificate that the browser has shown the person's own?

This address answers only at the port that asks for certificates; the way back to the OpenID
Connect side is `callback?token=`, as seen at REKONO.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono.authorization_response import complete
from mock_rekono.client_certificate import shown_certificate
from mock_rekono.endpoints.choose import PATH as CHOICE
from mock_rekono.endpoints.choose import after_password, mechanism_of
from mock_rekono.errors import FormError, RequestRejected
from mock_rekono.pages import page, page_language
from mock_rekono.provider import provider
from mock_rekono.settings import FRONT
from mock_rekono.texts import say

blueprint = Blueprint("certlogin", __name__)
PATH = f"{FRONT}/certlogin.htm"


@blueprint.get(PATH)
def certlogin() -> Response:
    """Go on as the person, or say what is wrong with the certificate."""
    shown = shown_certificate()
    pending, person = after_password()
    mechanism = mechanism_of(pending, person, "certificate")
    if mechanism is None:
        raise RequestRejected("error.not_found", 404)
    try:
        mechanism.verify(provider(), pending, person, shown)
    except FormError as refusal:
        query = request.query_string.decode("ascii", "ignore")
        return refused_certificate(refusal, f"{provider().base}{CHOICE}?{query}")
    return complete(pending, person, [*pending.mechanisms, mechanism.id])


def refused_certificate(refusal: FormError, back: str) -> Response:
    """Return the page that says why, with a way back."""
    wrong = {"": say(refusal.key, page_language())}
    return page("certificate_refused.html", 403, errors=wrong, again=request.full_path, back=back)
