"""Do the services of the compose file find each other and come to a verdict?

Each runs what the file says, in a container of its image; the names lead to one private network.
The database is PostgreSQL of this machine in place of the image that no registry gives us here.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from building import ROOT, Builder, Container
from private_network import private_network

from harness.tests.docker_lines import DockerRun
from harness.tests.linters import composed
from harness.tests.manuals import blocks, shell_lines

MANUAL = ROOT / "docs" / "image.md"
CHECKS = ("honest-sign-in", "sign-out", "back-channel-logout")
POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture
def services() -> dict[str, Any]:
    """Read the services as Compose reads them."""
    return composed(ROOT / "deploy" / "certify" / "compose.yaml")


@pytest.fixture
def network() -> Iterator[tuple[str, ...]]:
    """Make the network of the services."""
    names = composed(ROOT / "deploy" / "certify" / "compose.yaml")
    with private_network("host.docker.internal", *names) as within:
        yield within


@pytest.fixture
def database(services: dict[str, Any], network: tuple[str, ...]) -> Iterator[list[str]]:
    """Start the database as its image does: one user, by password; gives how it is asked."""
    if not POSTGRESQL:
        pytest.skip("there is no PostgreSQL here")
    told = services["database"]["environment"]
    user, password = told["POSTGRES_USER"], told["POSTGRES_PASSWORD"]
    folder = Path(mkdtemp(prefix="vodomer-database-"))  # pytest's own are closed to others
    (folder / "password").write_text(password)
    for path in (folder, folder / "password"):
        shutil.chown(path, "postgres")
    within = [*network, "runuser", "-u", "postgres", "--"]

    def run(program: str, *words: str) -> None:
        command = [*within, str(POSTGRESQL[-1] / program), *words]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    by_password = ("-A", "scram-sha-256", "--pwfile", str(folder / "password"))
    run("initdb", "-D", str(folder / "data"), "-U", user, *by_password, "--no-sync")
    control = ("-D", str(folder / "data"), "-w", "-l", str(folder / "log"))
    run("pg_ctl", *control, "-o", f"-k {folder} -c listen_addresses=127.0.0.1", "start")
    try:
        address = f"host=127.0.0.1 user={user} password={password}"
        ask = [*within, str(POSTGRESQL[-1] / "psql"), "-tAd"]
        made = [*ask, f"{address} dbname=postgres", "-c", f"create database {user}"]
        subprocess.run(made, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        yield [*ask, f"{address} dbname={user}", "-c"]
    finally:
        run("pg_ctl", *control, "-m", "fast", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Make the folder that the runner's service mounts, with the target file."""
    folder = tmp_path / "work"
    folder.mkdir()
    shutil.copy(ROOT / "deploy" / "certify" / "my-app.toml", folder)
    os.chown(folder, 1000, 1000)
    return folder


@pytest.mark.parametrize(("worse", "code"), [((), 0), (("--defect=state_unchecked",), 3)])
def test_they_come_to_a_verdict(
    builder: Builder,
    runner: Container,
    services: dict[str, Any],
    network: tuple[str, ...],
    database: list[str],
    work: Path,
    worse: tuple[str, ...],
    code: int,
) -> None:
    told = services["application"]
    variables = [word for one in told["environment"].items() for word in ("-e", "=".join(one))]
    served = runner.words(*told["entrypoint"], *told["command"], *worse, options=tuple(variables))
    with builder.started(*served, under=network) as application:
        assert application.stdout
        assert next(line for line in application.stdout if "register" in line)
        about = services["runner"]
        options = ("-v", f"{work}:/work", "--user", about["user"])
        (mounted,) = about["volumes"]
        assert (mounted["source"], mounted["target"]) == (str(ROOT / "deploy/certify"), "/work")
        checks = CHECKS if not worse else ("fault-wrong_state",)
        only = [word for one in checks for word in ("--only", one)]
        entry = runner.config["Entrypoint"]
        words = runner.words(*entry, *about["command"], *only, options=options)
        ended = builder.buildah(*words, under=network)
        assert ended.code == code, ended.said
    (run,) = (work / "reports").glob("*/run.json")
    verdicts = {one["id"]: one["verdict"] for one in json.loads(run.read_text())["scenarios"]}
    assert verdicts == dict.fromkeys(checks, "fail" if worse else "pass")
    asked = "select count(*) from information_schema.tables where table_schema = 'public'"
    assert int(subprocess.check_output([*database, asked], cwd=work.parent)) > 0


def test_an_application_on_this_machine_is_certified_as_the_manual_says(
    builder: Builder, runner: Container, network: tuple[str, ...], work: Path
) -> None:
    (line,) = (one for one in shell_lines(MANUAL) if one.startswith("docker run "))
    arguments = DockerRun.read(shlex.split(line)[2:]).arguments
    target = as_in_the_manual((work / "my-app.toml").read_text("utf-8"))
    (work / "my-app.toml").write_text(target, "utf-8")
    about = tomllib.loads(target)
    application = [sys.executable, "-m", "harness.reference.application", "--timeout", "3"]
    application += ["--port", "8080", "--base-url", about["target"]["start"]]
    environment = {
        "VODOMER_ISSUER": about["provider"]["issuer"],
        "VODOMER_CLIENT_ID": about["target"]["client_id"],
        "VODOMER_CLIENT_SECRET": about["target"]["client_secret"],
    }
    with subprocess.Popen(
        [*network, *application, "--id", about["target"]["client_id"]],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert "register" in process.stdout.readline()
        options = ("-v", f"{work}:/work")
        entry = runner.config["Entrypoint"]
        words = runner.words(*entry, *arguments, "--only", "honest-sign-in", options=options)
        ended = builder.buildah(*words, under=network)
        process.terminate()
    assert ended.code == 0, ended.said
    (told,) = json.loads((work / "certified" / "run.json").read_text())["scenarios"]
    assert (told["id"], told["verdict"]) == ("honest-sign-in", "pass")


def as_in_the_manual(text: str) -> str:
    """Give the target file of the compose file with the addresses that the manual names."""
    text = text.replace("http://application:8080", "http://host.docker.internal:8080")
    text = text.replace("http://runner:8400", "http://localhost:8400")
    (said,) = map(tomllib.loads, blocks(MANUAL, "toml"))
    read = tomllib.loads(text)
    for table, values in said.items():
        assert {key: read[table][key] for key in values} == values
    return text
