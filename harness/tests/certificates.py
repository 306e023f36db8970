"""How do tests come to a private authority, and to a certificate for this machine by it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Files:
    """PEM files: the authority, and a server's certificate and key."""

    ca: Path
    certificate: Path
    key: Path


def issue(folder: Path) -> Files:
    """Make an authority and a certificate for `localhost` and `127.0.0.1`."""
    authority_key, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    authority = _named("Vodomer test authority")
    own = x509.BasicConstraints(ca=True, path_length=0)
    ca = _builder(authority, authority, authority_key.public_key()).add_extension(own, True)
    here = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    )
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    server = _builder(_named("localhost"), authority, key.public_key())
    server = server.add_extension(here, False).add_extension(by, False)
    signed = {
        "ca.pem": ca.sign(authority_key, hashes.SHA256()),
        "server.pem": server.sign(authority_key, hashes.SHA256()),
    }
    for name, certificate in signed.items():
        (folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Files(folder / "ca.pem", folder / "server.pem", folder / "server.key")


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), False)
    )
