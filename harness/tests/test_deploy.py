"""Does the mock REKONO run alone, as deploy/ has it, and does deploy/ name what there is?"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
from packaging.requirements import Requirement

from harness.processes.servers import Server
from harness.tests.docker_lines import DockerRun
from harness.tests.manuals import shell_lines
from harness.tests.test_house import ROOT, imported, names_of

CONTAINERFILE = (ROOT / "deploy" / "mock.Containerfile").read_text("utf-8").replace("\\\n", "")
COMPOSE = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
UNSEEN = {"psycopg"}  # SQLAlchemy loads it for a postgresql+psycopg URL
FOREIGN = {"pytest"}  # of the plug-in, which nobody imports who runs the provider


def group() -> list[Requirement]:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return [Requirement(line) for line in groups["provider"]]


def test_the_group_names_what_the_provider_imports() -> None:
    elsewhere = {"tests", "testing"}  # the second is for tests of other projects, beside it
    mock = (ROOT / "mock_rekono").rglob("*.py")
    files = [file for file in mock if not elsewhere & {*file.parts}]
    used = names_of({module for file in files for module in imported(file)})
    assert {one.name for one in group()} == used - FOREIGN | UNSEEN


def needed(wanted: Requirement, seen: set[str]) -> Iterator[str]:
    """Name a distribution and all that it needs in turn."""
    name = wanted.name.lower().replace("_", "-")
    if f"{name}{wanted.extras}" in seen:
        return
    seen.add(f"{name}{wanted.extras}")
    yield name
    for line in distribution(name).requires or ():
        further = Requirement(line)
        extras = wanted.extras or {""}
        if not further.marker or any(further.marker.evaluate({"extra": one}) for one in extras):
            yield from needed(further, seen)


def lay_out(folder: Path) -> None:
    """Put the provider and what its group needs there, and nothing else."""
    shutil.copytree(ROOT / "mock_rekono", folder / "mock_rekono")
    shutil.rmtree(folder / "mock_rekono" / "tests")
    seen: set[str] = set()
    for name in {one for wanted in group() for one in needed(wanted, seen)}:
        for file in distribution(name).files or ():
            top = file.parts[0]
            if top != ".." and not (folder / top).exists():
                (folder / top).symlink_to(Path(str(distribution(name).locate_file(top))))


def entrypoint() -> list[str]:
    found = re.search(r"^ENTRYPOINT (\[.*\])$", CONTAINERFILE, re.MULTILINE)
    assert found
    command: list[str] = json.loads(found[1])
    return command


def test_the_image_s_command_starts_without_anything_of_the_examiner(tmp_path: Path) -> None:
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    lay_out(libraries)
    assert not {"playwright", "harness", "pytest"} & {one.name for one in libraries.iterdir()}
    command = [sys.executable, "-S", *entrypoint()[1:]]
    places = {"0.0.0.0": "127.0.0.1", "8471": "0", "8472": "0"}
    command = [places.get(word, word.replace("/store/", f"{tmp_path}/")) for word in command]
    environment = {**os.environ, "PYTHONPATH": str(libraries), "MOCK_REKONO_CONTROL_TOKEN": "x"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    ) as process:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline()
        assert said.startswith("issuer="), process.stderr.read()
        address = said.strip().removeprefix("issuer=") + ".well-known/openid-configuration"
        with build_opener(ProxyHandler({})).open(address, timeout=60) as answer:
            assert json.load(answer)["issuer"] == said.strip().removeprefix("issuer=")
        process.terminate()
        assert (process.wait(30), process.stderr.read()) == (0, "")
    assert (tmp_path / "rekono.db").exists()


def line_of_the_manual() -> DockerRun:
    """Return the line that starts the image in the manual for other projects' tests."""
    manual = ROOT / "docs" / "for_other_tests.md"
    (line,) = (one for one in shell_lines(manual) if one.startswith("docker run "))
    return DockerRun.read(shlex.split(line)[2:])


def own_address() -> str:
    """Return an address of this machine that is not of loopback, as a published port comes from."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as unsent:
        try:
            unsent.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            pytest.skip("this machine has no address but loopback's")
        return str(unsent.getsockname()[0])


def test_the_line_for_other_tests_answers_who_comes_by_a_published_port(tmp_path: Path) -> None:
    started, address = line_of_the_manual(), own_address()
    assert (started.image, started.published) == ("mock-rekono", ["127.0.0.1:8471:8471"])
    people = ROOT / "examples" / "other_tests" / "people.toml"
    stands_for = {
        "0.0.0.0": address,
        "8471": "0",
        "8472": "0",
        "/people.toml": str(people),
        "sqlite:////store/rekono.db": f"sqlite:///{tmp_path}/rekono.db",
    }
    words = [stands_for.get(one, one) for one in [*started.entrypoint, *started.arguments]]
    assert str(people) in words
    server = Server("mock", words[1:], started.environment).start()
    try:
        port = urlsplit(server.ready("issuer=")).port
        with closing(HTTPConnection(address, port, timeout=60)) as asked:
            headers = {"Host": f"localhost:{port}", "Authorization": "Bearer skrivnost"}
            asked.request("POST", "/control/v1/reset", headers=headers)
            assert asked.getresponse().status == 204
    finally:
        server.stop()


def test_the_image_asks_at_the_address_of_discovery() -> None:
    found = re.search(r"urlopen\('(http://127.0.0.1:8471/[^']+)'", CONTAINERFILE)
    assert found
    assert found[1].endswith("/openid-connect-server-webapp/.well-known/openid-configuration")
    assert "USER 999" in CONTAINERFILE


def test_compose_s_files_are_there() -> None:
    for mounted in re.findall(r'"\./([^:"]+):', COMPOSE):
        assert (ROOT / "deploy" / mounted).exists()
    balanced = (ROOT / "deploy" / "haproxy.cfg").read_text("utf-8")
    for replica in ("first", "second"):
        assert f"  {replica}: *rekono\n" in COMPOSE
        assert balanced.count(f"server {replica} {replica}:") == 2
