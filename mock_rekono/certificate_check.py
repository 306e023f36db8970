"""Is this certificate one that the person may sign in with, and if not, why not?

The reason is looked for in the order of what makes the rest worthless: who issued it, when it is
valid, whether it was revoked, whose it is.
"""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from mock_rekono import clock
from mock_rekono.authority import SUBJECT_PREFIX, Authority


def fault_of_certificate(authority: Authority, pem: str, tax_number: str) -> str | None:
    """Return why a certificate is not accepted for a person, or None when it is."""
    if not pem:
        return "missing"
    try:
        return _fault(authority, x509.load_pem_x509_certificate(pem.encode()), tax_number)
    except (ValueError, TypeError, x509.DuplicateExtension):  # found in what anybody sends
        return "unreadable"


def _fault(authority: Authority, certificate: x509.Certificate, tax_number: str) -> str | None:
    now = datetime.fromtimestamp(clock.now(), UTC)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not _leads_to(authority, certificate, begins + (ends - begins) / 2):
        return "self_signed" if _signed_by_itself(certificate) else "foreign"
    if not _leads_to(authority, certificate, now):
        return "not_yet_valid" if now < begins else "expired"
    if _revoked(authority, certificate, now):
        return "revoked"
    numbers = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    whose = [str(one.value) for one in numbers]
    return None if whose == [f"{SUBJECT_PREFIX}{tax_number}"] else "another_person"


def _leads_to(authority: Authority, certificate: x509.Certificate, at: datetime) -> bool:
    """Tell whether the chain to the trusted issuer holds at a time (RFC 5280, 6.1)."""
    trusted = Store([authority.own.certificate])
    verifier = PolicyBuilder().store(trusted).time(at).build_client_verifier()
    try:
        verifier.verify(certificate, [])
    except VerificationError:
        return False
    return True


def _signed_by_itself(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except Exception:  # whatever kind of key and signature a client has chosen
        return False
    return True


def _revoked(authority: Authority, certificate: x509.Certificate, now: datetime) -> bool:
    """Look into the list of revoked certificates; one that is not to be relied on revokes all."""
    crl, issuer = authority.crl, authority.own.certificate
    until = crl.next_update_utc
    if not crl.is_signature_valid(issuer.public_key()) or until is None or until < now:  # type: ignore[arg-type]  # an EC key
        return True
    return crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None
