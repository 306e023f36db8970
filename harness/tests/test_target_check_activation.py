"""Does `vodomer target check` try what the target file of an activation service says of codes?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.checks.application.target import read_target
from harness.errors import ConfigurationError
from harness.tests.test_target_check import ROOT, check, misfits

CONFORMING = ROOT / "harness" / "reference" / "activation" / "target.toml"
WRONG = {
    "codes.command issues a code": (
        '"{python}", "-m", "harness.reference.activation", "issue"',
        '"false"',
    ),
    "activated.shows not before activation": (
        'shows = { role = "heading", name = "Aplikacije" }',
        'shows = { css = "main" }',
    ),
    "activated.shows after the confirmation": ('name = "Aplikacije"', 'name = "Registri"'),
    "audit.command prints the activation": (
        '"{python}", "-m", "harness.reference.activation", "records"',
        '"echo", "{}"',
    ),
    "the protected application answers": ('"harness.reference.application"', '"harness.nothing"'),
    "protected_application.shows when the person is in": ('css = "table"', 'css = "video"'),
}
"""What of the conforming file is changed, and which line says so."""


def written(folder: Path, old: str = "", new: str = "") -> Path:
    text = CONFORMING.read_text("utf-8")
    assert old in text
    file = folder / "target.toml"
    file.write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return file


def test_a_conforming_file_fits(tmp_path: Path) -> None:
    code, told, said = check(written(tmp_path), "--agent", "http", "--json")
    assert (code, misfits(told)) == (0, {}), said
    assert {*WRONG} <= {line["title"] for line in told["lines"]}


@pytest.mark.parametrize("title", WRONG)
def test_a_line_that_does_not_fit_is_told(title: str, tmp_path: Path) -> None:
    code, told, _ = check(written(tmp_path, *WRONG[title]), "--agent", "http", "--json")
    assert code in (5, 6)
    assert [*misfits(told)] == [title]
    assert misfits(told)[title]["remedy"]


def test_a_protected_application_nobody_starts_must_be_where_the_file_says(
    tmp_path: Path,
) -> None:
    file = written(tmp_path)
    lines = file.read_text("utf-8").splitlines()
    kept = [line for line in lines if '"harness.reference.application"' not in line]
    file.write_text("\n".join(kept), "utf-8")
    with pytest.raises(ConfigurationError, match=r"without protected_application\.command"):
        read_target(file)


def test_what_is_typed_in_a_protected_application_is_a_secret(tmp_path: Path) -> None:
    old, typed = 'steps = [{ press = "Prijava z', '{ fill = "PIN", value = "typed-behind" }'
    file = written(tmp_path, old, f'steps = [{typed}, {{ press = "Prijava z')
    assert "typed-behind" in read_target(file).secrets


OLDER = {"[audit]": "[records]", "[protected_application]": "[behind]"}


def test_older_names_of_tables_are_read_as_well(tmp_path: Path) -> None:
    file = written(tmp_path)
    now, text = read_target(file), file.read_text("utf-8")
    for name, older in OLDER.items():
        assert name in text
        text = text.replace(name, older)
    file.write_text(text.replace("{protected_application}", "{behind}"), "utf-8")
    then = read_target(file)
    assert (then.audit, then.protected_application) == (now.audit, now.protected_application)


def test_a_table_under_both_names_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path)
    file.write_text(file.read_text("utf-8") + '[records]\ncommand = ["true"]\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"\[records\] is the older name of \[audit\]"):
        read_target(file)
