"""Does all work, or say why not in a line, where this machine is ::1 or has no 127.0.0.1?

Each test is in a network of its own, with hosts of its own, which needs root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harness.processes.loopback import HOME, NAME, NoLoopback, require_home, require_name

ROOT = Path(__file__).parents[2]
VODOMER = (sys.executable, "-m", "harness")
MOCK = (sys.executable, "-m", "mock_rekono")
ENTER = ("unshare", "--net", "--mount")
NO_HOME = f"this machine has no {HOME}, by which the parts of Vodomer meet: as root"
NO_SIX = f"{NAME} is ::1, which this machine has not: add `{HOME} {NAME}` to /etc/hosts"
ASKS = """
import subprocess, sys, urllib.request
mock = subprocess.Popen([*sys.argv[1:], "--stop-with-parent"], stdin=-1, stdout=-1, text=True)
for line in mock.stdout:
    if line.startswith("issuer="):
        issuer = line.partition("=")[2].strip()
        break
found = urllib.request.urlopen(issuer + ".well-known/openid-configuration")
print(issuer, found.status)
mock.communicate()
"""


def elsewhere(
    tmp_path: Path, hosts: str, addresses: tuple[str, ...], *command: str
) -> subprocess.CompletedProcess[str]:
    """Run a command where loopback has these addresses only, and names are those of the hosts."""
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("a network of one's own needs root, unshare and ip")
    file = tmp_path / "hosts"
    file.write_text(hosts)
    added = [f"ip addr add {address} dev lo" for address in addresses]
    begin = ["ip link set lo up", "ip addr flush dev lo", *added, f"mount --bind {file} /etc/hosts"]
    script = " && ".join([*begin, 'exec "$@"'])
    if subprocess.run([*ENTER, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network of one's own is allowed here")
    return subprocess.run(
        [*ENTER, "sh", "-c", script, "sh", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


FOUR, SIX = "127.0.0.1/8", "::1/128"
ONLY_SIX = "::1 localhost\n"


def test_where_localhost_is_the_other_one_a_run_passes(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    options = ("run", "--agent", "http", "--only", "ACT-01", "--out", out)
    done = elsewhere(tmp_path, ONLY_SIX, (FOUR, SIX), *VODOMER, *options)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_doctor_finds_nothing_wrong_there(tmp_path: Path) -> None:
    done = elsewhere(tmp_path, ONLY_SIX, (FOUR, SIX), *VODOMER, "doctor", "--browser", "/nowhere")
    assert "names: 127.0.0.1 and localhost lead here (localhost is ::1)" in done.stdout
    assert "servers: provider and reference start and answer" in done.stdout


@pytest.mark.parametrize(
    ("hosts", "addresses", "host", "issuer"),
    [
        (ONLY_SIX, (FOUR, SIX), "localhost", "http://localhost:"),
        (ONLY_SIX, (SIX,), "localhost", "http://localhost:"),
        (ONLY_SIX, (SIX,), "::1", "http://[::1]:"),
        ("127.0.0.1 localhost\n", (FOUR,), "localhost", "http://localhost:"),
    ],
)
def test_the_mock_answers_at_the_address_that_it_says(
    tmp_path: Path, hosts: str, addresses: tuple[str, ...], host: str, issuer: str
) -> None:
    asks = (sys.executable, "-c", ASKS)
    done = elsewhere(tmp_path, hosts, addresses, *asks, *MOCK, "--host", host)
    assert done.stdout.startswith(issuer), done.stderr
    assert done.stdout.split()[-1] == "200"


@pytest.mark.parametrize(
    ("hosts", "addresses", "reason"),
    [
        ("127.0.0.1 localhost\n", (SIX,), NO_HOME),
        (ONLY_SIX, (SIX,), NO_HOME),
        (ONLY_SIX, (FOUR,), NO_SIX),
        ("192.0.2.1 localhost\n", (FOUR, SIX), f"{NAME} is 192.0.2.1, not {HOME}"),
    ],
)
def test_where_it_cannot_work_one_line_says_why(
    tmp_path: Path, hosts: str, addresses: tuple[str, ...], reason: str
) -> None:
    out = ("--out", str(tmp_path / "run"))
    options = ("run", "--agent", "http", "--only", "ACT-01", *out)
    done = elsewhere(tmp_path, hosts, addresses, *VODOMER, *options)
    assert done.returncode == 6
    assert [line for line in done.stderr.splitlines() if reason in line]
    assert "Traceback" not in done.stderr


def test_the_doctor_says_so_once(tmp_path: Path) -> None:
    done = elsewhere(tmp_path, ONLY_SIX, (SIX,), *VODOMER, "doctor", "--browser", "/nowhere")
    assert done.returncode == 6
    assert f"names: {NO_HOME}" in done.stdout
    assert done.stdout.count("not tried, see names") == 4


@pytest.mark.parametrize(
    ("host", "addresses", "other"), [("127.0.0.1", (SIX,), "::1"), ("::1", (FOUR,), "127.0.0.1")]
)
def test_the_mock_says_which_address_is_not_there(
    tmp_path: Path, host: str, addresses: tuple[str, ...], other: str
) -> None:
    done = elsewhere(tmp_path, ONLY_SIX, addresses, *MOCK, "--host", host)
    assert done.returncode == 2
    said = f"this machine has no address {host}; choose one that it has, such as --host {other}"
    assert done.stderr == f"mock_rekono: --host {host}: {said}\n"


def test_this_machine_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    require_home()
    assert require_name()
    monkeypatch.setattr("harness.processes.loopback.NAME", "no-such-name.invalid")
    with pytest.raises(NoLoopback, match=r"no-such-name\.invalid has no address"):
        require_name()
