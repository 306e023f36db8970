"""Is a broken leg of the way to a deployed application named, before any check runs?"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.checks.application import all_checks
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.application.target_check import TargetCheck
from harness.checks.application.target_lines import Line
from harness.checks.runner import Options
from harness.errors import ConfigurationError, TargetUnreachable, VodomerError
from harness.private_authority import Files, found
from harness.processes.ports import free_port
from harness.redaction.redactor import Redactor
from harness.tests.deployed import APPLICATION, REKONO, TARGET
from harness.tests.forked import certify

AGENTS = ("http", pytest.param("browser", marks=pytest.mark.browser))
ISSUER = "https://rekono.test.example.si:0/openid-connect-server-webapp/"
BACK_CHANNEL = "https://app.test.example.si:0/backchannel-logout"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return found(tmp_path_factory.mktemp("legs"), [REKONO, APPLICATION, "localhost"])


def target(files: Files, changes: dict[str, str]) -> ApplicationTarget:
    """Read the target file with other words in it."""
    text = TARGET
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = files.ca.with_name("target.toml")
    file.write_text(text, "utf-8")
    return read_target(file)


def behind_proxy(port: int) -> dict[str, str]:
    """Have somebody else end TLS for the provider, at a port of this machine."""
    return {
        ISSUER: f"https://localhost:{port}/openid-connect-server-webapp/",
        'listen = "127.0.0.2:0"': f'listen = "127.0.0.2:{free_port()}"',
        'certificate = "server.pem"\n': "",
        'key = "server.key"\n': "",
    }


def refusal(target: ApplicationTarget, folder: Path, agent: str) -> VodomerError:
    """Give how `certify` refuses to begin."""
    checks = [all_checks()["honest-sign-in"]]
    with pytest.raises(VodomerError) as caught:
        certify(target, checks, Options(out=folder / "run", agent=agent))
    assert "\n" not in str(caught.value)
    return caught.value


def misfits(target: ApplicationTarget) -> list[Line]:
    """Go through the target file, and give what does not fit."""
    lines: list[Line] = []
    settled = assign_ports(target)
    with (
        AgentPool.opened("http", settled, None) as windows,
        Rig.opened(settled, Redactor(), windows.offload) as rig,
    ):
        TargetCheck(rig, windows.open, lines.append).run()
    return [line for line in lines if not line.fits]


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_nobody_at_the_issuer_is_the_leg_of_the_browser(
    agent: str, files: Files, tmp_path: Path
) -> None:
    away = refusal(target(files, behind_proxy(free_port())), tmp_path, agent)
    assert isinstance(away, TargetUnreachable)
    assert str(away).startswith("from the browser to the issuer: https://localhost:")


@pytest.fixture
def somebody_else(files: Files) -> Iterator[int]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>Intranet</title>")

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    trusts = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusts.load_cert_chain(files.certificate, files.key)
    server.socket = trusts.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_somebody_else_at_the_issuer_is_told(
    files: Files, somebody_else: int, tmp_path: Path
) -> None:
    told = str(refusal(target(files, behind_proxy(somebody_else)), tmp_path, "http"))
    assert re.search(r"browser to the issuer: somebody else answers at .*Intranet", told)


NO_REKONO = {f"{REKONO}=127.0.0.2": f"{REKONO}=127.0.0.9"}
"""The application's DNS leads to where nobody listens."""


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_a_server_that_does_not_find_the_issuer_is_told(
    agent: str, files: Files, tmp_path: Path
) -> None:
    lost = refusal(target(files, NO_REKONO), tmp_path, agent)
    assert isinstance(lost, ConfigurationError)
    assert "from the application's server to the issuer: nothing at all" in str(lost)
    assert f"https://{REKONO}:" in str(lost)


@pytest.mark.slow
def test_a_logout_token_that_cannot_arrive_is_told(files: Files, tmp_path: Path) -> None:
    nowhere = {BACK_CHANNEL: f"https://{APPLICATION}:{free_port()}/backchannel-logout"}
    lost = refusal(target(files, nowhere), tmp_path, "http")
    assert isinstance(lost, TargetUnreachable)
    assert str(lost).startswith("from the issuer to the application: a logout token got no answer")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (behind_proxy(1), "from the browser to the issuer"),
        ({BACK_CHANNEL: f"https://{APPLICATION}:1/x"}, "from the issuer to the application"),
        ({}, None),
    ],
)
def test_the_target_check_tells_of_it(
    changes: dict[str, str], title: str | None, files: Files
) -> None:
    found = misfits(target(files, changes))
    assert [line.title for line in found] == ([title] if title else [])
    assert all(line.exit_code == TargetUnreachable.exit_code for line in found)
