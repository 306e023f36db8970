"""What of our secrets can others read of the processes that we start: command line, environment?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from harness.engine.environment import Environment
from harness.engine.launch import Setup
from harness.engine.options import RunOptions
from harness.processes.inherited import inherited
from harness.processes.servers import Server
from harness.redaction.redactor import Redactor

SECRET = "v-cevovod-nihče-ne-vidi"


def readable(pid: int) -> str:
    """Read what stands in /proc of a process."""
    found = ""
    for name in ("cmdline", "environ"):
        with suppress(PermissionError):
            found += (Path("/proc") / str(pid) / name).read_bytes().decode("utf-8", "replace")
    return found


def test_mock_and_reference_show_no_secret(tmp_path: Path) -> None:
    with Environment.opened(Setup(RunOptions(out=tmp_path), Redactor())) as environment:
        parts = environment.parts
        secrets = [parts.token, parts.admin_token, *parts.client_secrets.values()]
        pids = [environment.provider.pid, environment.service.server.pid]
        pids += [child.pid for child in psutil.Process().children(recursive=True)]
        shown = "\n".join(map(readable, pids))
    assert "--secrets-on-stdin" in shown or "forkserver" in shown
    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize("module", ["mock_rekono", "harness.reference.application"])
def test_a_server_started_from_scratch_hears_its_secrets(module: str) -> None:
    options = [] if module == "mock_rekono" else ["--issuer", "http://127.0.0.1:9/"]
    told = {"control_token": SECRET, "clients": {"register": SECRET}}
    server = Server("test", ["-m", module, *options], secrets=told).start()
    try:
        server.ready()
        assert SECRET not in readable(server.pid)
    finally:
        server.stop()


def test_what_the_caller_has_set_for_a_mock_reaches_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOCK_REKONO_CODE_SECONDS", "1")
    monkeypatch.setenv("MOCK_REKONO_CONTROL_TOKEN", SECRET)
    monkeypatch.setenv("VODOMER_DATABASE", f"postgresql://u:{SECRET}@127.0.0.1/x")
    assert not [name for name in inherited() if name.startswith("MOCK_REKONO_")]
    assert SECRET not in " ".join(inherited().values())
    code = "import os, sys; print('ready', *os.environ.values(), flush=True); sys.stdin.read()"
    server = Server("test", ["-c", code]).start()
    try:
        assert SECRET not in server.ready("ready")
    finally:
        server.stop()
