"""Is a tester's suite that could not be run, or would prove nothing, refused before it starts?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.acceptance.story import read_stories
from harness.acceptance.suite import read_suite
from harness.errors import ConfigurationError
from harness.record.judged_run import RUN_JSON, read_run_json
from harness.tests.command import ROOT, vodomer
from harness.tests.manuals import blocks, shell_lines
from harness.tests.own_suites import GOOD, TARGET, suite


def refusal(folder: Path, text: str, **files: str) -> str:
    features = suite(folder, text, **files)
    steps = folder / "steps"
    with pytest.raises(ConfigurationError) as refused:
        read_suite(features, steps if steps.exists() else None, "application")
    return str(refused.value)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--target", str(TARGET)], 2, "belong together"),
        (["--features", "features"], 2, "belong together"),
        (["--target", str(TARGET), "--features", "nowhere"], 6, "nowhere: is no folder"),
        (["--target", "nowhere.toml", "--features", "features"], 6, "name a target file"),
        (["--target", str(TARGET), "--features", "features", "--defect", "x"], 2, "--defect"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    options: list[str], code: int, said: str, tmp_path: Path
) -> None:
    assert said in refused(tmp_path / "run", options, code)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("features", "said"), [("docs", "has no scenario"), ("features", "features/")]
)
def test_a_suite_that_cannot_be_run_is_reported(features: str, said: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert said in refused(run, ["--target", str(TARGET), "--features", features], 6)
    record = read_run_json(run / RUN_JSON)
    assert (record.exit_code, record.is_of_own_scenarios) == (6, True)
    (problem,) = record.problems
    assert said in problem.text.en
    assert said in (run / "junit.xml").read_text("utf-8")


def refused(run: Path, options: list[str], code: int) -> str:
    """Run a command that is to be refused; gives what it says."""
    done = vodomer("run", *options, "--plain", "--out", str(run))
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_undefined_step_is_told_with_the_three_nearest(tmp_path: Path) -> None:
    said = refusal(tmp_path, GOOD + "    When the person signs inn\n    Then the person saw it\n")
    first, second = said.splitlines()
    assert "first.feature:7: no step is known for “When the person signs inn”" in first
    assert first.count("“") == 1 + 3
    assert "“When {name} signs in”" in first
    assert "first.feature:8" in second


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Feature: x\n  Scenario: y\n    Given a\n  nonsense\n", "first.feature:4: is no Gherkin"),
        ("  Scenario: y\n", "has no steps"),
        ("  Scenario: y\n    When the person opens the application\n", "has no Then"),
        (GOOD + GOOD, "first.feature:8: has the id first/in-order of"),
        ("  @NO-1" + GOOD, "no requirement NO-1 is known"),
        ("  @RP-004" + GOOD, "near: RP-04"),
        (GOOD.replace("account", 'account and the mechanisms "sms"'), "unknown mechanism: sms"),
        (
            "  Scenario Outline: y\n    Then the person sees <a>\n    Examples:\n      | a |\n",
            "no row of examples",
        ),
        (
            '  Scenario: y\n    Given REKONO has the fault "wrong_nonze"\n'
            '    Then the person sees "x"\n',
            "first.feature:3: unknown fault: wrong_nonze; near: wrong_nonce",
        ),
    ],
)
def test_what_could_not_prove_anything_is_refused(text: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("import nothing_of_the_kind\n", "own.py:1: cannot be loaded: ModuleNotFoundError"),
        ("def f(:\n", "own.py:1: cannot be loaded: SyntaxError"),
        ("raise SystemExit\n", "own.py:1: cannot be loaded: SystemExit"),
        (
            "from pytest_bdd import when\n@when('the person signs in')\ndef f(): pass\n",
            "fits two steps",
        ),
        ("from pytest_bdd import then\n@then('x')\nasync def f(): pass\n", "is async"),
        ("from pytest_bdd import then\n@then('x')\ndef f(page): pass\n", "asks for page"),
    ],
)
def test_own_steps_that_cannot_be_run_are_refused(own: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, GOOD + "    And x\n", steps__own_py=own)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("[OWN-1]\n", "level is missing"),
        ('[OWN-1]\nlevel = "MAY"\nsource = "a"\ntext = "b"\n', "level = 'MAY'"),
        ('[OWN-1]\nlevel = "MUST"\nsource = "a"\ntext = "b"\nsize = 1\n', "unknown key size"),
        ('[RP-04]\nlevel = "MUST"\nsource = "a"\ntext = "b"\n', "a requirement of Vodomer"),
        ("nonsense", "requirements.toml"),
    ],
)
def test_requirements_that_do_not_hold_are_refused(rows: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, GOOD, features__requirements_toml=rows)


def test_rows_and_rules_are_read_as_gherkin_means_them(tmp_path: Path) -> None:
    text = """
  @all
  Rule: A rule

    Background:
      Given the person with a REKONO account

    @id:other/rows
    Scenario Outline: Press <what>
      When the person presses "<what>"
      Then the person sees "<what>"

      @one
      Examples:
        | what |
        | Ena  |

      Examples:
        | what |
        | Dva  |
"""
    one, two = read_stories(suite(tmp_path, text))
    assert (one.id, two.id) == ("other/rows[ena]", "other/rows[dva]")
    assert (one.name, one.rule, one.tags) == ("Press Ena", "A rule", ("all", "one"))
    assert two.tags == ("all",)
    kinds = [(step.keyword, step.type) for step in one.steps]
    assert kinds == [("Given", "given"), ("When", "when"), ("Then", "then")]
    assert one.place.endswith("first.feature:10")


def test_the_manual_names_its_scenario_as_it_is_called(tmp_path: Path) -> None:
    manual = ROOT / "docs" / "scenarios.md"
    (tmp_path / "sign_in.feature").write_text(next(blocks(manual, "gherkin")), "utf-8")
    first, _second = read_stories(tmp_path)
    chosen = [line for line in shell_lines(manual) if "--only" in line]
    assert [line.split()[-1] for line in chosen] == [first.id]
