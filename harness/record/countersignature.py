"""What does a certifying body say when it signs what a vendor has signed?

An in-toto verification summary: this body has verified that attestation, has run a sample of its
checks again itself, at the same target, with the same suite, and saw the same verdicts.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from harness.errors import UsageError, VerificationFailed
from harness.record.attestation import FILE, has_passed, resource
from harness.record.envelopes import STATEMENT, seal, unseal
from harness.record.judged_run import RunRecord
from harness.record.signing_keys import fingerprint, private_key, public_key

SUMMARY = "https://slsa.dev/verification_summary/v1"
SAMPLE = "urn:vodomer:sample"
"""Name of our own member: the ids of the checks that were run again."""


class Digest(BaseModel):
    """An attestation that counts, by its digest."""

    digest: dict[str, str]


class Verifier(BaseModel):
    """Who verified."""

    id: str


class Predicate(BaseModel):
    """What of a verification summary is looked at."""

    verifier: Verifier
    timeVerified: str  # noqa: N815 - the predicate's own names
    inputAttestations: tuple[Digest, ...]  # noqa: N815
    verificationResult: Literal["PASSED", "FAILED"]  # noqa: N815
    sample: tuple[str, ...] = Field(default=(), validation_alias=SAMPLE)


class Summary(BaseModel):
    """A signed statement that is a verification summary."""

    predicateType: Literal["https://slsa.dev/verification_summary/v1"]  # noqa: N815
    predicate: Predicate


def countersign(run: Path, record: RunRecord, sample: RunRecord, key: Path) -> str:
    """Return the signed summary of a verified run, of which a sample was run again.

    Raises UsageError for a sample that is none of this run, or saw something else.
    """
    _require_sample(record, sample)
    signer = fingerprint(private_key(key).public_key)
    return seal(_statement(run, record, sample, signer), key)


def _require_sample(record: RunRecord, sample: RunRecord) -> None:
    for what, ours, theirs in (
        ("profile", sample.profile, record.profile),
        ("target file", sample.target.get("sha256"), record.target.get("sha256")),
        ("suite", sample.suite.get("sha256"), record.suite.get("sha256")),
    ):
        if ours != theirs:
            raise UsageError(f"the sample has another {what} ({ours}) than the run ({theirs})")
    if sample.problems or not sample.scenarios:
        raise UsageError("the sample is not complete; run it again")
    if sample.invocation == record.invocation:
        raise UsageError("the sample is the run itself; run some of its checks again")
    signed = {one.id: one.verdict for one in record.scenarios}
    for one in sample.scenarios:
        if one.verdict != signed.get(one.id):
            raise UsageError(
                f"the sample saw {one.verdict} at {one.id}, and {signed.get(one.id)} was signed"
            )


def _statement(run: Path, record: RunRecord, sample: RunRecord, signer: str) -> dict[str, Any]:
    told, suite = record.target, record.suite
    passed = has_passed(record)
    return {
        "_type": STATEMENT,
        "subject": [resource(str(told.get("name")), str(told.get("sha256")))],
        "predicateType": SUMMARY,
        "predicate": {
            "verifier": {
                "id": f"urn:sha256:{signer}",
                "version": {"vodomer": str(suite.get("version"))},
            },
            "timeVerified": datetime.now(UTC).isoformat(timespec="seconds"),
            "resourceUri": str(told.get("start") or told.get("issuer")),
            "policy": {
                "uri": f"urn:vodomer:catalogue:{suite.get('catalogue_revision')}",
                "digest": {"sha256": str(suite.get("catalogue_sha256"))},
            },
            "inputAttestations": [{"uri": FILE, "digest": {"sha256": _sha256(run / FILE)}}],
            "verificationResult": "PASSED" if passed else "FAILED",
            "verifiedLevels": [f"VODOMER_{record.profile.upper()}"] if passed else ["FAILED"],
            SAMPLE: [one.id for one in sample.scenarios],
        },
    }


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def require_countersignature(run: Path, record: RunRecord, file: Path, key: Path) -> Summary:
    """Require that a body has countersigned this run; return what it said.

    Raises VerificationFailed for a summary of something else, ConfigurationError for a key that is
    none.
    """
    statement = unseal(file, key, "a verification summary")
    try:
        said = Summary.model_validate(statement)
    except ValidationError:
        raise VerificationFailed(f"{file}: what was signed is not a verification summary") from None
    if said.predicate.verifier.id != f"urn:sha256:{fingerprint(public_key(key))}":
        raise VerificationFailed(f"{file}: names another verifier than the key {key}")
    inputs = {one.digest.get("sha256") for one in said.predicate.inputAttestations}
    if _sha256(run / FILE) not in inputs:
        raise VerificationFailed(f"{file}: is about another signed run than {run}")
    passed = has_passed(record)
    if (said.predicate.verificationResult == "PASSED") != passed:
        raise VerificationFailed(
            f"{file}: says {said.predicate.verificationResult}, the run does not"
        )
    return said
