"""How is an in-toto statement put into a signed envelope (DSSE), and taken out of somebody's?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import Error as SigningError

from harness.errors import VerificationFailed
from harness.record.signing_keys import private_key, public_key

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
LARGEST = 16_000_000
"""Bytes of an envelope; it names some thousand files."""


def seal(statement: dict[str, Any], key: Path) -> str:
    """Return the signed envelope of a statement. Raises ConfigurationError for a wrong key."""
    envelope = Envelope(_payload(statement), PAYLOAD_TYPE, {})
    envelope.sign(private_key(key))
    return _written(envelope)


def _payload(statement: dict[str, Any]) -> bytes:
    return json.dumps(statement, ensure_ascii=False).encode()


def _written(envelope: Envelope) -> str:
    return json.dumps(envelope.to_dict(), indent=2) + "\n"


def unseal(file: Path, key: Path, what: str) -> dict[str, Any]:
    """Return the statement of an envelope that this public key has signed.

    `what` names what it should be. Raises VerificationFailed for anything else,
    ConfigurationError for a key that is none.
    """
    text, envelope = _read(file)
    public = public_key(key)
    try:
        envelope.verify([public], 1)
        if text != _written(envelope) or [*envelope.signatures] != [public.keyid]:
            raise SigningError("the envelope was rewritten around what was signed")
    except SigningError:
        raise VerificationFailed(
            f"{file}: was not signed with the key of {key}, or was changed afterwards"
        ) from None
    try:
        if envelope.payload_type != PAYLOAD_TYPE:
            raise ValueError(envelope.payload_type)
        statement = dict(json.loads(envelope.payload))
        if _payload(statement) != envelope.payload:
            raise ValueError("a member twice: others may read another one")
        return statement
    except (ValueError, TypeError, RecursionError):
        raise VerificationFailed(f"{file}: what was signed is not {what}") from None


def _read(file: Path) -> tuple[str, Envelope]:
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError(LARGEST)
        text = file.read_text(encoding="utf-8")
        return text, Envelope.from_dict(json.loads(text))
    except OSError as problem:
        raise VerificationFailed(f"{file}: {problem.strerror}; name a signed run") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SigningError):
        raise VerificationFailed(f"{file}: is not a DSSE envelope") from None
