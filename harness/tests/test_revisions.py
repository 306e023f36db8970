"""Every catalogue that runs were judged by is kept, and a signed run is judged by its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from securesystemslib.dsse import Envelope

from harness import catalogue
from harness.catalogue import Requirement, revision
from harness.catalogue.record_revision import record
from harness.catalogue.revision import COMMAND, Revision, changes, find, revisions
from harness.commands.verify import verify as verify_command
from harness.engine.run import conclude
from harness.errors import ConfigurationError, UsageError, VerificationFailed
from harness.record.attestation import FILE, sign, verify
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord, read_run_json
from harness.record.rejudging import UnknownRevision, rejudge
from harness.tests.made_up import made_up, sign_anyway
from harness.tests.test_catalogue import HEADING, written

pytest_plugins = ["harness.tests.signed_runs"]
UNKNOWN = "5" * 64


def test_the_catalogue_is_kept() -> None:
    """A catalogue that nobody kept signs no run."""
    newest = revisions()[-1]
    assert newest.sha256 == catalogue.digest(), (
        f"the catalogue differs from revision {newest.number}; record it: {COMMAND}"
    )


def catalogue_of(folder: Path, *rows: str) -> Path:
    folder.mkdir()
    (folder / "x.toml").write_text(HEADING + "\n".join(rows), encoding="utf-8")
    return folder


def test_a_revision_holds_what_is_new(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    one = catalogue_of(tmp_path / "one", written("X-1"), written("X-2"))
    two = catalogue_of(tmp_path / "two", written("X-3"), written("X-1", level='"SHOULD"'))
    assert record(kept, one) == kept / "0001.json"
    assert record(kept, one) is None
    assert record(kept, two) == kept / "0002.json"
    assert record(kept, one) == kept / "0003.json"
    first, second, third = revisions(kept)
    assert first.requirements == catalogue.load(one) == third.requirements
    assert second.requirements == catalogue.load(two)
    assert [*second.rows] == ["X-3", "X-1"]
    assert find(catalogue.digest(two), kept) is second
    assert find(UNKNOWN, kept) is None
    assert [row["id"] for row in json.loads((kept / "0002.json").read_text())["rows"]] == [
        "X-3",
        "X-1",
    ]
    assert changes(first.requirements, second.requirements).lines == (
        "added: X-3 (MUST)",
        "changed: X-1 (level MUST -> SHOULD)",
        "withdrawn: X-2 (MUST)",
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"level": "MUST"', '"level": "SHOULD"', "was changed after it was recorded"),
        ('"number": 1', '"number": 7', "was changed after it was recorded"),
        ('"ids"', '"id"', "is no revision"),
        ("{", "", "is no revision"),
    ],
)
def test_a_changed_revision_is_refused(old: str, new: str, says: str, tmp_path: Path) -> None:
    record(tmp_path / "kept", catalogue_of(tmp_path / "one", written("X-1")))
    file = tmp_path / "kept" / "0001.json"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    revisions.cache_clear()
    with pytest.raises(ConfigurationError, match=says):
        revisions(tmp_path / "kept")


@pytest.fixture
def whole(signed: Path, tmp_path: Path) -> Path:
    """Give a signed run of all checks, by the newest catalogue that there is."""
    folder = made_up(tmp_path / "whole")
    sign_anyway(folder, signed / "key")
    return folder


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Revision:
    """Have a Vodomer with a later catalogue: a requirement more, one stricter, one fewer."""
    newest = revisions()[-1]
    rows = dict(newest.requirements)
    op_01, op_02 = [row for row in rows.values() if "provider" in row.profiles][:2]
    rows["OP-900"] = op_01.model_copy(update={"id": "OP-900"})
    rows[op_02.id] = op_02.model_copy(update={"level": "SHOULD"})
    del rows[op_01.id]
    kept = {id: revision.as_row(row) for id, row in rows.items()}
    number, sha256 = newest.number + 1, revision.digest_of(kept.values())
    made = Revision(number, "2027-01-31", sha256, kept)
    known = (*revisions(), made)
    monkeypatch.setattr(revision, "revisions", lambda *_: known)
    monkeypatch.setattr(catalogue, "load", lambda *_: dict(rows))
    monkeypatch.setattr(catalogue, "digest", lambda *_: made.sha256)
    return made


def test_a_signed_run_outlives_its_catalogue(
    signed: Path, whole: Path, later: Revision, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as end:
        verify_command(whole, signed / "key.pub", as_json=True)
    assert end.value.exit_code == 0
    *lines, last = capsys.readouterr().out.splitlines()
    told = json.loads(last)["catalogue"]
    assert (told["revision"], told["newest"]) == (later.number - 1, later.number)
    since = told["since"]
    assert since["added"] == ["OP-900 (MUST)"]
    [changed], [withdrawn] = since["changed"], since["withdrawn"]
    assert changed.endswith("(level MUST -> SHOULD)")
    assert f"    withdrawn: {withdrawn}" in lines
    assert f"  since then, up to revision {later.number} of 2027-01-31:" in lines


def test_what_is_added_for_others_concerns_nobody(later: Revision) -> None:
    def of_profile(rows: dict[str, Requirement]) -> dict[str, Requirement]:
        return {id: row for id, row in rows.items() if "application" in row.profiles}

    older = of_profile(revision.revisions()[-2].requirements)
    assert changes(older, of_profile(later.requirements)).lines == ()


def with_suite(run: Path, **facts: object) -> None:
    """Write other facts about the suite into the beginning of a run."""
    first, rest = (run / EVENTS).read_text().split("\n", 1)
    beginning = json.loads(first)
    beginning["suite"] |= facts
    (run / EVENTS).write_text(json.dumps(beginning) + "\n" + rest)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"catalogue_sha256": UNKNOWN}, "which this Vodomer does not have"),
        ({"catalogue_sha256": None}, "which this Vodomer does not have"),
        ({"catalogue_revision": 99}, "says that revision 99 of the catalogue judged it"),
    ],
)
def test_a_forged_revision_verifies_nothing(
    facts: dict[str, object],
    says: str,
    signed: Path,
    run: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever holds the key names, with a tool of theirs, a catalogue that was never published."""
    record = conclude(run, catalogue.by_profile("provider"))
    with_suite(run, **facts)
    forged = record.model_copy(update={"suite": {**record.suite, **facts}})
    (run / "run.json").write_text(forged.model_dump_json())
    monkeypatch.setattr("harness.record.attestation.what_is_missing", lambda _record: "")
    sign(forged, run, signed / "key")
    monkeypatch.undo()
    with pytest.raises(VerificationFailed, match=says):
        verify(run, signed / "key.pub")


