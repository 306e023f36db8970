"""Do tests of another project get a provider by installing us, and does nobody else notice?"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
ALONE = ("--disable-plugin-autoload", "-p", "mock_rekono.pytest_plugin")
HEAVY = {"authlib", "cryptography", "flask", "http.client", "json", "pydantic", "requests", "ssl"}
HEAVY |= {"selectolax", "sqlalchemy", "subprocess", "urllib3", "mock_rekono.testing", "harness"}
WITHIN = 120

TESTS = """
import urllib.request
import psutil

def test_it_answers(rekono):
    said = urllib.request.urlopen(rekono.issuer + ".well-known/openid-configuration").read()
    assert rekono.issuer.encode() in said

def test_a_person_is_made(rekono):
    rekono.clock.advance(hours=1)
    rekono.client(["http://localhost:9/callback"], client_id="passing")
    assert rekono.person(email="nova@primer.test").sub

def test_the_same_person_is_made_again(rekono):
    assert rekono.ask("GET", "clock")["ahead"] == 0
    assert "passing" not in [one["client_id"] for one in rekono.ask("GET", "clients")]
    assert rekono.person(email="nova@primer.test").sub

def test_all_tests_share_it(rekono, rekono_server, record_property):
    [provider] = psutil.Process().children()
    record_property("provider", provider.pid)
    assert rekono.issuer == rekono_server.issuer
"""
MANUAL = PROJECT.with_name("docs") / "for_other_tests.md"
WRITTEN = {"python": "test_rekono.py", "toml": "people.toml", "ini": "pytest.ini"}
OF_THE_MANUAL = """
def test_people_of_the_manual(rekono):
    assert rekono.people["ana"].password == "Vodomer-2026"
    assert rekono.people["žiga"].name == "Žiga Črnič"
    assert rekono.people["žiga"].onepass_pin == "2580"
"""
PEOPLE = '["žiga"]\nemail = "ziga@primer.test"\ngiven_name = "Žiga"\n'
OF_PEOPLE = """
def test_people(rekono):
    assert rekono.people["žiga"].name == "Žiga"
    assert "greta@rekono.test" in rekono.people, "the option is taken"
"""


@dataclass
class Folder:
    """A project that knows nothing of us but what its tests say."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def write(self, **files: str) -> None:
        """Write files, their names with an underscore for the dot."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            (self.path / f"{stem}.{suffix}").write_text(text, encoding="utf-8")

    def pytest(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run its tests."""
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options],
            cwd=self.path,
            env={**os.environ, "NO_COLOR": "1", **self.environment},
            capture_output=True,
            text=True,
            timeout=WITHIN,
        )


@pytest.fixture
def project(tmp_path: Path) -> Folder:
    """Give a project outside of the checkout."""
    made = Folder(tmp_path)
    made.write(pytest_ini="[pytest]\naddopts = --strict-config --strict-markers\n")
    return made


@pytest.fixture
def installed(project: Folder) -> Folder:
    """Give it where pytest finds the plug-in by itself, as the wheel's metadata lets it."""
    points = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"]["pytest11"]
    folder = project.path / "site" / "announced-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: announced\nVersion: 1\n")
    lines = [f"{name} = {module}\n" for name, module in points.items()]
    (folder / "entry_points.txt").write_text("[pytest11]\n" + "".join(lines))
    project.environment["PYTHONPATH"] = str(folder.parent)
    return project


def providers(report: Path) -> list[int]:
    """Return which processes answered, as the tests noted them."""
    noted = re.findall(r'name="provider" value="(\d+)"', report.read_text("utf-8"))
    return [int(pid) for pid in noted]


def test_an_installed_plugin_is_enough(installed: Folder) -> None:
    installed.write(test_it_py=TESTS)
    ended = installed.pytest("--junitxml=report.xml", "-o", "junit_family=xunit1")
    assert "4 passed" in ended.stdout, ended.stdout + ended.stderr
    (pid,) = providers(installed.path / "report.xml")
    assert not psutil.pid_exists(pid)


def test_who_names_the_plugin_beside_is_no_worse_off(installed: Folder) -> None:
    installed.write(test_it_py=TESTS, conftest_py='pytest_plugins = ["mock_rekono.pytest_plugin"]')
    ended = installed.pytest("-p", "mock_rekono.pytest_plugin")
    assert "4 passed" in ended.stdout, ended.stdout + ended.stderr


def test_a_project_may_keep_it_out(installed: Folder) -> None:
    installed.write(test_it_py=TESTS)
    ended = installed.pytest("-p", "no:mock_rekono.pytest_plugin")
    assert "fixture 'rekono' not found" in ended.stdout


