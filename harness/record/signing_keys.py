"""How are the keys that runs are signed with made, kept and read? Ed25519 (RFC 8032), as PEM."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

from harness.errors import ConfigurationError

ONLY_ITS_OWNER, EVERYBODY = 0o600, 0o644
REMEDY = "make one with `vodomer keys new`"


def new_keys(private: Path) -> Path:
    """Make a pair: the private key at a path that is free, the public one beside it as `.pub`.

    Gives the public key's path. Raises ConfigurationError where one of them is there already.
    """
    public = private.with_name(f"{private.name}.pub")
    key = Ed25519PrivateKey.generate()
    shown = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write(private, CryptoSigner(key).private_bytes, ONLY_ITS_OWNER)
    _write(public, shown, EVERYBODY)
    return public


def _write(file: Path, pem: bytes, mode: int) -> None:
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    except OSError as problem:
        raise ConfigurationError(f"{file}: {problem.strerror}; name another file") from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(pem)


def private_key(file: Path) -> CryptoSigner:
    """Read what signs. Raises ConfigurationError for anything but an Ed25519 private key."""
    try:
        key = load_pem_private_key(_read(file), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(f"{file}: contains no Ed25519 private key; {REMEDY}")
    return CryptoSigner(key)


def public_key(file: Path) -> SSlibKey:
    """Read what verifies. Raises ConfigurationError for anything but an Ed25519 public key."""
    try:
        key = load_pem_public_key(_read(file))
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigurationError(
            f"{file}: contains no Ed25519 public key; name the file that ends in .pub"
        )
    return SSlibKey.from_crypto(key)


def fingerprint(key: Key) -> str:
    """Give the SHA-256 (hexadecimal) of a public key as SubjectPublicKeyInfo in DER (RFC 8410)."""
    raw = bytes.fromhex(key.keyval["public"])
    written = Ed25519PublicKey.from_public_bytes(raw).public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(written).hexdigest()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise ConfigurationError(f"{file}: {problem.strerror}; {REMEDY}") from None
