"""The published samples are a whole run and a certificate, and of today's Vodomer."""

from __future__ import annotations

import re
import socket
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from harness import catalogue
from harness.catalogue import Requirement
from harness.checks.application.sample_application import FILE
from harness.checks.kinds import read_subject
from harness.commands.listing import KINDS
from harness.record.attestation import verify
from harness.record.judged_run import RunRecord
from harness.record.rejudging import rejudge
from harness.record.verdict import Verdict
from reports import publish

RENEW = "out of date; make it anew: python -m reports.publish"
LIMIT = 3_000_000
"""Bytes of the published report."""


@pytest.fixture(scope="module")
def whole() -> RunRecord:
    """Read the published run."""
    return rejudge(publish.RUN)


@pytest.fixture(scope="module")
def certified() -> RunRecord:
    """Read the published certificate's run."""
    return verify(publish.CERTIFICATE, publish.PUBLIC_KEY)


def levels(rows: Iterable[Requirement]) -> dict[str, str]:
    return {row.id: row.level for row in rows}


def levels_of(record: RunRecord) -> dict[str, str]:
    return {row.id: row.level for row in record.requirements.values()}


def test_the_run_is_whole_and_green(whole: RunRecord) -> None:
    assert (whole.verdict, whole.agent, whole.defect) == (Verdict.PASS, "browser", None)
    assert not whole.filtered
    planned = {one.id: one.requirements for one in whole.scenarios}
    today = {row["id"]: row["requirements"] for row in KINDS["scenarios"]()}
    assert planned == today, f"{RENEW} run"
    assert levels_of(whole) == levels(catalogue.load().values()), f"{RENEW} run"


def test_the_page_and_its_picture_are_of_that_run() -> None:
    shown = publish.PAGE.read_text(encoding="utf-8")
    assert shown == publish.page_text(), f"{RENEW} page"
    assert publish.seal_of(publish.PICTURE.read_bytes()) == publish.digest_of_page(), (
        f"{RENEW} page"
    )
    assert len(shown.encode()) < LIMIT


def test_the_certificate_is_one(certified: RunRecord) -> None:
    assert (certified.verdict, certified.signer is not None) == (Verdict.PASS, True)
    ids = [one.id for one in read_subject(FILE).checks]
    assert sorted(one.id for one in certified.scenarios) == sorted(ids), f"{RENEW} certificate"
    rows = catalogue.by_profile(certified.profile).values()
    assert levels_of(certified) == levels(rows), f"{RENEW} certificate"


def test_nothing_of_a_machine_is_published() -> None:
    ours = (publish.ROOT, Path.home(), Path(tempfile.gettempdir()))
    traces = [*(re.escape(f"{folder}/") for folder in ours), "/root/", "/home/"]
    if (name := socket.gethostname()) != "localhost":
        traces.append(rf"\b{re.escape(name)}\b")
    for folder in (publish.RUN, publish.CERTIFICATE):
        for file in folder.rglob("*"):
            if file.suffix in {".html", ".ndjson", ".json", ".xml", ".svg", ".txt"}:
                text = re.sub('data:image/[^"]+', "", file.read_text(encoding="utf-8"))
                assert not re.search("|".join(traces), text), file
