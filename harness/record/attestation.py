"""What does somebody's signature under a run say, and does a folder still hold what was signed?

The signed statement is an in-toto test result in a DSSE envelope. It names every file of the folder
by its digest, so any changed byte is found; and who verifies it derives the verdict again from the
events instead of believing it. It does not say that the run was honest: whoever holds the key can
sign what they made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from harness.catalogue import revision
from harness.errors import UsageError, VerificationFailed, VodomerError
from harness.record.bundle import digests, require_evidence
from harness.record.envelopes import STATEMENT, seal, unseal
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON, RunRecord, read_events
from harness.record.rejudging import UnknownRevision, kept_revision, rejudged
from harness.record.signing_keys import fingerprint, public_key
from harness.record.verdict import Verdict
from harness.record.whole_file import write_whole

FILE = "attestation.json"
TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1"
RESULTS = {Verdict.PASS: "PASSED", Verdict.WARN: "WARNED"}
"""Every other verdict of a run is `FAILED`: what is not proved has not passed."""
TESTS = {Verdict.PASS: "passedTests", Verdict.WARN: "warnedTests"}
"""The same of single checks; what does not apply is in no list."""


NO_SECOND_LOOK = {
    "what": "a second look at who was refused, at pages behind the sign-in",
    "why": "no such page is named by the target file, and none was learnt",
}
"""Said of an application; what of a single requirement was not examined is in no list of tests."""


class Resource(BaseModel):
    """Something that counts, by name and digest (in-toto's resource descriptor)."""

    name: str
    digest: dict[str, str]


class Predicate(BaseModel):
    """What of a test result is looked at when it is verified."""

    result: str
    configuration: tuple[Resource, ...]


class Statement(BaseModel):
    """A signed statement that is a test result."""

    predicateType: Literal["https://in-toto.io/attestation/test-result/v0.1"]  # noqa: N815
    predicate: Predicate


def sign(record: RunRecord, folder: Path, key: Path) -> Path:
    """Sign what a folder holds; gives the file with the envelope.

    Raises UsageError for a run that is no whole one, ConfigurationError for a key that is none.
    """
    if reason := what_is_missing(record):
        raise UsageError(f"{folder}: is not signed, {reason}")
    statement = statement_of(record, digests(folder, [FILE]))
    return write_whole(folder / FILE, seal(statement, key))


def is_signed(folder: Path) -> bool:
    """Tell whether a folder holds a signed run; whether the signature holds is for `verify`."""
    return (folder / FILE).exists()


def what_is_missing(record: RunRecord) -> str:
    """Say why a run is not to be signed whatever its verdict is; empty where it may be.

    A run that was broken off and went on may be: a check that has a verdict keeps it.
    """
    if record.filtered:
        return "only a part of its checks was chosen"
    if record.gate:
        return "it was held against a baseline, and what is waived is not certified"
    if record.is_of_own_scenarios:
        return "it ran scenarios of the tester's own: only `vodomer certify` makes a certificate"
    if record.examined_nothing:
        return "nothing was examined: run it anew"
    if open_ends := [one.id for one in record.scenarios if one.verdict is Verdict.INCOMPLETE]:
        return (
            f"{len(open_ends)} of its {len(record.scenarios)} checks have no verdict "
            f"({', '.join(_first(open_ends))}): finish it by `vodomer certify TARGET --resume RUN`"
        )
    if lacks := record.target.get("lacks"):
        return f"its target file lacks {', '.join(map(str, lacks))}"
    if record.repeated:
        return f"checks were repeated: {', '.join(_first(record.repeated))}"
    if revision.find(str(record.suite.get("catalogue_sha256"))) is None:
        return f"its catalogue is no kept revision: record it with `{revision.COMMAND}`, run again"
    return ""


def statement_of(record: RunRecord, files: dict[str, str]) -> dict[str, Any]:
    """Say of a run what is signed: its target, its result and all that lies beside it."""
    target = {name: str(record.target.get(name)) for name in ("name", "sha256")}
    return {
        "_type": STATEMENT,
        "subject": [resource(target["name"], target["sha256"])],
        "predicateType": TEST_RESULT,
        "predicate": {
            "result": result_of(record),
            "configuration": [
                _catalogue(record.suite),
                *(resource(name, digest) for name, digest in files.items()),
            ],
            **_examined(record),
            **_tests(record),
            **({"notExamined": [NO_SECOND_LOOK]} if record.opens == () else {}),
        },
    }


def _catalogue(suite: Mapping[str, Any]) -> dict[str, Any]:
    """Return the resource for the catalogue; runs of before revisions name no number."""
    described = resource("catalogue", str(suite.get("catalogue_sha256")))
    number = suite.get("catalogue_revision")
    return {**described, "annotations": {"revision": number}} if number else described


def _examined(record: RunRecord) -> dict[str, Any]:
    """Say what exactly was examined, and how; runs of before that was told say nothing."""
    if not record.options:
        return {}
    told = {"target": record.target, "provider": record.provider, "options": record.options}
    return {"examined": {name: facts for name, facts in told.items() if facts}}


def _tests(record: RunRecord) -> dict[str, list[str]]:
    tests: dict[str, list[str]] = {"passedTests": [], "warnedTests": [], "failedTests": []}
    for one in record.scenarios:
        if one.verdict is not Verdict.NOT_APPLICABLE:
            tests[TESTS.get(one.verdict, "failedTests")].append(one.id)
    return tests


def result_of(record: RunRecord) -> str:
    """Say a run's verdict in the words of the predicate."""
    return RESULTS.get(record.verdict, "FAILED")


def has_passed(record: RunRecord) -> bool:
    """Tell whether a run's result is one that certifies."""
    return record.verdict in RESULTS


def resource(name: str, digest: str) -> dict[str, Any]:
    """Name something that counts, with its SHA-256, as a statement does."""
    return {"name": name, "digest": {"sha256": digest}}


def verify(folder: Path, key: Path) -> RunRecord:
    """Check signature and digests, and derive the record again from the events.

    The events are judged by the kept revision of the catalogue that the run names. Needs no
    network. Raises VerificationFailed for whatever does not fit, ConfigurationError for a key that
    is none.
    """
    found = digests(folder, [FILE])
    statement = _signed_statement(folder, key)
    said = Statement.model_validate(statement).predicate
    signed = {one.name: one.digest.get("sha256") for one in said.configuration}
    signed.pop("catalogue", None)
    _compare(folder, signed, found)
    record, events = _derived(folder)
    require_evidence(folder, events, found)
    if result_of(record) != said.result:
        raise VerificationFailed(
            f"{folder}: {said.result} was signed, but its events prove {result_of(record)}"
        )
    if reason := what_is_missing(record):
        raise VerificationFailed(f"{folder}: should not have been signed, {reason}")
    if record.signer not in (None, fingerprint(public_key(key))):
        raise VerificationFailed(f"{folder}: names another signing key than {key}")
    if statement != statement_of(record, found):
        raise VerificationFailed(
            f"{folder / FILE}: names another target or other checks than the events prove"
        )
    return record


def _signed_statement(folder: Path, key: Path) -> dict[str, Any]:
    """Return what was signed, once it is known to be a test result."""
    statement = unseal(folder / FILE, key, "a test result")
    try:
        Statement.model_validate(statement)
    except ValueError:
        raise VerificationFailed(f"{folder / FILE}: what was signed is not a test result") from None
    return statement


def _compare(folder: Path, signed: dict[str, str | None], found: dict[str, str]) -> None:
    differing = {
        "was changed": [one for one in signed if one in found and signed[one] != found[one]],
        "is missing": signed.keys() - found.keys(),
        "was added": found.keys() - signed.keys(),
    }
    said = [f"{name} {what}" for what, names in differing.items() for name in _first(names)]
    if said:
        raise VerificationFailed(f"{folder}: {'; '.join(said)}")


def _first(names: Iterable[str]) -> list[str]:
    return sorted(names)[:3]


def derived(folder: Path) -> RunRecord:
    """Judge a run again from its events; VerificationFailed where run.json says otherwise."""
    return _derived(folder)[0]


def _derived(folder: Path) -> tuple[RunRecord, list[dict[str, Any]]]:
    try:
        written = RunRecord.model_validate_json((folder / RUN_JSON).read_bytes())
        events = read_events(folder / EVENTS)
        record = rejudged(folder, events)
        kept_revision(folder, record.suite)
    except UnknownRevision as problem:
        raise VerificationFailed(str(problem)) from None
    except (VodomerError, OSError, ValueError) as problem:
        raise VerificationFailed(f"{folder}: {problem}") from None
    said = _facts(written.model_dump(exclude_unset=True))
    if not _holds(said, _facts(record.model_dump())):
        raise VerificationFailed(f"{folder}: {RUN_JSON} differs from what the events prove")
    return record, events


def _facts(stated: dict[str, Any]) -> dict[str, Any]:
    """Take the words of the judge off what a record states: a later Vodomer may put them better."""
    for problem in stated.get("problems", ()):
        del problem["text"]
    for row in stated["requirements"].values():
        row.pop("reason", None)
    for scenario in stated["scenarios"]:
        if not scenario["attempts"]:
            del scenario["message"], scenario["rerun"]
    return stated


def _holds(said: Any, proved: Any) -> bool:
    """Tell whether all that was said is proved; a later Vodomer may state more."""
    if said == proved:
        return True
    if isinstance(said, dict) and isinstance(proved, dict):
        return all(name in proved and _holds(said[name], proved[name]) for name in said)
    if isinstance(said, list | tuple) and isinstance(proved, list | tuple):
        return len(said) == len(proved) and all(map(_holds, said, proved))
    return False
