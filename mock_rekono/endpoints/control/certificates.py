"""How does a harness get a person's digital certificate, a good one or a bad one?"""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono.endpoints.control import blueprint, sent_object
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import Invalid
from mock_rekono.provider import provider


@blueprint.post("/certificates")
def issue_certificate() -> Response:
    """Issue a certificate in a state: PEM of it, its key and the authority; where it is shown.

    `address` is the origin that asks for it. 422 for a person without a tax number.
    """
    from mock_rekono.endpoints.control.bodies import CertificateBody, read

    body = read(CertificateBody, sent_object())
    person = person_of_path(body.person)
    if not person.tax_number:
        raise Invalid("person: has no tax number, which a certificate must hold", "person")
    authority = provider().authority
    issued = authority.issue(person, body.state)
    answer = jsonify(
        {
            "certificate": issued.certificate_pem,
            "key": issued.key_pem,
            "authority": authority.own.certificate_pem,
            "address": provider().certificate_base,
        }
    )
    answer.status_code = 201
    return answer
