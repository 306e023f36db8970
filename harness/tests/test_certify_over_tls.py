"""Is an application certified where it really is: under host names, over TLS, by a private CA?

Nobody's DNS and no hosts file knows these names: our agents learn them of the target file, and the
application of a stand-in for its DNS.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from harness.agents.names import known, spot_of
from harness.checks.application import all_checks
from harness.checks.application.names import hosts_of, names_of
from harness.checks.application.provider_start import Seat
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.errors import ConfigurationError
from harness.private_authority import Files, found
from harness.processes.ports import PortTaken
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.tests.command import vodomer
from harness.tests.deployed import APPLICATION, REKONO, TARGET, beside, read
from harness.tests.forked import certify
from harness.tests.manuals import ROOT, blocks

AGENTS = ("http", pytest.param("browser", marks=pytest.mark.browser))
CHECKS = (
    "honest-sign-in",
    "fault-wrong_nonce",
    "fault-endpoints_over_other_scheme",
    "fault-endpoints_of_unknown_authority",
    "sign-out",
    "back-channel-logout",
    "session-cookie-secure",
    "hsts",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return found(tmp_path_factory.mktemp("tls"), [REKONO, APPLICATION])


@pytest.fixture
def target(files: Files) -> ApplicationTarget:
    file = files.ca.with_name("target.toml")
    file.write_text(TARGET, "utf-8")
    return read_target(file)


def examined(target: ApplicationTarget, folder: Path, agent: str) -> RunRecord:
    known = all_checks()
    checks = [known[name] for name in CHECKS]
    return certify(target, checks, Options(out=folder / "run", agent=agent))


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_the_sample_application_passes(
    agent: str, target: ApplicationTarget, tmp_path: Path
) -> None:
    record = examined(target, tmp_path, agent)
    assert {one.id: one.verdict for one in record.scenarios} == dict.fromkeys(CHECKS, Verdict.PASS)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def of_another_name(folder: Path, _files: Files) -> None:
    found(folder, [APPLICATION])


def long_expired(folder: Path, _files: Files) -> None:
    found(folder, [REKONO], LONG_AGO)


def with_another_key(folder: Path, files: Files) -> None:
    beside(folder, files)
    (folder / "server.key").write_bytes(files.ca_key.read_bytes())


def of_another_authority(folder: Path, files: Files) -> None:
    found(folder, [REKONO])
    shutil.copy(files.ca, folder)


def without_key(folder: Path, files: Files) -> None:
    beside(folder, files)
    (folder / "server.key").unlink()


def without_pem(folder: Path, files: Files) -> None:
    beside(folder, files)
    (folder / "server.pem").write_text("nothing", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (of_another_name, f"will not do for {REKONO}: Hostname mismatch"),
        (long_expired, f"will not do for {REKONO}: certificate has expired"),
        (with_another_key, "is not the key of"),
        (of_another_authority, f"will not do for {REKONO}: "),
        (without_key, "server.key is no file"),
        (without_pem, "cannot be used"),
    ],
)
def test_a_certificate_that_will_not_do_is_one_sentence(
    spoil: Callable[[Path, Files], None], said: str, files: Files, tmp_path: Path
) -> None:
    spoil(tmp_path, files)
    with pytest.raises(ConfigurationError, match=re.escape(said)) as caught:
        read(tmp_path)
    assert caught.value.exit_code == 6
    assert "\n" not in str(caught.value)


ISSUER = f"https://{REKONO}:8443/openid-connect-server-webapp/"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": "https://idp.rekono.si/openid-connect-server-webapp/"}, "the real one"),
        ({"issuer": f"https://{REKONO}/"}, "needs a path"),
        ({"issuer": f"{ISSUER}?a=b"}, "has no query"),
        ({"issuer": f"http://{REKONO}:0/oidc/"}, "goes with an https issuer"),
        ({"issuer": None}, "go with issuer"),
        ({"listen": "localhost:8443"}, "no IP address"),
        ({"listen": "127.0.0.2"}, "no IP address"),
        ({"listen": "127.0.0.2:70000"}, "not ADDRESS:PORT"),
        ({"key": None}, "go together"),
        ({"key": None, "certificate": None}, "an https issuer needs certificate and key"),
        ({"port": "8400"}, "leave port out"),
    ],
)
def test_what_makes_no_sense_is_refused(
    changes: dict[str, str | None], said: str, files: Files, tmp_path: Path
) -> None:
    beside(tmp_path, files)
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        read(tmp_path, **changes)


def test_the_table_of_the_manual_can_be_read(files: Files, tmp_path: Path) -> None:
    beside(tmp_path, files)
    _, table = blocks(ROOT / "docs" / "applications.md", "toml")
    before, _, rest = TARGET.partition("[provider]")
    file = tmp_path / "manual.toml"
    file.write_text(before + table + rest[rest.index("[process]") :], "utf-8")
    settings = read_target(file).mock
    assert (settings.issuer_port, settings.listen_port) == (8443, 8443)


def test_a_taken_port_is_told_before_anything_starts(
    files: Files, tmp_path: Path, socket_at_loopback: int
) -> None:
    beside(tmp_path, files)
    listen = f"127.0.0.2:{socket_at_loopback}"
    with pytest.raises(PortTaken, match=f"port {socket_at_loopback} at 127.0.0.2 is taken") as told:
        Seat.of(read(tmp_path, listen=listen).mock)
    assert told.value.exit_code == 6


def at_a_taken_port(port: int) -> str:
    return TARGET.replace("127.0.0.2:0", f"127.0.0.2:{port}")


def with_a_certificate_of_another(_port: int) -> str:
    return TARGET.replace(REKONO, "other.test.example.si")


@pytest.mark.parametrize(
    ("written", "said"),
    [(at_a_taken_port, "is taken"), (with_a_certificate_of_another, "Hostname mismatch")],
)
def test_the_command_says_so_in_one_line_and_in_its_record(
    written: Callable[[int], str], said: str, files: Files, tmp_path: Path, socket_at_loopback: int
) -> None:
    beside(tmp_path, files)
    file = tmp_path / "target.toml"
    file.write_text(written(socket_at_loopback), "utf-8")
    done = vodomer("certify", str(file), "--plain", "--out", str(tmp_path / "run"))
    assert done.returncode == 6, done.stderr
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("vodomer: ")
    assert said in line
    assert "Traceback" not in done.stderr
    record = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert (record["verdict"], record["exit_code"]) == ("incomplete", 6)


@pytest.fixture
def socket_at_loopback() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.2", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_behind_a_proxy_people_go_through_it(files: Files, tmp_path: Path) -> None:
    beside(tmp_path, files)
    plain = {"certificate": None, "key": None}
    target = read(tmp_path, issuer=ISSUER, listen="127.0.0.2:9000", **plain)
    assert [name.host for name in names_of(target)] == [APPLICATION]
    assert hosts_of(target) == (APPLICATION, REKONO)
    seat = Seat.of(target.mock)
    assert "--tls" not in seat.options
    assert seat.port == 9000
    assert seat.environment["MOCK_REKONO_PUBLIC_URL"] == f"https://{REKONO}:8443"


def test_who_listens_everywhere_is_reached_on_loopback(files: Files, tmp_path: Path) -> None:
    beside(tmp_path, files)
    with known(names_of(read(tmp_path, issuer=ISSUER, listen="0.0.0.0:9443"))):
        assert spot_of(REKONO.upper(), 8443) == ("127.0.0.1", 9443)
        assert spot_of(REKONO, 443) is None
        assert spot_of(APPLICATION, 443) == ("127.0.0.3", 443)
    assert spot_of(REKONO, 8443) is None


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="only root may start it as another user")
@pytest.mark.parametrize(("rights", "kind"), [(0o600, "none"), (0o644, "user")])
def test_who_may_read_its_key_runs_apart(rights: int, kind: str, tmp_path: Path) -> None:
    """As the manual says: a key that others may read lets root start it as another user."""
    with TemporaryDirectory() as opened:
        folder = Path(opened)
        folder.chmod(0o755)
        found(folder, [REKONO, APPLICATION]).key.chmod(rights)
        file = folder / "target.toml"
        file.write_text(TARGET.replace("isolate = false\n", ""), "utf-8")
        checks = [all_checks()["honest-sign-in"]]
        record = certify(read_target(file), checks, Options(tmp_path / "run"))
    assert record.verdict is Verdict.PASS
    assert record.environment["isolation"]["kind"] == kind
    assert ("Permission denied" in record.environment["isolation"]["reason"]) == (kind == "none")
