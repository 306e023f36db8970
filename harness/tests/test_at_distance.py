"""What is said of checks that need a start of the application, where others have started it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.checks.application import all_checks
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.processes.ports import free_port
from harness.processes.servers import Server
from harness.record.verdict import Verdict
from harness.render.certificate import certificate as page_of
from harness.tests.forked import certify
from harness.tests.sample_pages import PAGES

SECRET = "secret-of-the-application"
TARGET = """
[target]
name = "Register"
version = "1"
profile = "application"
start = "{start}"
client_id = "register"
client_secret = "{secret}"
redirect_uris = ["{start}callback"]
languages = ["sl", "en"]
[provider]
port = {port}
"""
NEED_A_START = ("client-secret-encoded", "fault-keys_down")


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[ApplicationTarget]:
    """Start the sample application as somebody else would."""
    port, provider = free_port(), free_port()
    file = tmp_path / "target.toml"
    start = f"http://localhost:{port}/"
    file.write_text(TARGET.format(start=start, secret=SECRET, port=provider) + PAGES, "utf-8")
    words = ["-m", "harness.reference.application", "--port", str(port), "--timeout", "3"]
    issuer = f"http://127.0.0.1:{provider}/openid-connect-server-webapp/"
    told = {"clients": {"register": SECRET}}
    running = Server("register", [*words, "--issuer", issuer], secrets=told).start()
    try:
        running.ready()
        yield read_target(file)
    finally:
        running.stop()


@pytest.mark.slow
def test_what_needs_a_start_is_not_applicable_for_that_reason(
    deployed: ApplicationTarget, tmp_path: Path
) -> None:
    checks = [all_checks()[name] for name in ("honest-sign-in", *NEED_A_START)]
    record = certify(deployed, checks, Options(out=tmp_path / "run"))
    signs_in, secret, keys = sorted(
        record.scenarios, key=lambda one: ("honest-sign-in", *NEED_A_START).index(one.id)
    )
    assert signs_in.verdict is Verdict.PASS
    for one in (secret, keys):
        assert one.verdict is Verdict.NOT_APPLICABLE, one.message
        assert "at a distance" in (one.message or "")
        assert "[process]" in (one.message or "")
    paper = page_of(record)
    assert paper is not None
    assert any("na daljavo ni mogoče" in one.why.sl for one in paper.silent)
