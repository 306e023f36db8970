"""Does the person hold the key of a digital certificate that is theirs?"""

from __future__ import annotations

from mock_rekono.authorization_requests import address
from mock_rekono.errors import FormError
from mock_rekono.mechanisms import Mechanism
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.text import Text


class Certificate(Mechanism):
    """A digital certificate, shown over mutual TLS at a port of its own."""

    id = "certificate"
    title = Text("Digitalno potrdilo", "Digital certificate")
    level = 30
    amr = "pop"
    elsewhere = True

    def available(self, person: Person) -> bool:
        """Tell whether the person has it, and the tax number that it must hold."""
        return super().available(person) and bool(person.tax_number)

    def address(self, provider: Provider, pending: PendingAuthorization) -> str:
        """Return the address at the port that asks for a certificate."""
        return f"{provider.certificate_base}{address('certlogin.htm', pending)}"

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Accept the certificate that was shown (PEM). Raises FormError with the reason."""
        check_certificate(provider, person, typed)

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return nothing: the browser answers."""
        return None


def check_certificate(provider: Provider, person: Person, pem: str) -> None:
    """Raise FormError, with the reason, for a certificate that this person may not use."""
    from mock_rekono.certificate_check import fault_of_certificate  # takes long to import

    fault = fault_of_certificate(provider.authority, pem, person.tax_number or "")
    if fault is not None:
        raise FormError(f"certificate.{fault}")
