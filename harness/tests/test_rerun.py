"""Does every command that is printed meet the same verdict when it is pasted into a shell?"""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
import typer
import typer.main

from harness import catalogue
from harness.acceptance.running import SuiteOptions
from harness.checks.application.sample_application import reference_target
from harness.checks.runner import Options
from harness.cli import app
from harness.engine.options import DATABASE, RunOptions
from harness.record.judge import judge
from harness.record.rerun import Repeatable, as_typed, carried_by, repeated, with_only
from harness.record.verdict import Verdict
from harness.selftest.examinations import certified
from harness.selftest.plan import Plan
from harness.tests.pasting import paste
from harness.tests.streams import MUST, Stream

URL = "postgresql+psycopg://mpv:open%20sesame@db:5432/x"
QUERY = "postgresql+psycopg:///x?host=db&password=sesame"


@pytest.mark.parametrize("options", [RunOptions, Options, Plan, SuiteOptions])
def test_every_option_is_repeated_or_says_why_not(options: type[Repeatable]) -> None:
    group = typer.main.get_command(app)
    name = options.COMMAND.removeprefix("vodomer ")
    _, command, _ = group.resolve_command(typer.Context(group), [name])  # type: ignore[attr-defined]
    offered = {
        parameter.opts[0] if parameter.param_type_name == "option" else ""
        for parameter in command.params
        if parameter.name != "help"
    }
    repeated_ones = {how.option for _, how in carried_by(options)}
    assert not repeated_ones & options.LEFT_OUT.keys()
    assert repeated_ones | options.LEFT_OUT.keys() == offered
    assert all(options.LEFT_OUT.values())


def test_what_differs_from_its_default_is_written_and_quoted() -> None:
    assert RunOptions(Path("out")).rerun == "vodomer run"
    options = RunOptions(Path("out"), "http", seed="it's", browser="/my browser", headed=True)
    assert options.rerun == (
        """vodomer run --agent http --browser '/my browser' --headed --seed 'it'"'"'s'"""
    )
    certify = Options(Path("out"), Path("a $b.toml"), agent="browser", lanes=1)
    assert with_only(certify.rerun, "a[b]") == (
        "vodomer certify 'a $b.toml' --agent browser --lanes 1 --only 'a[b]'"
    )


@pytest.mark.parametrize("url", [URL, QUERY])
def test_a_password_is_read_from_the_environment(url: str, tmp_path: Path) -> None:
    command = repeated(RunOptions(Path("out"), database=url))
    typed = as_typed(["vodomer", "run", f"--database={url}", "--seed", "a b", ""], url, DATABASE)
    assert "sesame" not in command + typed
    assert typed.startswith('vodomer run --database="${VODOMER_DATABASE:?')
    assert typed.endswith(" --seed 'a b' ''")
    shown = command.replace("vodomer run", "printf %s\\\\n")
    assert paste(shown, tmp_path, VODOMER_DATABASE=url).stdout == f"--database\n{url}\n"
    unset = paste(shown, tmp_path, VODOMER_DATABASE="")
    assert unset.returncode != 0
    assert "set it to the URL that the run was given" in unset.stderr


def test_a_url_without_a_password_is_written() -> None:
    url = "postgresql+psycopg://mpv@db/x?sslmode=require&a=b c"
    assert repeated(RunOptions(Path("out"), database=url)) == (f"vodomer run --database '{url}'")
    assert as_typed(["vodomer", url], url, DATABASE) == f"vodomer '{url}'"


def test_what_never_ended_is_repeated_by_the_same_command() -> None:
    events = Stream().start(("a/b[c]", ["ACT-06"]), rerun="vodomer run --agent http").events
    (scenario,) = judge(events, [MUST]).scenarios
    assert scenario.verdict is Verdict.INCOMPLETE
    assert scenario.rerun == "vodomer run --agent http --only 'a/b[c]'"


def test_a_run_with_a_defect_fails_again(tmp_path: Path) -> None:
    chosen = "--agent http --defect expired_code_accepted --seed 7"
    first = paste(f"vodomer run {chosen} --only ACT-11 --plain --out first", tmp_path)
    assert first.returncode == 3
    folder = tmp_path / "first"
    record = json.loads((folder / "run.json").read_text("utf-8"))
    failed = [one for one in record["scenarios"] if one["verdict"] == "fail"]
    assert failed
    command = failed[0]["rerun"]
    assert command == f"vodomer run {chosen} --only {failed[0]['id']}"
    for place in (first.stderr, (folder / "junit.xml").read_text("utf-8")):
        assert f"again: {command}" in " ".join(place.split())
    assert f"<code>{command}</code>" in html.unescape((folder / "report.html").read_text("utf-8"))
    again = paste(f"{command} --json", tmp_path)
    assert again.returncode == 3
    summary = json.loads(again.stdout.splitlines()[-1])
    assert summary["requirements"]["ACT-11"]["verdict"] == "fail"
    assert summary["part"]["requirements"] < summary["part"]["of"]
    assert f"1 fail; part: {summary['part']['requirements']} of" in again.stderr


def test_a_known_bad_application_of_the_self_test_fails_again(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "selftest", catalogue.load(), [], frozenset(), scope="own")
    record = certified(plan, "state_unchecked", reference_target("state_unchecked"), {"RP-04"})
    failed = [one for one in record.scenarios if one.verdict is Verdict.FAIL]
    assert failed
    again = paste(f"{failed[0].rerun} --json", tmp_path)
    assert again.returncode == 3, again.stderr
    assert json.loads(again.stdout.splitlines()[-1])["requirements"]["RP-04"]["verdict"] == "fail"
