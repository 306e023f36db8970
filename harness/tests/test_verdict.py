"""Do verdicts roll up by gravity, and do exceptions know their word?"""

import pytest

from harness.record.verdict import (
    Mismatch,
    Missed,
    NotApplicable,
    PreconditionMissing,
    Verdict,
    exit_code,
    gravest,
    roll_up,
    verdict_of,
)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], "incomplete"),
        (["pass"], "pass"),
        (["pass", "warn", "fail"], "fail"),
        (["fail", "incomplete"], "incomplete"),
        (["incomplete", "error"], "error"),
        (["pass", "skip"], "skip"),
        (["skip", "warn"], "warn"),
        (["pass", "not_applicable"], "pass"),
        (["not_applicable", "not_applicable"], "not_applicable"),
        (["not_applicable", "not_tested"], "not_applicable"),
        (["pass", "not_tested", "not_run"], "pass"),
        (["not_tested", "not_run"], "not_run"),
    ],
)
def test_roll_up(parts: list[str], whole: str) -> None:
    assert roll_up(map(Verdict, parts)) is Verdict(whole)


def test_silence_has_no_gravest_word() -> None:
    with pytest.raises(ValueError, match="empty"):
        gravest([])


@pytest.mark.parametrize("verdict", Verdict)
def test_only_proved_runs_end_with_zero(verdict: Verdict) -> None:
    expected = {"pass": 0, "warn": 0, "flaky": 3, "fail": 3}
    assert exit_code(verdict) == expected.get(verdict, 4)


@pytest.mark.parametrize(
    ("problem", "word"),
    [
        (None, "pass"),
        (Mismatch("a", "b"), "fail"),
        (Missed("a", "b"), "warn"),
        (PreconditionMissing("no inbox"), "skip"),
        (NotApplicable("no logout"), "not_applicable"),
        (AssertionError("x"), "error"),
        (KeyError("x"), "error"),
    ],
)
def test_an_exception_knows_its_word(problem: BaseException | None, word: str) -> None:
    assert verdict_of(problem) is Verdict(word)


def test_a_mismatch_reads_as_a_pair() -> None:
    assert str(Mismatch("active", "an error page", "after")) == (
        "after: expected active, saw an error page"
    )