def test_a_project_may_have_a_fixture_of_that_name(project: Folder) -> None:
    project.write(
        conftest_py="import pytest\n@pytest.fixture\ndef rekono():\n    return 'its own'\n",
        test_it_py="def test_it(rekono):\n    assert rekono == 'its own'\n",
    )
    assert "1 passed" in project.pytest(*ALONE).stdout


def test_who_does_not_use_it_loads_next_to_nothing(project: Folder) -> None:
    project.write(
        conftest_py="",
        test_it_py="import sys\ndef test_it():\n    print('loaded', *sys.modules)\n",
    )
    without = set(project.pytest("-s", *ALONE[:1]).stdout.partition("loaded ")[2].split())
    loaded = set(project.pytest("-s", *ALONE).stdout.partition("loaded ")[2].split())
    assert loaded >= {"mock_rekono.pytest_plugin", "pytest"}
    ours = {one for one in loaded - without if one.partition(".")[0] in ("mock_rekono", "harness")}
    assert ours == {"mock_rekono", "mock_rekono.pytest_plugin"}
    assert not (loaded - without) & HEAVY


def test_each_worker_has_its_own_in_whatever_order(project: Folder) -> None:
    project.write(test_it_py=TESTS, test_more_py=TESTS)
    spread = ("-p", "xdist", "-p", "pytest_randomly", "-n", "2", "--dist", "loadfile")
    noted = ("--junitxml=report.xml", "-o", "junit_family=xunit1")
    ended = project.pytest(*ALONE, *spread, *noted)
    assert "8 passed" in ended.stdout, ended.stdout + ended.stderr
    pids = providers(project.path / "report.xml")
    assert len(set(pids)) == 2
    assert not [pid for pid in pids if psutil.pid_exists(pid)]


def test_people_and_options_of_the_configuration(project: Folder) -> None:
    settings = "[pytest]\nrekono_people = data/people.toml\nrekono_options = --cast\n"
    (project.path / "data").mkdir()
    (project.path / "data" / "people.toml").write_text(PEOPLE, encoding="utf-8")
    (project.path / "deeper").mkdir()
    (project.path / "deeper" / "test_it.py").write_text(OF_PEOPLE, encoding="utf-8")
    project.write(pytest_ini=settings)
    ended = project.pytest(*ALONE, "deeper")
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr


def test_options_of_a_fixture(project: Folder) -> None:
    conftest = "import pytest\n@pytest.fixture(scope='session')\ndef rekono_options():\n"
    project.write(
        conftest_py=f"{conftest}    return ['--profile', 'plain']\n",
        test_it_py="def test_it(rekono):\n    rekono.ask('GET', 'health')\n"
        "    import requests\n    told = requests.get(rekono.issuer + "
        "'.well-known/openid-configuration').json()\n"
        "    assert 'form_post' in told['response_modes_supported']\n",
    )
    ended = project.pytest(*ALONE)
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr


def test_the_manual_leads_to_a_result(project: Folder) -> None:
    manual = MANUAL.read_text("utf-8")
    for kind, file in WRITTEN.items():
        found = re.search(rf"```{kind}\n(.*?)```", manual, re.DOTALL)
        assert found, kind
        (project.path / file).write_text(found[1], encoding="utf-8")
    with (project.path / "test_rekono.py").open("a", encoding="utf-8") as tests:
        tests.write(OF_THE_MANUAL)
    ended = project.pytest(*ALONE)
    assert "2 passed" in ended.stdout, ended.stdout + ended.stderr


def test_a_wrong_people_file_is_one_sentence(project: Folder) -> None:
    project.write(people_toml="[ana]\nphone = 1\n", test_it_py=TESTS)
    project.write(pytest_ini="[pytest]\nrekono_people = people.toml\n")
    ended = project.pytest(*ALONE)
    assert "4 errors" in ended.stdout
    assert re.search(r"^mock_rekono: people file .*: \[ana\] email: ", ended.stdout, re.MULTILINE)
    assert "Traceback" not in ended.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_provider_ends_with_tests_that_are_broken_off(
    project: Folder, number: signal.Signals
) -> None:
    project.write(
        test_it_py="import psutil, signal\ndef test_it(rekono):\n"
        "    rekono.client(['http://localhost:9/callback'])\n"
        "    print('provider', *[one.pid for one in psutil.Process().children()], flush=True)\n"
        "    signal.pause()\n"
    )
    command = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", *ALONE]
    with subprocess.Popen(
        command, cwd=project.path, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as tests:
        assert tests.stdout
        before = next(line for line in tests.stdout if "provider " in line)
        provider = psutil.Process(int(before.split()[-1]))
        os.killpg(tests.pid, number)  # as Ctrl-C in a terminal does
        said = tests.stdout.read()
        provider.wait(WITHIN)
    assert tests.returncode == (2 if number == signal.SIGINT else -number)
    assert "Error" not in said
