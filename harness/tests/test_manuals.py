"""Do the manuals say what holds: commands, links, anchors, paths and target files that exist?"""

from __future__ import annotations

import importlib.util
import re
import shlex
import ssl
import subprocess
import sys
import urllib.request
from configparser import ConfigParser
from contextlib import suppress
from pathlib import Path

import pytest
import typer
import typer.main

from harness.checks.kinds import read_subject
from harness.cli import app
from harness.processes.ports import free_port
from harness.processes.servers import Server
from harness.tests.docker_lines import DockerRun, check_build, check_compose
from harness.tests.manuals import MANUALS, ROOT, blocks, name_of, prose, shell_lines

INLINE = re.compile(r"`((?:vodomer|docker) [^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:harness|mock_rekono|docs|examples|deploy|features|scenarios|\.ci)/[\w./-]*)`"
)
STANDS_FOR = re.compile(r"\b[A-Z][A-Z]+\b|\.\.\.|\[|<")
"""A word of a command that stands for another one."""

WHOLE = sorted({(name_of(file), line) for file in MANUALS for line in shell_lines(file)})
CONTROL = "docs/control.md"


def inline() -> list[tuple[str, str]]:
    """List every command of ours within a sentence, with its manual's name."""
    found = {
        (name_of(file), words)
        for file in MANUALS
        for words in INLINE.findall(re.sub(r"\s+", " ", prose(file)))
    }
    return sorted(one for one in found if not STANDS_FOR.search(one[1].replace("${PWD}", "")))


@pytest.mark.parametrize(("manual", "words"), inline())
def test_commands_in_sentences_exist(manual: str, words: str) -> None:
    if words.startswith("docker "):
        check_command(shlex.split(words))
        return
    with suppress(typer.Exit):  # `--version` ends at once
        read_vodomer(shlex.split(words)[1:], whole=False)


@pytest.mark.parametrize(("manual", "words"), WHOLE)
def test_commands_in_blocks_are_read_to_their_end(manual: str, words: str) -> None:
    check_command(shlex.split(words))


def check_command(words: list[str]) -> None:
    """Read a command line as its program would; nothing is run. A program nobody knows fails."""
    while re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    match words:
        case ["vodomer", *rest] | [".venv/bin/vodomer", *rest]:
            read_vodomer(rest, whole=True)
        case ["python3", "start.py", "setup"]:
            pass
        case ["python3", "start.py", "test", *rest]:
            read_tox(rest)
        case ["python3", "start.py", *rest]:
            read_vodomer(rest, whole=True)
        case ["python", "-m", "mock_rekono", *_]:
            succeeds([sys.executable, *words[1:], "--help"])  # reads what stands before it, too
        case ["python", "-m", module, *_]:
            assert importlib.util.find_spec(module), f"no module {module}"
        case ["pytest", *rest]:
            succeeds([sys.executable, "-m", "pytest", *rest, "--collect-only", "-q"])
        case ["docker", *rest]:
            check_docker(rest)
        case ["curl", *_]:
            pass  # test_the_control_api_answers_as_its_manual_says runs it
        case [program, *_]:
            assert (ROOT / program).is_file(), f"nobody knows {program}"


def check_docker(rest: list[str]) -> None:
    """Hold a line of Docker's against our images: what it builds, opens and starts."""
    match rest:
        case ["build", *words]:
            check_build(words)
        case ["compose", *words]:
            check_compose(words)
        case ["run", *words]:
            started = DockerRun.read(words)
            assert started.ports <= started.exposed
            begun = [one for one in started.entrypoint if one not in {"tini", "--"}]
            check_command([*begun, *started.arguments])
        case _:
            raise AssertionError(f"nobody knows docker {rest}")


def read_vodomer(rest: list[str], *, whole: bool) -> None:
    """Read a command line of ours, to its end where it is whole."""
    command = typer.main.get_command(app)
    context = command.make_context("vodomer", [*rest])
    while rest and hasattr(command, "resolve_command"):
        _, command, rest = command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(
            command.name or "", [*rest], parent=context, resilient_parsing=not whole
        )
    assert not hasattr(command, "resolve_command"), "a group of commands, and none of them"


def read_tox(rest: list[str]) -> None:
    """Require that each environment named after `-e` is one of tox's."""
    known = ConfigParser(interpolation=None)
    known.read(ROOT / "tox.ini")
    if rest:
        assert rest[0] == "-e"
        assert {f"testenv:{name}" for name in rest[1].split(",")} <= set(known)
        assert all((ROOT / word).exists() for word in rest[2:] if "/" in word)


def test_the_environments_of_tox_are_listed() -> None:
    known = ConfigParser(interpolation=None)
    known.read(ROOT / "tox.ini")
    page = (ROOT / "docs" / "development.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert {f"testenv:{name}" for name in listed} == {n for n in known if n.startswith("testenv:")}


def succeeds(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_the_control_api_answers_as_its_manual_says() -> None:
    start, *requests = shell_lines(ROOT / CONTROL)
    port = str(free_port())
    server = Server("mock", shlex.split(start.replace("8080", port))[1:]).start()
    server.ready("issuer=")
    try:
        for line in requests:
            assert request_of(line.replace("8080", port)) < 300, line
    finally:
        server.stop()


def request_of(line: str) -> int:
    """Send what a line of curl would send; return the status."""
    words = shlex.split(line)
    assert words[0] == "curl"
    address = next(word for word in words if word.startswith("http"))
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    body = next((words[at + 1] for at, word in enumerate(words) if word == "-d"), None)
    request = urllib.request.Request(address, body.encode() if body else None, headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20) as answer:
        status: int = answer.status
    return status


@pytest.mark.parametrize("manual", ["applications.md", "activation.md", "external_provider.md"])
def test_the_target_file_of_the_manual_can_be_read(manual: str, tmp_path: Path) -> None:
    text, *_ = blocks(ROOT / "docs" / manual, "toml")
    file = tmp_path / "target.toml"
    for line in (text, text.replace("\n# ", "\n")):  # without and with what is optional
        file.write_text(line, "utf-8")
        if line != text:
            (tmp_path / "ca.pem").write_text(authority(), "utf-8")
        assert read_subject(file).checks


def authority() -> str:
    """Any authority in PEM."""
    return ssl.DER_cert_to_PEM_cert(ssl.create_default_context().get_ca_certs(binary_form=True)[0])


def links() -> list[tuple[str, str]]:
    """List every link within the repository, with its manual's name."""
    found = {(name_of(file), link) for file in MANUALS for link in LINK.findall(prose(file))}
    return sorted(one for one in found if not re.match(r"\w+:", one[1]))


@pytest.mark.parametrize(("manual", "link"), links())
def test_links_lead_somewhere(manual: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    place = (ROOT / manual).parent / path if path else ROOT / manual
    assert place.exists(), f"{manual}: {link}: no such file"
    assert not anchor or anchor in anchors(place), f"{manual}: {link}: no such heading"


def anchors(file: Path) -> set[str]:
    """Name the headings of a page as GitHub does in its anchors."""
    headings = re.findall(r"^#+ (.+)$", prose(file), re.MULTILINE)
    bare = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading.strip()) for heading in bare}


@pytest.mark.parametrize(
    ("manual", "path"),
    sorted({(name_of(file), path) for file in MANUALS for path in PATH.findall(prose(file))}),
)
def test_paths_exist(manual: str, path: str) -> None:
    assert (ROOT / path).exists(), f"{manual} names {path}"
