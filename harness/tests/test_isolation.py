"""Can an application that we start reach the record, the key, or our processes? It tries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness.checks.application.peers import isolation_for
from harness.checks.application.process import ApplicationProcess
from harness.checks.application.target import ApplicationTarget
from harness.processes.isolation import Isolation, isolation_of
from harness.processes.ports import free_port
from harness.processes.servers import RunningServer, Server
from harness.record.evidence import EVENTS
from harness.record.run_folder import closed_to_others

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="another user needs root")
TOKEN = "control-token-of-the-mock"
INTRUDER = """
import http.server, json, os, pathlib, signal, sys

def tried(deed):
    try:
        return str(deed() or "done")
    except OSError as problem:
        return type(problem).__name__

port, record, key, mock = sys.argv[1:]
told = {"uid": os.getuid(), "groups": os.getgroups(),
    "key": tried(lambda: open(key).read()),
    "events": tried(lambda: open(record + "/events.ndjson", "a").write("{}")),
    "folder": tried(lambda: os.listdir(record)),
    "environment": tried(lambda: open(f"/proc/{mock}/environ").read()),
    "memory": tried(lambda: open(f"/proc/{mock}/mem", "rb")),
    "signal": tried(lambda: os.kill(int(mock), signal.SIGCONT)),
    "home": tried(lambda: (pathlib.Path.home() / "own").write_text("x"))}

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())
    log_message = print

http.server.HTTPServer(("127.0.0.1", int(port)), Page).serve_forever()
"""


def target(port: int, folder: Path, *command: str, isolate: bool = True) -> ApplicationTarget:
    start = f"http://127.0.0.1:{port}/"
    about: dict[str, object] = {
        "name": "Intruder",
        "profile": "application",
        "start": start,
        "client_id": "intruder",
    }
    about |= {"redirect_uris": [start]}
    process = {"start": [*command], "folder": str(folder), "isolate": isolate}
    shows = {"shows": {"text": "x"}}
    return ApplicationTarget.model_validate(
        {"target": about, "process": process, "signed_in": shows}
    )


@contextmanager
def mock() -> Iterator[RunningServer]:
    server = Server("rekono", ["-m", "mock_rekono"], secrets={"control_token": TOKEN}).start()
    try:
        server.ready("issuer=")
        yield server
    finally:
        server.stop()


def found_by_intruder(tmp_path: Path, isolation: Isolation | None = None) -> dict[str, object]:
    """Start the intruder as an application is started; give what it could do."""
    (tmp_path / "intruder.py").write_text(INTRUDER)
    record, key, home = (tmp_path / name for name in ("record", "key", "home"))
    record.mkdir()
    home.mkdir()
    (record / EVENTS).touch()
    key.write_text("private")
    key.chmod(0o600)
    port = free_port()
    with closed_to_others(record), mock() as server:
        arguments = [str(port), str(record), str(key), str(server.pid)]
        subject = target(port, tmp_path, sys.executable, "intruder.py", *arguments)
        how = isolation or isolation_for(subject, (record, key)).given(home)
        running = ApplicationProcess(subject, {}, {}, isolation=how).start()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                return {**json.load(answer), "isolation": how, "record": record}
        finally:
            running.stop()


@AS_ROOT
def test_an_application_reaches_nothing_of_ours(tmp_path: Path) -> None:
    found = found_by_intruder(tmp_path)
    assert found["uid"] not in (0, os.getuid())
    assert found["groups"] == []
    assert found["home"] == "1"
    for deed in ("key", "events", "folder", "environment", "memory", "signal"):
        assert found[deed] in ("PermissionError", "FileNotFoundError"), deed
    assert (found["record"] / EVENTS).read_bytes() == b""  # type: ignore[operator]


@AS_ROOT
def test_without_isolation_it_could_have_and_that_is_told(tmp_path: Path) -> None:
    subject = target(free_port(), tmp_path, sys.executable, isolate=False)
    how = isolation_for(subject)
    assert how.told == {"kind": "none", "reason": "process.isolate = false in the target file"}
    found = found_by_intruder(tmp_path, how)
    assert found["key"] == "private"
    assert TOKEN not in str(found["environment"])


@AS_ROOT
def test_a_program_that_nobody_else_may_run_runs_as_ours_and_says_why(tmp_path: Path) -> None:
    program = tmp_path / "start"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    how = isolation_of([(["./start"], tmp_path)])
    assert how.kind == "none"
    assert "start cannot be run as another user" in how.reason


@AS_ROOT
def test_of_a_closed_folder_only_what_is_needed_is_shown(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "application").mkdir(parents=True)
    (home / "application" / "page").write_text("page")
    (home / "private").write_text("private")
    home.chmod(0o700)
    how = isolation_of([(["sh"], home / "application")])
    assert how.kind == "user"
    script = "ls ..; cat page; echo; cat ../private; id -u; grep CapEff /proc/self/status"
    look = ["sh", "-c", script]
    done = subprocess.run(
        how.around(look), cwd=home / "application", capture_output=True, text=True, check=False
    )
    listed, page, uid, capabilities = done.stdout.split("\n")[:4]
    assert (listed, page) == ("application", "page")
    assert int(uid) == how.uid != 0
    assert capabilities.split()[-1].strip("0") == ""
    assert (home / "private").read_text() == "private"
