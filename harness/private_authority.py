"""How is a private authority made, with a certificate by it for a server under test?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from harness.errors import ConfigurationError, UsageError

VALID = timedelta(days=365)
SLACK = timedelta(hours=1)
"""How far another machine's clock may be behind."""
AUTHORITY = "Vodomer test authority"
LONGEST_COMMON_NAME = 64
"""Characters (RFC 5280, appendix A.1: ub-common-name)."""
DNS_NAME = re.compile(r"(\*\.)?([a-z0-9_]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?")
SECRET, PUBLIC = 0o600, 0o644


@dataclass(frozen=True)
class Files:
    """PEM files: the authority with its key, and a server's certificate and key."""

    ca: Path
    ca_key: Path
    certificate: Path
    key: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """Name them."""
        return cls(*(folder / name for name in ("ca.pem", "ca.key", "server.pem", "server.key")))


def found(folder: Path, names: Sequence[str], since: datetime | None = None) -> Files:
    """Make an authority, and a certificate for a server of these names and IP addresses.

    Both are valid for a year, from now on or since another time.
    Raises UsageError for what is no name, ConfigurationError where one of the files is there.
    """
    files, called = Files.in_folder(folder), [_general_name(name) for name in names]
    begin = (since or datetime.now(UTC)) - SLACK
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _named(AUTHORITY)
    ca = _authority(authority, authority_key.public_key(), begin).sign(
        authority_key, hashes.SHA256()
    )
    server = _server(_named(names[0][:LONGEST_COMMON_NAME]), authority, key.public_key(), begin)
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    server = server.add_extension(by, critical=False)
    server = server.add_extension(x509.SubjectAlternativeName(called), critical=False)
    signed = server.sign(authority_key, hashes.SHA256())
    contents = {
        files.ca: (ca.public_bytes(Encoding.PEM), PUBLIC),
        files.ca_key: (_written(authority_key), SECRET),
        files.certificate: (signed.public_bytes(Encoding.PEM), PUBLIC),
        files.key: (_written(key), SECRET),
    }
    _refuse_used(contents)
    for file, (pem, mode) in contents.items():
        _write(file, pem, mode)
    return files


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        if not DNS_NAME.fullmatch(name.lower()):
            raise UsageError(f"{name!r} is neither a host name nor an IP address") from None
        return x509.DNSName(name.lower())


def _authority(
    subject: x509.Name, key: ec.EllipticCurvePublicKey, begin: datetime
) -> x509.CertificateBuilder:
    own = x509.BasicConstraints(ca=True, path_length=0)
    vouches = _usage(key_cert_sign=True, crl_sign=True)
    made = _builder(subject, subject, key, begin).add_extension(own, critical=True)
    return made.add_extension(vouches, critical=True)


def _server(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, begin: datetime
) -> x509.CertificateBuilder:
    serves = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = _builder(subject, issuer, key, begin).add_extension(serves, critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return made.add_extension(_usage(digital_signature=True), critical=True)


def _usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, begin: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _written(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _refuse_used(files: Iterable[Path]) -> None:
    """Refuse to write some of the files where another one could not be written."""
    if there := [str(file) for file in files if file.exists()]:
        raise ConfigurationError(f"{there[0]} is there already; name another folder")


def _write(file: Path, pem: bytes, mode: int) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    except OSError as problem:
        raise ConfigurationError(f"{file}: {problem.strerror}; name another folder") from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(pem)
