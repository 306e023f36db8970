"""Lies in what lies beside the record: `run.json`, reports, evidence, what was signed and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from securesystemslib.dsse import Envelope

from harness.record.attestation import FILE
from harness.record.envelopes import PAYLOAD_TYPE
from harness.record.judged_run import RUN_JSON
from harness.record.signing_keys import new_keys, private_key
from harness.tests.lies.telling import (
    GONE,
    Lie,
    Tell,
    ending,
    in_folder,
    in_record,
    in_run_json,
    in_statement,
    rows,
    signed,
    statement,
)
from harness.tests.made_up import Event, read, relink

REQUIREMENT = "requirements.OP-oidcc-server"
RUN = {
    "another verdict": ("verdict", "warn"),
    "another exit code": ("exit_code", 3),
    "another profile in run.json": ("profile", "application"),
    "another seed in run.json": ("seed", "1"),
    "a challenge in run.json": ("challenge", "of today"),
    "another target in run.json": ("target.name", "another"),
    "another version in run.json": ("target.version", "2.0"),
    "a commit in run.json": ("target.commit", "abc"),
    "another option in run.json": ("options.--lanes", 1),
    "a provider in run.json": ("provider", {"kind": "mock"}),
    "something more of the target in run.json": ("target.approved", True),
    "another suite in run.json": ("suite.version", "9.9"),
    "another beginning in run.json": ("started_at", "2020-01-01T00:00:00.000Z"),
    "another end in run.json": ("finished_at", "2020-01-01T00:00:00.000Z"),
    "other counts": ("counts.must.pass", 999),
    "no counts": ("counts", {}),
    "a problem less of none": ("problems", [{"verdict": "pass", "text": {"sl": "", "en": ""}}]),
    "another verdict of a requirement": (f"{REQUIREMENT}.verdict", "not_applicable"),
    "another level of a requirement": (f"{REQUIREMENT}.level", "SHOULD"),
    "another text of a requirement": (f"{REQUIREMENT}.text.en", "All is well."),
    "another source of a requirement": (f"{REQUIREMENT}.source", "ISO 27001"),
    "a reason of a requirement": (f"{REQUIREMENT}.reason", {"sl": "ne", "en": "no"}),
    "a requirement less": (REQUIREMENT, GONE),
    "other proofs of a requirement": (f"{REQUIREMENT}.proofs", []),
    "another verdict of a check": ("scenarios.0.verdict", "warn"),
    "another outcome of a check": ("scenarios.0.outcome", "fail"),
    "another message of a check": ("scenarios.0.message", "granted"),
    "another command of a check": ("scenarios.0.rerun", "true"),
    "a check less": ("scenarios.0", GONE),
    "evidence less": ("scenarios.0.evidence.0", GONE),
    "more attempts": ("scenarios.0.attempts", 2),
    "no signer told of": ("signer", GONE),
    "no going on told of": ("resumed", GONE),
    "a part told of": ("filtered", True),
}
SAID = {
    "another type of statement": ("_type", "https://in-toto.io/Statement/v0.1"),
    "another kind of result": ("predicateType", "https://slsa.dev/provenance/v1"),
    "no kind of result": ("predicateType", GONE),
    "a result that is better": ("predicate.result", "APPROVED"),
    "a result that is worse": ("predicate.result", "WARNED"),
    "no result": ("predicate.result", GONE),
    "another target signed": ("subject.0.name", "another"),
    "another target file signed": ("subject.0.digest.sha256", "0" * 64),
    "another version signed": ("predicate.examined.target.version", "9"),
    "other options signed": ("predicate.examined.options", {}),
    "nothing of what was examined": ("predicate.examined", GONE),
    "no target signed": ("subject", []),
    "a target as a text": ("subject", "known"),
    "nothing that was signed": ("predicate.configuration", []),
    "something signed without a digest": ("predicate.configuration.1.digest", {}),
    "another digest of a file": ("predicate.configuration.1.digest.sha256", "0" * 64),
    "another name of a file": ("predicate.configuration.1.name", "more.txt"),
    "another catalogue signed": ("predicate.configuration.0.digest.sha256", "0" * 64),
    "another revision signed": ("predicate.configuration.0.annotations.revision", 1),
    "no checks that passed": ("predicate.passedTests", []),
    "a check that warned": ("predicate.warnedTests", ["oidcc-server"]),
    "a check that failed": ("predicate.failedTests", ["oidcc-server"]),
    "no list of failed checks": ("predicate.failedTests", GONE),
    "something said not to be examined": ("predicate.notExamined", []),
    "something more signed": ("predicate.approved", True),
    "no predicate": ("predicate", GONE),
}


def ended_as(word: str, **seen: bool) -> Tell:
    """Let events say that a check ended so, and `run.json` and signature that all is well."""

    def change(folder: Path) -> None:
        events = read(folder)
        ending(events).update(verdict=word, cause="requirement", message="no")
        relink(folder, events)

    return in_folder(change)


def turned(word: str) -> Tell:
    """Let a check that ended so pass, with what it said beside its verdict left there."""

    def change(events: list[Event]) -> None:
        about: dict[str, Any] = {"cause": "requirement", "message": "no", "verdict": word}
        ending(events).update({**about, "verdict": "pass"})

    return in_record(change)


def sealed(change: Callable[[bytes], bytes], type: str = PAYLOAD_TYPE, more: int = 0) -> Tell:
    """Sign a payload as it is, of a type, with other signatures beside it."""

    def tell(folder: Path, key: Path) -> None:
        envelope = Envelope(change(json.dumps(statement(folder)).encode()), type, {})
        envelope.sign(private_key(key))
        for number in range(more):
            other = key.with_name(f"{folder.parent.name}-{number}")
            new_keys(other)
            envelope.sign(private_key(other))
        (folder / FILE).write_text(json.dumps(envelope.to_dict(), indent=2) + "\n")

    return tell


def twice(payload: bytes) -> bytes:
    return payload.replace(b'"result": ', b'"result": "FAILED", "result": ', 1)


def by_another(folder: Path, key: Path) -> None:
    other = key.with_name(f"{folder.parent.name}-other")
    new_keys(other)
    signed(folder, other)


def of_another_run(folder: Path, key: Path) -> None:
    """Put the signature of a run beside the same run with another name."""
    signed(folder, key)
    file = folder / RUN_JSON
    file.write_text(file.read_text().replace("known", "other"))


def other_breaks(text: bytes) -> bytes:
    return text.rstrip().replace(b"\n", b"\r\n") + b"\r\n"


def member_twice(text: bytes) -> bytes:
    return text.replace(b"{", b'{"run": "", ', 1)


def file_lie(name: str, file: str, change: Callable[[bytes], bytes]) -> Lie:
    """Change a file of the folder."""

    def changed(folder: Path) -> None:
        place = folder / file
        before = place.read_bytes() if place.exists() else b""
        assert change(before) != before
        place.write_bytes(change(before))

    return Lie(name, in_folder(changed))


def a_picture_that_is_none(folder: Path, key: Path) -> None:
    page = next((folder / "evidence").iterdir())
    page.rename(page.with_suffix(".png"))

    def told_as_one(events: list[Event]) -> None:
        for event in events:
            if event.get("file"):
                event.update(file=f"evidence/{page.stem}.png", media_type="image/png")

    in_record(told_as_one)(folder, key)


def evidence_more(folder: Path) -> None:
    (folder / "evidence" / f"{'0' * 64}.txt").write_text("more")


def evidence_changed(folder: Path) -> None:
    page = next((folder / "evidence").iterdir())
    page.write_text("another")


FOLDER: dict[str, Callable[[Path], None]] = {
    "evidence gone": lambda folder: next((folder / "evidence").iterdir()).unlink(),
    "evidence that nobody names": evidence_more,
    "evidence changed": evidence_changed,
    "a folder in the evidence": lambda folder: (folder / "evidence" / "more").mkdir(),
    "an empty folder": lambda folder: (folder / "more").mkdir(),
    "a report gone": lambda folder: (folder / "badge.svg").unlink(),
}
LIES = [
    *rows(RUN, in_run_json, lambda run: run),
    *rows(SAID, in_statement, lambda said: said),
    *(Lie(f"{word} told as a pass", ended_as(word)) for word in ("fail", "error", "skip")),
    *(Lie(f"{word} left in the record", ended_as(word)) for word in ("warn", "not_applicable")),
    *(Lie(f"{word} turned to a pass", turned(word)) for word in ("fail", "not_applicable")),
    *(Lie(name, in_folder(change)) for name, change in FOLDER.items()),
    file_lie("run.json in another form", RUN_JSON, other_breaks),
    file_lie("a member twice in run.json", RUN_JSON, member_twice),
    file_lie("another badge", "badge.svg", lambda text: text.replace(b"</svg>", b" </svg>")),
    file_lie("a badge with other line breaks", "badge.svg", other_breaks),
    file_lie("a file of no run", "certificate-of-another.html", lambda _: b"granted"),
    file_lie("another summary", "summary.md", lambda _: b"# granted\n"),
    Lie("a picture that is none", a_picture_that_is_none),
    Lie("a member signed twice", sealed(twice)),
    Lie("another type of payload", sealed(lambda text: text, "application/json")),
    Lie("a payload that is no object", sealed(lambda _: b"[]")),
    Lie("a payload that is no JSON", sealed(lambda _: b"all is well")),
    Lie("two signatures", sealed(lambda text: text, more=1)),
    Lie("signed by another", by_another),
    Lie("the signature of another run", of_another_run),
]
