"""Who issues the digital certificates of the test double, good ones and bad ones?

The authority is made at the first start and lies in the store, so that every process that shares
this one is the same authority; its keys are test keys, of no worth elsewhere. A certificate holds
its owner's tax number as ETSI EN 319 412-1, 5.1.3, writes it: `TINSI-` and the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID as Usage
from cryptography.x509.oid import NameOID

from mock_rekono import clock
from mock_rekono.people import Person
from mock_rekono.records import Revoked, Root

if TYPE_CHECKING:
    from mock_rekono.store.records import Records

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AUTHORITY_DAYS = (timedelta(days=-3650), timedelta(days=3650))  # from now
LONGEST_ISSUED = 30 * DAY  # an authority that ends sooner issues no more
VALIDITY = {"expired": (-30 * DAY, -DAY), "not_yet_valid": (DAY, 2 * DAY)}
LONGEST_COMMON_NAME = 64  # bytes; RFC 5280, A.1: ub-common-name
SUBJECT_PREFIX = "TINSI-"
_SIGNS = {"key_cert_sign": True, "crl_sign": True}
_IDENTIFIES = {"digital_signature": True}
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True)
class Issued:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> str:
        """The certificate as PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def key_pem(self) -> str:
        """The private key as PEM, not encrypted: it is a test key."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    @classmethod
    def from_pem(cls, certificate_pem: str, key_pem: str) -> Self:
        """Return what `certificate_pem` and `key_pem` give so."""
        key = serialization.load_pem_private_key(key_pem.encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - we made it
        return cls(x509.load_pem_x509_certificate(certificate_pem.encode()), key)

    def pkcs12(self, password: str) -> bytes:
        """Both in one file, as browsers import them (RFC 7292)."""
        protection = serialization.BestAvailableEncryption(password.encode())
        return serialize_key_and_certificates(
            b"vodomer test", self.key, self.certificate, None, protection
        )


class Authority:
    """The issuer that the provider trusts, a foreign one, and the list of revoked certificates."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.own = self._root("VODOMER TEST CA, not a real authority")
        self._foreign = self._root("VODOMER FOREIGN TEST CA, not a real authority")

    def for_server(self, names: Iterable[str]) -> Issued:
        """Issue the certificate by which the listener proves its own names."""
        alternatives = [_name_of_host(name) for name in dict.fromkeys(names)]
        subject, put = _subject("VODOMER TEST REKONO"), timedelta(seconds=clock.ahead())
        validity = (-HOUR - put, 29 * DAY - put)  # browsers judge it by the actual time
        return _issue(self.own, subject, alternatives, Usage.SERVER_AUTH, validity)

    def issue(self, person: Person, state: str) -> Issued:
        """Issue a certificate of a person who has a tax number, in one of `CERTIFICATE_STATES`."""
        issuer = {"foreign": self._foreign, "self_signed": None}.get(state, self.own)
        name = (person.name or person.email).encode()[:LONGEST_COMMON_NAME]
        subject = _subject(name.decode(errors="ignore"), f"{SUBJECT_PREFIX}{person.tax_number}")
        alternatives = [x509.UniformResourceIdentifier(f"urn:vodomer:person:{person.sub}")]
        validity = VALIDITY.get(state, (-HOUR, DAY))
        issued = _issue(issuer, subject, alternatives, Usage.CLIENT_AUTH, validity)
        if state == "revoked":
            self._records.put(Revoked(id=str(issued.certificate.serial_number), **_until(DAY)))
        return issued

    @property
    def crl(self) -> x509.CertificateRevocationList:
        """The list of revoked certificates as it is now (RFC 5280, 5)."""
        builder = x509.CertificateRevocationListBuilder(
            self.own.certificate.subject, _now() - HOUR, _now() + DAY
        )
        for revoked in self._records.unspent(Revoked):
            at = datetime.fromtimestamp(revoked.issued_at, UTC)
            entry = x509.RevokedCertificateBuilder(int(revoked.id), at)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.own.key, hashes.SHA256())

    def _root(self, name: str) -> Issued:
        """Return the issuer of this name; whichever process comes first makes it for all."""
        kept = self._records.find(Root, name)
        if kept is None:
            made, ends = _make_root(name), _until(AUTHORITY_DAYS[1] - LONGEST_ISSUED)
            root = Root(id=name, certificate=made.certificate_pem, key=made.key_pem, **ends)
            kept = self._records.keep_first(root)
        return Issued.from_pem(kept.certificate, kept.key)


def _until(span: timedelta) -> dict[str, Any]:
    """Return when a record of so long a life begins and ends."""
    now = clock.now()
    return {"issued_at": now, "expires_at": now + span.total_seconds()}


def _make_root(name: str) -> Issued:
    """Make an issuer that vouches for itself."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), _subject(name)
    builder = _begin(subject, subject, key, key, AUTHORITY_DAYS, _SIGNS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return Issued(builder.sign(key, hashes.SHA256()), key)


def _issue(
    issuer: Issued | None,
    subject: x509.Name,
    alternatives: Sequence[x509.GeneralName],
    usage: x509.ObjectIdentifier,
    validity: tuple[timedelta, timedelta],
) -> Issued:
    """Issue a certificate; without an issuer it is signed by its own key."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer, by = (issuer.key, issuer.certificate.subject) if issuer else (key, subject)
    builder = _begin(subject, by, key, signer, validity, _IDENTIFIES)
    for extension in (
        x509.BasicConstraints(ca=False, path_length=None),
        x509.ExtendedKeyUsage([usage]),
        x509.SubjectAlternativeName(alternatives),
    ):
        builder = builder.add_extension(extension, critical=False)
    return Issued(builder.sign(signer, hashes.SHA256()), key)


def _begin(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    validity: tuple[timedelta, timedelta],
    uses: dict[str, bool],
) -> x509.CertificateBuilder:
    """Begin a certificate with what each has."""
    usage = x509.KeyUsage(**{name: uses.get(name, False) for name in _USES})
    owner = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(_now() + validity[0])
        .not_valid_after(_now() + validity[1])
        .add_extension(usage, critical=True)
        .add_extension(owner, critical=False)
        .add_extension(by, critical=False)
    )


def _subject(name: str, number: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "SI"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Vodomer, testno okolje"),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ]
    if number:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
    return x509.Name(parts)


def _name_of_host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _now() -> datetime:
    return datetime.fromtimestamp(clock.now(), UTC)
