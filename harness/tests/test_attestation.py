"""Is a signed run verified as it is, and any change of it found?"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from securesystemslib.dsse import Envelope

from harness import catalogue
from harness.engine.run import conclude
from harness.errors import ConfigurationError, VerificationFailed
from harness.record import attestation
from harness.record.attestation import FILE, TEST_RESULT, sign, verify
from harness.record.envelopes import PAYLOAD_TYPE
from harness.record.judged_run import RunRecord
from harness.record.signing_keys import fingerprint, private_key, public_key
from harness.tests.command import vodomer
from harness.tests.made_up import made_up, sign_anyway
from harness.tests.signed_runs import CHECKS, DIGEST, NOT_APPLICABLE

pytest_plugins = ["harness.tests.signed_runs"]


def test_a_signed_run_is_verified(signed: Path, run: Path) -> None:
    record = verify(run, signed / "key.pub")
    said = {one.id: str(one.verdict) for one in record.scenarios}
    assert said == dict.fromkeys(CHECKS, "pass") | {NOT_APPLICABLE: "not_applicable"}
    statement = json.loads(Envelope.from_dict(json.loads((run / FILE).read_text())).payload)
    assert statement["subject"] == [{"name": "known", "digest": {"sha256": DIGEST}}]
    assert statement["predicateType"] == TEST_RESULT
    tests = {
        name: statement["predicate"][f"{name}Tests"] for name in ("passed", "warned", "failed")
    }
    assert tests == {"passed": [*CHECKS], "warned": [], "failed": []}
    assert (signed / "key").read_bytes() not in b"".join(f.read_bytes() for f in run.glob("*.*"))


def files_of(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]


def test_any_changed_byte_is_found(signed: Path, run: Path) -> None:
    assert len(files_of(run)) > 4
    for file in files_of(run):
        before = file.read_bytes()
        for place in {0, len(before) // 2, len(before) - 2}:
            file.write_bytes(before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :])
            with pytest.raises(VerificationFailed):
                verify(run, signed / "key.pub")
        file.write_bytes(before)
    verify(run, signed / "key.pub")


def test_what_is_missing_or_added_is_named(signed: Path, run: Path) -> None:
    (run / "report.html").rename(run / "evidence" / "report.html")
    with pytest.raises(VerificationFailed) as refusal:
        verify(run, signed / "key.pub")
    assert "report.html is missing" in str(refusal.value)
    assert "evidence/report.html was added" in str(refusal.value)


def test_the_key_of_another_verifies_nothing(signed: Path, run: Path) -> None:
    with pytest.raises(VerificationFailed, match="was not signed with the key of"):
        verify(run, signed / "another.pub")


def test_a_verdict_that_the_events_do_not_prove_is_found(signed: Path, tmp_path: Path) -> None:
    """Whoever holds the key signs a record that was made better than its events are."""
    run = Path(shutil.copytree(signed / "id_token_unsigned", tmp_path / "run"))
    better = (run / "run.json").read_text().replace('"fail"', '"pass"')
    (run / "run.json").write_text(better)
    sign(RunRecord.model_validate_json(better), run, signed / "key")
    with pytest.raises(VerificationFailed, match="differs from what the events prove"):
        verify(run, signed / "key.pub")


def test_a_result_that_the_events_do_not_prove_is_found(signed: Path, run: Path) -> None:
    record = verify(run, signed / "key.pub")
    worse = record.model_copy(update={"verdict": "fail"})
    sign(worse, run, signed / "key")
    with pytest.raises(VerificationFailed, match="FAILED was signed, but its events prove"):
        verify(run, signed / "key.pub")


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ({"filtered": True}, "should not have been signed, only a part"),
        ({"signer": DIGEST}, "names another signing key"),
    ],
)
def test_a_run_that_tells_otherwise_is_found(
    fact: dict[str, object], says: str, signed: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the key signs, with a tool of theirs, what we would not sign."""
    events = run / "events.ndjson"
    first, rest = events.read_text().split("\n", 1)
    events.write_text(json.dumps({**json.loads(first), **fact}) + "\n" + rest)
    record = conclude(run, catalogue.by_profile("provider"))
    monkeypatch.setattr(attestation, "what_is_missing", lambda _record: "")
    sign(record, run, signed / "key")
    monkeypatch.undo()
    with pytest.raises(VerificationFailed, match=says):
        verify(run, signed / "key.pub")


