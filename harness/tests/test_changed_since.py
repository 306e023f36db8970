"""Does `--changed-since` choose what a run cannot speak for, and all where anything changed?"""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from harness import catalogue
from harness.commands.choosing import Choice
from harness.errors import UsageError
from harness.record.earlier import DOCUMENTED, OWN_SCENARIOS, Definition, Sort
from harness.tests.sample import REFERENCE, Play, write_run

NOW = Definition({"catalogue_sha256": catalogue.digest(), "features_sha256": "a1" * 32})
ENDINGS = {"a": "pass", "b": "fail", "c": "warn", "d": "skip", "e": "not_applicable"}


def earlier(folder: Path, endings: dict[str, str]) -> Path:
    """Write a run of the documented flow in which scenarios ended so."""
    plays = [Play(id, id, "F", ("ACT-06",), verdict) for id, verdict in endings.items()]
    return write_run(folder, plays, REFERENCE)


def words(run: Path, known: str, now: Definition = NOW) -> tuple[str, ...]:
    return Choice(changed_since=run).words(Sort(DOCUMENTED), lambda: known, now)


def test_what_is_new_or_unmet_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = earlier(tmp_path / "run", ENDINGS)
    assert words(run, "abcdef") == ("b", "d", "f")
    assert f"3 of 6 are new or unmet since {run}" in capsys.readouterr().err
    assert words(run, "bdf") == ()


def test_where_nothing_is_nothing_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended:
        words(earlier(tmp_path / "run", ENDINGS), "ace")
    assert ended.value.exit_code == 0
    assert "nothing is new or unmet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Definition({**NOW.suite, "features_sha256": "b2" * 32}), "the features changed since"),
        (Definition({**NOW.suite, "catalogue_sha256": "b2" * 32}), "Vodomer changed since"),
        (Definition({**NOW.suite, "sha256": "b2" * 32}), "Vodomer changed since"),
        (Definition(NOW.suite, "b2" * 32), "the target file changed since"),
    ],
)
def test_what_is_defined_otherwise_is_run_whole_and_said(
    now: Definition, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = earlier(tmp_path / "run", ENDINGS)
    assert words(run, "ace", now) == ()
    assert capsys.readouterr().err == f"{said} {run}: all is run\n"


def test_a_run_of_another_sort_and_two_answers_are_refused(tmp_path: Path) -> None:
    run = earlier(tmp_path / "run", ENDINGS)
    with pytest.raises(UsageError, match=r"--changed-since .* is a run of the documented flow"):
        Choice(changed_since=run).words(Sort(OWN_SCENARIOS), lambda: "abc", NOW)
    with pytest.raises(UsageError, match="--last-failed and --changed-since: each says by itself"):
        Choice(last_failed=True, changed_since=run)
