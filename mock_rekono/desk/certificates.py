"""Where does somebody who tries it by hand get a digital certificate for the browser?"""

from __future__ import annotations

from flask import Response

from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.errors import RequestRejected
from mock_rekono.people import CERTIFICATE_STATES
from mock_rekono.provider import provider

PASSWORD = "vodomer"  # noqa: S105 - printed beside the files
blueprint = desk_blueprint("certificates")


@blueprint.get(TABS["certificates"])
def certificates() -> Response:
    """Show who can have a certificate, with a file for each state."""
    people = [one for one in provider().store.people.all() if one.tax_number]
    return desk_page(
        "certificates", people=people, states=CERTIFICATE_STATES, file_password=PASSWORD
    )


@blueprint.get(f"{TABS['certificates']}/<email>/<state>.p12")
def download(email: str, state: str) -> Response:
    """Issue a certificate and give it with its key as a PKCS #12 file (RFC 7292)."""
    person = provider().store.people.by_email(email) if "\0" not in email else None
    if person is None or not person.tax_number or state not in CERTIFICATE_STATES:
        raise RequestRejected("error.not_found", 404)
    packed = provider().authority.issue(person, state).pkcs12(PASSWORD)
    answer = Response(packed, mimetype="application/x-pkcs12")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{state}.p12")
    return answer