def test_a_run_of_before_revisions_is_verified(signed: Path, run: Path) -> None:
    """Its record names a digest and no number."""
    assert b'"annotations": {"revision": ' in payload(run)
    without_number = (run / EVENTS).read_text().replace('"catalogue_revision":', '"other":', 1)
    (run / EVENTS).write_text(without_number)
    sign(conclude(run, catalogue.by_profile("provider")), run, signed / "key")
    assert b"annotations" not in payload(run)
    assert "catalogue_revision" not in verify(run, signed / "key.pub").suite


def payload(run: Path) -> bytes:
    return Envelope.from_dict(json.loads((run / FILE).read_text())).payload


def test_words_of_the_judge_may_change(signed: Path, run: Path) -> None:
    """An older Vodomer said the same in other words, and did not state all that this one states."""
    written = json.loads((run / "run.json").read_text())
    rows = written["requirements"].values()
    untested = next(row for row in rows if row["reason"])
    untested["reason"] = {"sl": "Še nič.", "en": "Nothing yet."}
    del written["resumed"]
    (run / "run.json").write_text(json.dumps(written))
    sign(as_written(run), run, signed / "key")
    verify(run, signed / "key.pub")
    untested["text"]["en"] = "Something lenient."
    (run / "run.json").write_text(json.dumps(written))
    sign(as_written(run), run, signed / "key")
    with pytest.raises(VerificationFailed, match="differs from what the events prove"):
        verify(run, signed / "key.pub")


def as_written(run: Path) -> RunRecord:
    return read_run_json(run / "run.json")


def test_a_catalogue_that_nobody_kept_signs_nothing(signed: Path, run: Path) -> None:
    record = conclude(run, catalogue.by_profile("provider"))
    unkept = record.model_copy(update={"suite": {**record.suite, "catalogue_sha256": UNKNOWN}})
    with pytest.raises(UsageError, match="is no kept revision"):
        sign(unkept, run, signed / "key")
    with_suite(run, catalogue_sha256=UNKNOWN)
    with pytest.raises(UnknownRevision, match="if that is genuine, Vodomer"):
        rejudge(run)
