"""Does the public record say only what holds: of checks and known-bad targets that there are?"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from harness.catalogue.public_record import Kind, kinds, public_faults
from harness.checks.kinds import every_check
from harness.commands.record_page import FILE, pages
from harness.processes.registries import defects
from harness.record.judge import judge
from harness.render import render
from harness.tests.command import vodomer
from harness.tests.streams import MUST, Stream

PROVES = {one.id: one.requirement for one in every_check()}
BREAKS = {row["id"]: row["breaks"] for row in defects()}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.id)
def test_a_kind_is_seen_by_checks_that_catch_its_targets_or_says_why_not(kind: Kind) -> None:
    reasons = [why for why in (kind.missing, kind.unseen) if why]
    assert len(reasons) == (0 if kind.checks else 1)
    assert bool(kind.checks) == bool(kind.defects)
    proved = {PROVES[check] for check in kind.checks}
    assert {BREAKS[defect] for defect in kind.defects} <= proved


def test_each_row_is_there_once_and_each_kind_has_one() -> None:
    ids = [id for one in public_faults() for id in (one.id, *one.also)]
    assert [id for id, times in Counter(ids).items() if times > 1] == []
    assert {one.kind.id for one in public_faults()} == set(kinds())
    assert all(re.fullmatch(r"(\d{4}(-\d{4})?)?", one.year) for one in public_faults())
    assert not [one.id for one in public_faults() if one.missing and one.unseen]


def test_the_page_counts_and_names_all() -> None:
    page = pages()[FILE]
    seen = sum(one.why_not is None for one in public_faults())
    out = sum(one.is_out_of_sight for one in public_faults())
    every = len(public_faults())
    assert f"Of {every} faults {seen} are of kinds that checks see, {every - seen - out} are" in (
        page.replace("\n", " ")
    )
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(lines) == every + len(kinds()) + 4


@pytest.mark.parametrize(("verdict", "is_told"), [("fail", True), ("pass", False)])
def test_the_report_tells_at_what_fails_where_that_has_happened(
    verdict: str, is_told: bool, tmp_path: Path
) -> None:
    stream = Stream().start(("fault-alg_none", ["ACT-06"]))
    record = judge(stream.scenario("fault-alg_none", verdict).end().events, (MUST,))
    (page,) = render(record, tmp_path, ["html"])
    text = page.read_text("utf-8")
    assert ("CVE-2026-28802" in text) == is_told
    assert ("docs/public-record.md" in text) == is_told  # where the others are


@pytest.mark.parametrize(
    ("id", "language", "said"),
    [
        ("CVE-2021-44878", "en", "checked by: fault-alg_none"),
        ("cve-2021-44878", "sl", "preverjajo: fault-alg_none"),
        ("CVE-2019-14857", "en", "foreign-goal-at-sign-out"),  # another id of the same
        ("CVE-2023-27524", "en", "checked by: published-key"),
        ("CVE-2021-32791", "sl", "se ne vidi: iz piškotka"),
    ],
)
def test_one_is_explained(id: str, language: str, said: str) -> None:
    done = vodomer("explain", id, "--lang", language)
    assert done.returncode == 0, done.stderr
    assert said in " ".join(done.stdout.split())
