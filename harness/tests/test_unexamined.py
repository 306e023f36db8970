"""Is there a report of a run that ended before its first check, and may the next have its place?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_server
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from harness.engine.second_try import claim_anew, examined_nothing
from harness.errors import UsageError
from harness.private_authority import found
from harness.record.evidence import EVENTS
from harness.record.judge import judge
from harness.record.judged_run import RUN_JSON, read_run_json
from harness.record.signing_keys import new_keys
from harness.record.verdict import Verdict
from harness.tests.certificates import issue
from harness.tests.command import Ended, vodomer
from harness.tests.deployed import DEPLOYMENT, REKONO
from harness.tests.own_suites import GOOD, suite
from harness.tests.sample_pages import PAGES
from harness.tests.streams import MUST, Stream

IN_VAIN = "Interrupted before anything was examined: "
REPORTS = {"badge.svg", "junit.xml", "report.html", RUN_JSON}
ENDS_AT_ONCE = '["{python}", "-c", "raise SystemExit(3)"]'
ASKS_AS_ANOTHER = (
    """["env", 'VODOMER_CLIENT_SECRETS={"register": "x"}', """
    '"{python}", "-m", "harness.reference.application", "--id", "register"]'
)
IN_ORDER = '["{python}", "-m", "harness.reference.application", "--timeout", "3"]'
LOCAL = """
[target]
name = "it"
version = "1"
profile = "application"
start = "http://localhost:0/"
client_id = "CLIENT"
redirect_uris = ["http://localhost:0/callback"]
[process]
start = START
[sign_in]
steps = [{ press = "Prijava z računom REKONO" }]
[signed_in]
shows = { role = "button", name = "Odjava" }
"""
PROVIDER = """
[target]
name = "it"
version = "1"
profile = "provider"
issuer = "ISSUER"
[clients.first]
id = "a"
secret = "secret-of-a"
redirect_uri = "https://localhost/cb"
[[person.steps]]
fill = "E-naslov"
with = "{email}"
[person.is_signed_in]
"""
Setting = Callable[[Path, ExitStack], str]


def of(client: str, start: str) -> Setting:
    return lambda _folder, _opened: LOCAL.replace("CLIENT", client).replace("START", start)


def at_taken_port(folder: Path, opened: ExitStack) -> str:
    """Name a port for the provider at which somebody else listens."""
    port = opened.enter_context(create_server(("127.0.0.2", 0))).getsockname()[1]
    return deployed(folder, REKONO).replace("127.0.0.2:0", f"127.0.0.2:{port}")


def with_foreign_certificate(folder: Path, _opened: ExitStack) -> str:
    return deployed(folder, "localhost")


def deployed(folder: Path, name: str) -> str:
    """Write the target file of a deployed application, with certificates of a name."""
    files = found(folder, [name])
    text = DEPLOYMENT + PAGES
    for told, file in (("ca.pem", files.ca), ("server.pem", files.certificate)):
        text = text.replace(f'"{told}"', f'"{file}"')
    return text.replace('"server.key"', f'"{files.key}"')


BROKEN = {
    "an application that does not start": (of("another", ENDS_AT_ONCE), 5, "ended with code 3"),
    "an application set up otherwise": (of("another", ASKS_AS_ANOTHER), 6, "as the client"),
    "a port in use": (at_taken_port, 6, "provider.listen"),
    "a certificate of another name": (with_foreign_certificate, 6, "rekono.test.example.si"),
}


@contextmanager
def set_up(folder: Path, setting: Setting) -> Iterator[Path]:
    with ExitStack() as opened:
        file = folder / "target.toml"
        file.write_text(setting(folder, opened), "utf-8")
        yield file


def certify(file: Path, out: Path, *words: str) -> Ended:
    return vodomer("certify", str(file), "--plain", "--out", str(out), *words)


def sentence(ended: Ended) -> str:
    """Give the one line of the error, without the full stop."""
    (line,) = [one for one in ended.stderr.splitlines() if one.startswith("vodomer: ")]
    return line.removeprefix("vodomer: ").rstrip(".")


def told(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / RUN_JSON).read_text("utf-8"))
    return record


@pytest.mark.parametrize("name", BROKEN)
def test_the_reports_say_why_nothing_was_examined(name: str, tmp_path: Path) -> None:
    setting, code, says = BROKEN[name]
    out = tmp_path / "run"
    with set_up(tmp_path, setting) as file:
        for _again in range(2):  # the folder is free again
            ended = certify(file, out)
            assert ended.returncode == code, ended.stderr
            assert says in ended.stderr
            assert f"report:  {out / 'report.html'}" in ended.stderr
            assert {one.name for one in out.iterdir()} == {*REPORTS, EVENTS, "evidence"}
    record = told(out)
    assert (record["verdict"], record["exit_code"]) == ("incomplete", code)
    (problem,) = record["problems"]
    assert problem["text"]["en"].startswith(f"{IN_VAIN}{sentence(ended)}. Mend that")
    page = (out / "report.html").read_text("utf-8")
    assert IN_VAIN in page
    assert "Nič ni bilo pregledano, zato izida ni." in page
    assert "Never started" not in page
    root = Xml.fromstring((out / "junit.xml").read_text("utf-8"))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")
    assert IN_VAIN in str(root.find("testsuite/testcase").get("name"))  # type: ignore[union-attr]


def test_who_mends_it_runs_the_same_command(tmp_path: Path) -> None:
    out, only = tmp_path / "run", ("--only", "honest-sign-in")
    for start, code in ((ENDS_AT_ONCE, 5), (IN_ORDER, 0)):
        with set_up(tmp_path, of("register", start)) as file:
            ended = certify(file, out, *only)
        assert ended.returncode == code, ended.stderr
    record = read_run_json(out / RUN_JSON)
    assert (record.verdict, len(record.problems)) == (Verdict.PASS, 0)
    with set_up(tmp_path, of("register", IN_ORDER)) as file:
        assert certify(file, out, *only).returncode == UsageError.exit_code


def test_nobody_at_the_issuer_of_a_provider_is_reported(tmp_path: Path) -> None:
    from harness.tests.test_certify import target

    out = tmp_path / "run"
    file = target(tmp_path, "https://localhost:1", issue(tmp_path))
    assert certify(file, out).returncode == 5
    assert IN_VAIN in (out / "report.html").read_text("utf-8")


def test_scenarios_of_ones_own_are_reported_too(tmp_path: Path) -> None:
    features, out = suite(tmp_path, GOOD), tmp_path / "run"
    for start, code in ((ENDS_AT_ONCE, 5), (IN_ORDER, 0)):
        with set_up(tmp_path, of("register", start)) as file:
            words = ("--target", str(file), "--features", str(features), "--agent", "http")
            ended = vodomer("run", *words, "--plain", "--out", str(out))
        assert ended.returncode == code, ended.stderr
        assert (IN_VAIN in (out / "report.html").read_text("utf-8")) == bool(code)


def test_mistakes_of_the_command_line_leave_nothing(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with set_up(tmp_path, of("register", IN_ORDER)) as file:
        assert certify(file, out, "--oly", "honest-sign-in").returncode == 2
        assert certify(file, out, "--only", "nothing-of-the-kind").returncode == 2
        assert certify(file, out, "--agent", "telnet").returncode == 2
    assert certify(tmp_path / "none.toml", out).returncode == 6
    assert not out.exists()


@pytest.fixture(scope="module")
def in_vain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a target file and a run of it that has examined nothing."""
    folder = tmp_path_factory.mktemp("in_vain")
    with set_up(folder, of("register", ENDS_AT_ONCE)) as file:
        assert certify(file, folder / "run").returncode == 5
    new_keys(folder / "key")
    return folder


def test_other_commands_say_a_sentence_of_it(in_vain: Path) -> None:
    run, file, key = (str(in_vain / name) for name in ("run", "target.toml", "key"))
    resumed = vodomer("certify", file, "--resume", run)
    assert (resumed.returncode, sentence(resumed)) == (
        2,
        f"--resume {run}: nothing was examined there; run the same command with --out {run}",
    )
    signed = vodomer("sign", run, "--key", key)
    assert (signed.returncode, "nothing was examined" in sentence(signed)) == (2, True)
    verified = vodomer("verify", run, "--key", f"{key}.pub")
    assert (verified.returncode, "attestation.json" in sentence(verified)) == (8, True)
    before = (in_vain / "run" / "report.html").read_bytes()
    assert vodomer("report", run).returncode == 0
    assert (in_vain / "run" / "report.html").read_bytes() == before


@pytest.mark.parametrize("name", ["notes.txt", "attestation.json", "summary.md.bak"])
def test_what_is_not_ours_is_kept(name: str, in_vain: Path, tmp_path: Path) -> None:
    folder = copied(in_vain / "run", tmp_path / "run")
    (folder / name).write_text("mine")
    with pytest.raises(UsageError):
        claim_anew(folder)
    assert (folder / name).read_text() == "mine"


def test_of_many_that_want_the_folder_one_gets_it(in_vain: Path, tmp_path: Path) -> None:
    folder = copied(in_vain / "run", tmp_path / "run")

    def try_it(_number: int) -> bool:
        try:
            claim_anew(folder)
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1
    assert [one.name for one in folder.iterdir()] == [EVENTS]


def copied(run: Path, to: Path) -> Path:
    to.mkdir()
    for one in run.iterdir():
        if one.is_file():
            (to / one.name).write_bytes(one.read_bytes())
    return to


def begun() -> Stream:
    return Stream().start(("a", [MUST.id]))


def test_what_was_examined_is_never_taken_out(tmp_path: Path) -> None:
    for stream in (
        begun().scenario("a", "pass").add("run.interrupted", reason="x", exit_code=5),
        begun().add("run.interrupted", reason="somebody stopped it"),
        begun(),
    ):
        lines = "".join(f"{json.dumps(one)}\n" for one in stream.events)
        (tmp_path / EVENTS).write_text(lines)
        assert not examined_nothing(tmp_path)


@pytest.mark.parametrize("code", [0, 1, 3, 4, True, "6", None])
def test_no_other_exit_code_is_believed(code: object) -> None:
    record = judge(begun().add("run.interrupted", reason="x", exit_code=code).events, [MUST])
    assert (record.verdict, record.exit_code) == (Verdict.INCOMPLETE, 4)


def test_a_check_that_was_begun_makes_it_an_ordinary_record() -> None:
    stream = begun().scenario("a", "pass").add("run.interrupted", reason="x", exit_code=6)
    record = judge(stream.events, [MUST])
    assert (record.verdict, record.exit_code) == (Verdict.INCOMPLETE, 4)