def test_the_page_and_the_run_name_the_key(signed: Path, run: Path) -> None:
    pem = (signed / "key.pub").read_bytes()
    known = load_pem_public_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashlib.sha256(known).hexdigest()
    assert fingerprint(public_key(signed / "key.pub")) == digest
    events = run / "events.ndjson"
    first, rest = events.read_text().split("\n", 1)
    events.write_text(json.dumps({**json.loads(first), "signer": digest}) + "\n" + rest)
    sign(conclude(run, catalogue.by_profile("provider")), run, signed / "key")
    assert verify(run, signed / "key.pub").signer == digest
    assert digest in (run / "report.html").read_text()


@pytest.mark.parametrize("member", ["subject", "predicate"])
def test_a_statement_about_something_else_is_found(member: str, signed: Path, run: Path) -> None:
    """The key's owner names another target, or a check that never ran."""
    statement = json.loads(Envelope.from_dict(json.loads((run / FILE).read_text())).payload)
    statement["subject"][0]["name"] = "another" if member == "subject" else "known"
    statement["predicate"]["passedTests"] += ["oidcc-refresh-token"] * (member == "predicate")
    envelope = Envelope(json.dumps(statement).encode(), PAYLOAD_TYPE, {})
    envelope.sign(private_key(signed / "key"))
    (run / FILE).write_text(json.dumps(envelope.to_dict(), indent=2) + "\n")
    with pytest.raises(VerificationFailed, match="another target or other checks"):
        verify(run, signed / "key.pub")


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"payload": 1}', "null"])
def test_what_is_no_envelope_is_told_of(written: str, signed: Path, run: Path) -> None:
    (run / FILE).write_text(written)
    with pytest.raises(VerificationFailed, match="is not a DSSE envelope"):
        verify(run, signed / "key.pub")


@pytest.mark.parametrize(
    ("kind", "payload"), [("text/plain", b"hello"), (PAYLOAD_TYPE, b"{}"), (PAYLOAD_TYPE, b"[1]")]
)
def test_something_else_that_was_signed_proves_nothing(
    kind: str, payload: bytes, signed: Path, run: Path
) -> None:
    envelope = Envelope(payload, kind, {})
    envelope.sign(private_key(signed / "key"))
    (run / FILE).write_text(json.dumps(envelope.to_dict(), indent=2) + "\n")
    with pytest.raises(VerificationFailed, match="is not a test result"):
        verify(run, signed / "key.pub")


@pytest.mark.parametrize(("verdict", "code"), [("pass", 0), ("warn", 0), ("fail", 3)])
def test_the_exit_code_is_the_verdict(
    verdict: str, code: int, signed: Path, tmp_path: Path
) -> None:
    run = made_up(tmp_path / "run", {CHECKS[0]: verdict})
    sign_anyway(run, signed / "key")
    done = vodomer("verify", str(run), "--key", str(signed / "key.pub"), "--json")
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["exit_code"] == code


def test_a_changed_run_is_one_line_and_8(signed: Path, run: Path) -> None:
    (run / "report.html").write_text("All is well")
    done = vodomer("verify", str(run), "--key", str(signed / "key.pub"))
    assert (done.returncode, done.stdout) == (8, "")
    assert done.stderr == f"vodomer: {run}: report.html was changed\n"


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    private = tmp_path / "key"
    done = vodomer("keys", "new", str(private))
    assert done.returncode == 0, done.stderr
    assert f"--sign {private}" in done.stdout
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = private.read_bytes()
    assert vodomer("keys", "new", str(private)).returncode == 6
    assert private.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no key", None])
def test_a_key_that_is_none_is_told_of(content: bytes | None, signed: Path, tmp_path: Path) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    for read in (lambda: private_key(file), lambda: verify(signed / "good", file)):
        with pytest.raises(ConfigurationError) as refusal:
            read()
        assert str(refusal.value).startswith(f"{file}: ")
    with pytest.raises(ConfigurationError, match="no Ed25519 public key"):
        verify(signed / "good", signed / "key")


def test_only_a_whole_run_is_signed(signed: Path, tmp_path: Path) -> None:
    words = ["certify", str(tmp_path / "t.toml"), "--sign", str(signed / "key")]
    done = vodomer(*words, "--only", CHECKS[0])
    assert done.returncode == 2
    assert "only a complete run can be signed" in done.stderr
