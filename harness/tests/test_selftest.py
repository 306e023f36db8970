"""Does the self-test see what is caught, what is not, and what could not be examined?"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from harness import catalogue
from harness.checks.application import checks_of
from harness.commands.selftest import chosen
from harness.engine.feature_files import list_scenarios
from harness.errors import ConfigurationError
from harness.processes import registries
from harness.record.verdict import Verdict
from harness.reference.defects import rules_with
from harness.selftest.outcome import Caught, Findings, conforming_verdict
from harness.selftest.page import page, write
from harness.selftest.plan import KnownBad, Plan
from harness.selftest.running import Table, examine_all
from harness.tests.command import vodomer
from harness.words import Words

ROOT = Path(__file__).parents[2]
TITLE = Words(sl="Nekaj je <b>narobe</b>", en="Something is <b>wrong</b>")


def selftest(*words: str) -> subprocess.CompletedProcess[str]:
    return vodomer("selftest", "--plain", *words)


@pytest.fixture(scope="module")
def scenarios() -> list[Any]:
    return list(list_scenarios())


@pytest.fixture
def plan(tmp_path: Path, scenarios: list[Any]) -> Plan:
    checked = frozenset(check.requirement for check in checks_of("application").values())
    return Plan(tmp_path, catalogue.load(), scenarios, checked, scope="area")


def bad(id: str = "some_defect", breaks: str = "SUP-02") -> KnownBad:
    return KnownBad(id, breaks, TITLE)


def test_two_defects_are_caught_by_what_they_break(tmp_path: Path) -> None:
    wanted = ["--only", "SUP-02", "--only", "support_page_without_mpv", "--scope", "area"]
    ended = selftest(*wanted, "--json", "--out", str(tmp_path / "out"))
    table = json.loads(ended.stdout.splitlines()[-1])
    assert ended.returncode == 0, ended.stderr
    assert table["honest"] == {"activation": "pass"}
    rows = {row["id"]: (row["breaks"], row["failed"], row["verdict"]) for row in table["defects"]}
    assert rows == {
        "no_reference_to_quote": ("SUP-02", ["SUP-02"], "pass"),
        "support_page_without_mpv": ("SUP-03", ["SUP-03"], "pass"),
    }
    assert [row["rerun"] for row in table["defects"]] == [
        f"vodomer selftest --scope area --only {name}" for name in rows
    ]
    assert (table["scope"], table["complete"]) == ("area", False)
    assert "area; only some of the defects were tested" in ended.stderr
    assert json.loads((tmp_path / "out" / "selftest.json").read_text()) == table
    page = LexborHTMLParser((tmp_path / "out" / "selftest.html").read_text("utf-8"))
    (_, rows_of_page) = (article.css("tbody th") for article in page.css("article"))
    assert [row.text() for row in rows_of_page] == [*rows]


def test_a_wrong_declaration_and_a_defect_that_is_not_there_are_told_apart(plan: Plan) -> None:
    shown: list[tuple[str, str]] = []
    table = examine_all(
        plan,
        [bad("support_page_without_mpv", "SUP-02"), bad("no_such_defect", "SUP-01")],
        lambda target, _requirement, verdict, _found: shown.append((target, str(verdict))),
        complete=False,
    )
    declared, missing = table.defects
    assert (declared.verdict, declared.failed) == (Verdict.FAIL, ["SUP-03"])
    assert missing.verdict is Verdict.ERROR
    assert "unknown defect 'no_such_defect'" in missing.findings.problem
    assert (table.verdict, table.exit_code) == (Verdict.ERROR, 4)
    assert sorted(shown) == [
        ("conforming (activation)", "pass"),
        ("no_such_defect", "error"),
        ("support_page_without_mpv", "fail"),
    ]


@pytest.mark.parametrize(
    ("breaks", "found", "verdict"),
    [
        ("ACT-11", Findings(9, failed=("ACT-11",)), Verdict.PASS),
        ("ACT-11", Findings(9, failed=("ACT-11",), warned=("ACT-16",)), Verdict.PASS),
        ("ACT-16", Findings(9, warned=("ACT-16",)), Verdict.PASS),
        ("ACT-16", Findings(9, failed=("ACT-11",), warned=("ACT-16",)), Verdict.FAIL),
        ("ACT-11", Findings(9, failed=("ACT-11", "ACT-12")), Verdict.FAIL),
        ("ACT-11", Findings(9, failed=("ACT-12",)), Verdict.FAIL),
        ("ACT-11", Findings(9), Verdict.FAIL),
        ("ACT-11", Findings(9, failed=("ACT-11",), unknown=("ACT-12",)), Verdict.ERROR),
        ("ACT-11", Findings(9, failed=("ACT-11",), skipped=("ACT-12",)), Verdict.PASS),
        ("ACT-11", Findings(9, skipped=("ACT-11",)), Verdict.ERROR),
        ("ACT-11", Findings(9, failed=("ACT-11",), problem="broken off"), Verdict.ERROR),
    ],
)
def test_caught_is_by_exactly_what_is_broken(
    breaks: str, found: Findings, verdict: Verdict
) -> None:
    assert Caught(bad(breaks=breaks), found).verdict is verdict


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Findings(9), Verdict.PASS),
        (Findings(9, warned=("ACT-16",)), Verdict.FAIL),
        (Findings(9, failed=("ACT-11",)), Verdict.FAIL),
        (Findings(9, skipped=("ACT-11",)), Verdict.ERROR),
        (Findings(0), Verdict.ERROR),
        (Findings(problem="no record"), Verdict.ERROR),
    ],
)
def test_the_conforming_target_has_to_do_everything(found: Findings, verdict: Verdict) -> None:
    assert conforming_verdict(found) is verdict


def test_a_missed_defect_ends_with_3_and_a_conforming_target_counts(tmp_path: Path) -> None:
    caught = Caught(bad(), Findings(9, failed=("SUP-02",)))
    missed = Caught(bad("other"), Findings(9))
    fine = {"activation": Findings(9)}
    assert Table("all", True, fine, (caught,), 1.0).exit_code == 0
    assert Table("all", True, fine, (caught, missed), 1.0).exit_code == 3
    assert Table("all", True, {"activation": Findings(0)}, (caught,), 1.0).exit_code == 4
    assert Table("all", True, {}, (), 0.0).exit_code == 4


def test_the_page_speaks_both_languages_and_no_markup_of_others(tmp_path: Path) -> None:
    broken = Caught(bad(), Findings(problem="<script>1</script>"))
    written = write(Table("area", False, {}, (broken,), 61.0), tmp_path)
    text = written.read_text(encoding="utf-8")
    assert "No verdict" in page(Table("all", True, {}, (), 0.0))
    assert text == page(Table("area", False, {}, (broken,), 61.0))
    for words in ("Samopreskus", "Self-test", "samo izbor", "Only some of the known-bad", "1:01"):
        assert words in text
    assert "<script" not in text
    assert "&lt;b&gt;narobe" in text


def test_what_is_broken_says_how_a_target_is_examined(plan: Plan) -> None:
    kinds = {"ACT-01": ["activation"], "RP-04": ["activation", "application"]}
    for breaks, profiles in {**kinds, "RP-06": ["application"]}.items():
        assert plan.profiles_of(bad(breaks=breaks)) == profiles
    for nobody in ("OP-50", "ACT-99"):
        with pytest.raises(ConfigurationError, match=nobody):
            plan.profiles_of(bad(breaks=nobody))
    assert plan.needs_screen("UX-02")
    assert not plan.needs_screen("UX-01")


@pytest.mark.parametrize(
    ("scope", "held"),
    [("own", {"SUP-01"}), ("area", {"SUP-01", "SUP-02", "SUP-03", "SUP-04"})],
)
def test_a_scope_says_what_a_target_is_held_against(plan: Plan, scope: str, held: set[str]) -> None:
    assert set(replace(plan, scope=scope).bound("activation", ["SUP-01"])) == held
    assert held < set(replace(plan, scope="all").bound("activation", ["SUP-01"]))


def test_a_defect_of_applications_is_caught_by_certify(plan: Plan) -> None:
    (caught,) = examine_all(
        replace(plan, scope="own"),
        [bad("state_unchecked", "RP-04")],
        lambda *_told: None,
        complete=False,
    ).defects
    assert (caught.verdict, caught.failed) == (Verdict.PASS, ["RP-04"])
    ended = json.loads((plan.folder / "state_unchecked" / "application" / "run.json").read_text())
    assert ended["requirements"]["RP-04"]["verdict"] == "fail"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--only", "no_such"], "unknown defect or requirement: no_such"),
        (["--scope", "some"], "--scope some: not known"),
        (["--agent", "pigeon"], "--agent pigeon: not known"),
        (["--out", str(ROOT)], "is not empty"),
    ],
)
def test_a_mistake_is_one_line(words: list[str], complaint: str) -> None:
    ended = selftest(*words)
    assert ended.returncode == 2
    assert complaint in ended.stderr
    assert "Traceback" not in ended.stderr


OLDER_IDS = {
    "addresses_leave": "referrer_policy_missing",
    "name_not_escaped": "stored_xss",
    "pages_can_be_framed": "clickjacking",
    "pages_stored": "no_store_missing",
    "types_guessed": "nosniff_missing",
}


@pytest.mark.parametrize("older", OLDER_IDS)
def test_an_older_id_of_a_defect_still_names_it(older: str) -> None:
    assert registries.defect_named(older)["id"] == OLDER_IDS[older]
    assert [one.id for one in chosen(registries.defects(), [older])] == [OLDER_IDS[older]]
    assert type(rules_with(older)) is type(rules_with(OLDER_IDS[older]))
