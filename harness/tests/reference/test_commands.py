"""Do the commands start, complain and stop as promised?"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.tests.certificates import issue
from harness.tests.served import signal_another_thread

from .independent_provider import IndependentProvider
from .running import Reference, environment

pytestmark = pytest.mark.store

ISSUER = ("--issuer", "http://127.0.0.1:9/")


def run(
    *options: str, module: str = "harness.reference", **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, "--stop-with-parent", *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**environment(), **variables},
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ((), "--issuer"),
        (("--issuer", "ftp://x"), "not an http or https address"),
        (
            (*ISSUER, "--defect", "none_such"),
            "unknown defect 'none_such'; python -m harness.ref",
        ),
        ((*ISSUER, "--smtp", "nowhere"), "is not HOST:PORT"),
        ((*ISSUER, "--timeout", "0"), "not a number of seconds"),
        ((*ISSUER, "--application", "x"), "is not ID="),
        ((*ISSUER, "--activation-port", "99999"), "is not a port"),
        ((*ISSUER, "--database", "rubbish"), "--database is not a database URL"),
        ((*ISSUER, "--database", "sqlite:////no/such/place.db"), "--database cannot be opened"),
    ],
)
def test_bad_options(options: tuple[str, ...], complaint: str) -> None:
    done = run(*options)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_age() -> None:
    done = run(*ISSUER, "--max-age", "soon", module="harness.reference.application")
    assert done.returncode == 2
    assert "'soon' is not a whole number of seconds" in done.stderr


def test_over_tls_it_ends_as_well(tmp_path: Path) -> None:
    files = issue(tmp_path)
    tls = ("--tls", str(files.certificate), str(files.key))
    done = run(*ISSUER, *tls, module="harness.reference.application")
    assert done.returncode == 0, done.stderr
    assert "https://localhost:" in done.stdout


def test_no_certificate() -> None:
    secrets = '{"register": "a-secret-of-the-test"}'
    told = {"module": "harness.reference.application", "VODOMER_CLIENT_SECRETS": secrets}
    done = run(*ISSUER, "--tls", "/no/such.pem", "/no/such.key", **told)
    assert done.returncode == 2
    assert done.stderr.startswith("--tls: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("value", ["rubbish", "[]", "{}"])
def test_bad_secrets(value: str) -> None:
    done = run(*ISSUER, VODOMER_CLIENT_SECRETS=value)
    assert done.returncode == 2
    assert done.stderr.startswith("VODOMER_CLIENT_SECRETS")
    assert done.stderr.count("\n") == 1


def test_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run(*ISSUER, "--activation-port", str(other.getsockname()[1]))
    assert done.returncode == 6
    assert "cannot listen on" in done.stderr
    assert done.stderr.count("\n") == 1


def test_port_bound_twice_but_listening_once() -> None:
    """With SO_REUSEADDR the bind itself succeeds, so the refusal comes at listen."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        at = str(other.getsockname()[1])
        done = run(*ISSUER, "--activation-port", at, "--application", f"register={at}")
    assert done.returncode == 6
    assert "Traceback" not in done.stderr


def test_each_alone() -> None:
    for module, options in {
        "harness.reference.activation": (),
        "harness.reference.application": ("--id", "npv", "--activation", "http://localhost:9/"),
    }.items():
        done = run(*ISSUER, *options, module=module)
        assert done.returncode == 0, done.stderr
        assert "http://localhost:" in done.stdout


def test_a_signal_that_does_not_wake_the_main_thread_ends_it(
    start_reference: Callable[..., Reference], provider: IndependentProvider
) -> None:
    running = start_reference()
    signal_another_thread(running.process.pid)
    running.process.communicate(timeout=10)
    assert running.process.returncode == 0


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_cleanly(
    start_reference: Callable[..., Reference], provider: IndependentProvider, name: signal.Signals
) -> None:
    running = start_reference()
    running.process.send_signal(name)
    _, log = running.process.communicate(timeout=10)
    assert running.process.returncode == 0
    assert log == ""
