"""How does a harness get a person's digital certificate, a good one or a bad one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_rekono.endpoints.control.answers import IssuedCertificate
from mock_rekono.endpoints.control.contract import operation
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import Invalid
from mock_rekono.provider import provider

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import CertificateBody


@operation("POST", "/certificates", success=201, refusals=(404,))
def issue_certificate(body: CertificateBody) -> IssuedCertificate:
    """Issue a certificate in a state; return PEM of it, its key and its CA, and where to show it.

    `address` is the origin that asks for it. 422 for a person without a tax number.
    """
    person = person_of_path(body.person)
    if not person.tax_number:
        raise Invalid("person: has no tax number, which a certificate must hold", "person")
    authority = provider().authority
    issued = authority.issue(person, body.state)
    return IssuedCertificate(
        issued.certificate_pem,
        issued.key_pem,
        authority.own.certificate_pem,
        provider().certificate_base,
    )
