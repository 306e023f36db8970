"""Does a failed scenario leave what is needed to see why, and a passed one nothing of it?"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.record.evidence import HAR_TYPE
from harness.record.judged_run import Evidence, read_events
from harness.render.curl import curl
from harness.tests.command import vodomer
from harness.tests.har_schema import entries_of

Event = dict[str, Any]
FAILED, PASSED = "refused_codes/an-expired-code", "refused_codes/a-revoked-code"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run one scenario that fails and one that passes, over plain HTTP."""
    out = tmp_path_factory.mktemp("run") / "out"
    chosen = ("--only", FAILED, "--only", PASSED, "--defect", "expired_code_accepted")
    assert vodomer("run", "--agent", "http", "--out", str(out), *chosen).returncode == 3
    return out


@pytest.fixture(scope="module")
def kept(folder: Path) -> list[Event]:
    return [*of(folder, FAILED)]


def of(folder: Path, scenario: str) -> Iterator[Event]:
    for event in read_events(folder / "events.ndjson"):
        if event["type"] == "evidence" and event["scenario"] == scenario:
            yield event


def at_rekono(kept: list[Event]) -> list[Event]:
    return [one for one in kept if one["title"].startswith("at REKONO: ")]


def test_each_request_at_the_provider_is_told(kept: list[Event]) -> None:
    asked = {one["data"]["endpoint"]: one["data"] for one in at_rekono(kept)}
    assert {"authorize", "sign_in", "callback", "token", "userinfo"} <= asked.keys()
    assert asked["sign_in"]["request"]["form"]["password"] == "***"
    told = {one["kind"]: one for one in asked["token"]["tokens"]}
    assert told["id_token"]["header"]["alg"] == "RS256"
    assert told["id_token"]["claims"]["aud"] == "activation"
    assert told["id_token"]["signature"] == "***"


def test_the_archive_of_the_window_is_valid(folder: Path, kept: list[Event]) -> None:
    [archive] = [one for one in kept if one["kind"] == "har"]
    assert archive["media_type"] == HAR_TYPE
    entries = entries_of((folder / archive["file"]).read_text())
    addresses = [one["request"]["url"].partition("&")[0] for one in entries]
    assert any(one.endswith("/callback?code=***") for one in addresses)


def test_what_the_reference_wrote_is_told(kept: list[Event]) -> None:
    logs = [one for one in kept if one["kind"] == "log"]
    assert any("signed in" in json.dumps(one) for one in logs)


def test_a_scenario_that_passed_keeps_none_of_it(folder: Path) -> None:
    passed = [*of(folder, PASSED)]
    assert passed
    assert at_rekono(passed) == []
    assert {one["kind"] for one in passed} & {"har", "console"} == set()


def test_the_report_has_each_as_a_command(folder: Path, kept: list[Event]) -> None:
    report = (folder / "report.html").read_text()
    assert report.count("curl --include") == len(at_rekono(kept))
    for one in kept:
        if one["kind"] == "har":
            assert f'href="{one["file"]}"' in report


def command(**request: object) -> list[str]:
    return shlex.split(curl(Evidence(kind="exchange", title="x", data={"request": request})))


def test_a_command_sends_the_same() -> None:
    words = command(
        method="POST",
        url="https://op.example/token?a=%C4%8D",
        headers={"Authorization": "Basic ***"},
        form={"code": "***", "redirect_uri": "https://app.example/cb?x=1&y=2"},
    )
    assert words == [
        *("curl", "--include", "--globoff", "--request", "POST"),
        *("--url", "https://op.example/token?a=%C4%8D", "--header", "Authorization: Basic ***"),
        *("--data-raw", "code=***&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1%26y%3D2"),
    ]


@pytest.mark.parametrize(
    "request_of_a_stranger",
    [
        {"url": "file:///etc/passwd"},
        {"url": "-o/tmp/x"},
        {"url": "http://app.example/\n--output=x"},
        {"url": "http://[", "method": "GET"},
        {"url": "http://app.example/", "method": "GET -o x"},
        {"url": ["http://app.example/"]},
        {},
    ],
)
def test_no_command_is_made_of_what_is_no_request(request_of_a_stranger: Event) -> None:
    assert command(**request_of_a_stranger) == []


def test_nothing_in_a_request_becomes_an_option_or_a_file() -> None:
    words = command(
        url="http://app.example/'; rm -rf /;'$(id)",
        headers={"@/etc/passwd": "x", "A": "b\r\nC: d", "-o": "x", "E": "f"},
        form={"@/etc/passwd": "@/etc/passwd"},
    )
    assert words[5:] == [
        *("--url", "http://app.example/'; rm -rf /;'$(id)"),
        *(
            "--header",
            "-o: x",
            "--header",
            "E: f",
            "--data-raw",
            "%40%2Fetc%2Fpasswd=%40%2Fetc%2Fpasswd",
        ),
    ]
